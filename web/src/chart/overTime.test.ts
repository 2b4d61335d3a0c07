// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { MOST_BARS, overTimeOption } from './overTime'
import type { ChartColours } from './theme'

const colours: ChartColours = {
  panel: '#000000',
  line: '#111111',
  text: '#ffffff',
  quiet: '#888888',
  accent: '#0000ff',
  sans: 'sans-serif',
  slot: (slot) => `slot ${slot}`,
}

function option(buckets: number, hidden: string[] = []) {
  const data = {
    since: '2026-03-03T10:00:00.000Z',
    until: '2026-03-03T11:00:00.000Z',
    step_s: 3600 / buckets,
    series: [
      { name: 'Network activity', counts: Array.from({ length: buckets }, () => 2) },
      { name: 'other', counts: Array.from({ length: buckets }, () => 1) },
    ],
  }
  const now = Date.parse('2026-03-03T10:59:59.000Z')
  return overTimeOption({
    data,
    by: 'category',
    hidden: new Set(hidden),
    colours,
    width: 800,
    now,
    animated: false,
  })
}

test('few buckets are bars, many are areas', () => {
  expect(option(MOST_BARS).series.map(({ type }) => type)).toEqual(['bar', 'bar'])
  expect(option(MOST_BARS + 1).series.map(({ type }) => type)).toEqual(['line', 'line'])
})

test('the axis spans the buckets whole', () => {
  const { min, max } = option(4).xAxis
  expect(max - min).toBe(3_600_000)
})

test('a bar stands in the middle of its bucket', () => {
  const [first] = option(4).series
  expect(first?.data[0]?.value).toEqual([Date.parse('2026-03-03T10:07:30.000Z'), 2])
})

test('the bucket that is still counting is lighter', () => {
  const [first] = option(4).series
  expect(first?.data.map((point) => 'itemStyle' in point)).toEqual([false, false, false, true])
})

test('a series that is switched off keeps its place at nothing', () => {
  const [first] = option(4, ['Network activity']).series
  expect(first?.data.map(({ value }) => value[1])).toEqual([0, 0, 0, 0])
})
