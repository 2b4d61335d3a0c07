import { expect, it } from 'vitest'
import { ago, dayStart, logTime } from './time'

const now = new Date(2026, 4, 12, 15, 0, 0)
const iso = (...parts: [number, number, number, number, number, number]) =>
  new Date(...parts).toISOString()

it('shows the clock for today and the date before', () => {
  expect(logTime(iso(2026, 4, 12, 14, 3, 22), now)).toBe('14:03:22')
  expect(logTime(iso(2026, 2, 3, 14, 3, 22), now)).toBe('3 Mar, 14:03')
  expect(logTime(iso(2023, 2, 3, 14, 3, 22), now)).toBe('3 Mar 2023')
})

it('says how long ago, and never in the future', () => {
  expect(ago(iso(2026, 4, 12, 14, 59, 58), now)).toBe('now')
  expect(ago(iso(2026, 4, 12, 14, 57, 0), now)).toBe('3 min ago')
  expect(ago(iso(2026, 4, 12, 15, 0, 30), now)).toBe('now')
})

it('begins the day where the reader is', () => {
  expect(dayStart(now)).toBe(new Date(2026, 4, 12).toISOString())
})
