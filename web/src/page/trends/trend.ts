/** What the page says of an item that trends, and which filter means it. */
import type { TrendItem } from '@/api/types'
import { fullNumber } from '@/format/number'
import type { OfTrend } from '@/query/mostActive'
import { exactly, type Filter } from '@/scope/scope'

/** Beyond ten times as much, a percentage says no more. */
const MOST_PERCENT = 1000

/** "+34 %", "×12"; nothing for what had nothing before. */
export function changeText({
  activities,
  previous,
}: Pick<TrendItem, 'activities' | 'previous'>): string {
  if (!previous) return ''
  const percent = Math.round(((activities - previous) / previous) * 100)
  if (percent > MOST_PERCENT) return `×${fullNumber(Math.round(activities / previous))}`
  const sign = percent > 0 ? '+' : percent < 0 ? '−' : '±'
  return `${sign}${Math.abs(percent)} %`
}

/** The filter that means this item; a galaxy's clusters are tags, an event goes by its title. */
export function filterOf(by: OfTrend, item: Pick<TrendItem, 'item' | 'label'>): Filter {
  if (by === 'event') return { field: 'event', value: exactly(item.label), not: false }
  return { field: by === 'galaxy' ? 'tag' : by, value: item.item, not: false }
}

/** A galaxy's cluster without the galaxy's name, which the tab already says. */
export function nameOf(by: OfTrend, label: string): string {
  if (by !== 'galaxy') return label
  return /^misp-galaxy:[^=]+="(.*)"$/s.exec(label)?.[1] ?? label
}

export type TagParts = { namespace: string; predicate: string; value: string }

/** A machine tag's three parts; null for a plain one. */
export function tagParts(tag: string): TagParts | null {
  const found = /^([\w.-]+):([^\s:="][^="]*)(?:=(.*))?$/s.exec(tag)
  if (!found) return null
  const [, namespace = '', predicate = '', value = ''] = found
  return { namespace, predicate, value: value.replace(/^"(.*)"$/s, '$1') }
}
