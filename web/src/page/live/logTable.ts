/** The lines of the log as a table, whole values and exact times, for CSV. */
import type { Activity } from '@/api/types'
import type { Table } from '@/format/csv'
import { words } from '@/words/en'
import { cellOf, type Column } from './columns'

export function logTable(rows: Activity[], columns: Column[]): Table {
  const now = new Date()
  return {
    columns: columns.flatMap((column) =>
      column === 'value'
        ? [words.log.names.value, words.detail.fields.comment]
        : [words.log.names[column]],
    ),
    rows: rows.map((row) => columns.flatMap((column) => texts(column, row, now))),
  }
}

function texts(column: Column, row: Activity, now: Date): string[] {
  if (column === 'time') return [row.at]
  if (column === 'received') return [row.received_at]
  if (column === 'tags') return [(row.tags ?? []).map((tag) => tag.name).join(' ')]
  if (column === 'value') return [row.value ?? cellOf('value', row, now).text, row.comment ?? '']
  return [cellOf(column, row, now).text]
}
