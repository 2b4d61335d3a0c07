/** The activity over time as a table: one row per step, one column per series. */
import type { ActivityOverTime } from '@/api/types'
import type { Table } from '@/format/csv'
import { shortTime } from '@/format/time'
import { words } from '@/words/en'

export function overTimeTable(data: ActivityOverTime | null): Table {
  if (!data) return { columns: [words.overTime.from], rows: [] }
  const start = Date.parse(data.since)
  const steps = data.series[0]?.counts.length ?? 0
  const rows = Array.from({ length: steps }, (_, step) => [
    shortTime(new Date(start + step * data.step_s * 1000).toISOString()),
    ...data.series.map((one) => one.counts[step] ?? 0),
  ])
  return {
    columns: [words.overTime.from, ...data.series.map((one) => one.name)],
    // The latest is what one looks for first.
    rows: rows.reverse(),
  }
}
