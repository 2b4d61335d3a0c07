import { describe, expect, it } from 'vitest'
import { addMonths, fieldText, pastDays, weekday, weeksOf } from './calendar'

const day = (text: string) => new Date(`${text}T00:00`)

describe('a month', () => {
  it('is six weeks from Monday to Sunday', () => {
    const weeks = weeksOf(day('2026-11-24'))
    expect(weeks).toHaveLength(6)
    expect(weeks.every((week) => week.length === 7 && weekday(week[0]!) === 0)).toBe(true)
    expect(weeks[0]![0]).toEqual(day('2026-10-26'))
    expect(weeks[5]![6]).toEqual(day('2026-12-06'))
  })

  it('has every day once, also where the clock is changed', () => {
    for (const month of ['2026-03-15', '2026-10-15', '2024-02-15']) {
      const days = weeksOf(day(month)).flat()
      expect(new Set(days.map((one) => one.toDateString())).size).toBe(42)
      expect(days.every((one) => one.getHours() === 0)).toBe(true)
    }
  })

  it('ends on its own last day', () => {
    expect(addMonths(day('2026-01-31'), 1)).toEqual(day('2026-02-28'))
    expect(addMonths(day('2026-01-15'), -1)).toEqual(day('2025-12-15'))
  })
})

it('knows the days that have passed', () => {
  const past = pastDays(new Date('2026-11-24T15:30'))
  expect(past.yesterday).toEqual({ first: day('2026-11-23'), last: day('2026-11-23') })
  expect(past.lastWeek).toEqual({ first: day('2026-11-16'), last: day('2026-11-22') })
  expect(past.lastMonth).toEqual({ first: day('2026-10-01'), last: day('2026-10-31') })
})

it('writes a moment as its field takes it', () => {
  expect(fieldText(new Date('2026-03-04T05:06:07'))).toBe('2026-03-04T05:06')
})
