/** Counts over time as charts take them: all together, or the organisations that did most. */
import type { LoginsOverTime } from '@/api/types'
import type { Series } from '@/chart/overTime'
import type { Table } from '@/format/csv'
import { usersWords as words } from '@/words/users'

type Told = Pick<LoginsOverTime, 'until' | 'step_s' | 'starts'>
type What = 'logins' | 'contributions'
export type Chart = { title: string; by: string; data: Series }

export function seriesOf(told: Told, series: { name: string; counts: number[] }[]): Series {
  const { until, step_s, starts } = told
  // The first bucket begins before the span does.
  return { since: starts[0] ?? until, until, step_s, starts, series }
}

export function chartOf(told: LoginsOverTime, what: What, byOrg: boolean): Chart {
  const title = words.overTime[what]
  if (!byOrg)
    return { title, by: 'use', data: seriesOf(told, [{ name: title, counts: told[what] }]) }
  const series = told.by_org
    .map((one) => ({ name: one.org, counts: one[what] }))
    .filter(({ counts }) => counts.some(Boolean))
  const counts = restOf(told[what], series)
  const other = counts.some(Boolean) ? [{ name: words.overTime.other, counts }] : []
  return { title, by: 'org', data: seriesOf(told, [...series, ...other]) }
}

export function restOf(totals: number[], series: { counts: number[] }[]): number[] {
  return totals.map((total, i) =>
    series.reduce((left, { counts }) => left - (counts[i] ?? 0), total),
  )
}

/** One row per step, the latest first, one column per series. */
export function tableOf(charts: Chart[], starts: string[]): Table {
  const columns = charts.flatMap(({ title, data }) =>
    data.series.map(({ name }) => (name === title ? name : words.overTime.of(name, title))),
  )
  const rows = starts.map((start, i) => [
    start,
    ...charts.flatMap(({ data }) => data.series.map(({ counts }) => counts[i] ?? 0)),
  ])
  return { columns: [words.overTime.from, ...columns], rows: rows.reverse() }
}

export const sum = (counts: number[]): number => counts.reduce((all, one) => all + one, 0)
