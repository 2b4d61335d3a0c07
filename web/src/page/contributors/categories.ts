/** The table of contributors by category: which columns, in which order of rows. */
import type { CategoryContributor } from '@/api/types'
import type { Table } from '@/format/csv'

export type Order = { by: string; falling: boolean }
export const BY_ORG = ''
export const BY_TOTAL = '*'

export type Row = CategoryContributor & { of: Map<string, CategoryContributor['categories'][0]> }

export function rowsOf(contributors: CategoryContributor[], order: Order): Row[] {
  const rows = contributors.map((one) => ({
    ...one,
    of: new Map(one.categories.map((each) => [each.category, each])),
  }))
  const sign = order.falling ? -1 : 1
  const amount = (row: Row) =>
    order.by === BY_TOTAL ? row.contributions : (row.of.get(order.by)?.contributions ?? 0)
  return rows.sort((one, other) => {
    const names = one.org.localeCompare(other.org, 'en', { sensitivity: 'base' })
    if (order.by === BY_ORG) return sign * names
    return sign * (amount(one) - amount(other)) || names
  })
}

/** Those that somebody contributed to; all of them where nobody did. */
export function usedOf(categories: string[], rows: Row[]): string[] {
  const used = categories.filter((one) => rows.some((row) => row.of.has(one)))
  return used.length ? used : categories
}

/** Again by the same column, the other way round; names go up first, counts down. */
export function ordered(order: Order, by: string): Order {
  if (order.by === by) return { by, falling: !order.falling }
  return { by, falling: by !== BY_ORG }
}

export function tableOf(rows: Row[], categories: string[], columns: string[]): Table {
  return {
    columns: [...columns, ...categories],
    rows: rows.map((row) => [
      row.org,
      row.contributions,
      ...categories.map((one) => row.of.get(one)?.contributions ?? 0),
    ]),
  }
}
