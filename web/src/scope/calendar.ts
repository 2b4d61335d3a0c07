/** The days of a month in weeks, and moving from day to day; all in the reader's own time zone. */

const WEEK = 7
const WEEKS_SHOWN = 6

export function dayOf(moment: Date): Date {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate())
}

/** Days are counted by the calendar: a day that has 23 or 25 hours is one day too. */
export function addDays(day: Date, count: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + count)
}

/** The same day of another month, or its last when it has fewer. */
export function addMonths(day: Date, count: number): Date {
  const last = new Date(day.getFullYear(), day.getMonth() + count + 1, 0).getDate()
  return new Date(day.getFullYear(), day.getMonth() + count, Math.min(day.getDate(), last))
}

/** 0 for Monday. */
export function weekday(day: Date): number {
  return (day.getDay() + WEEK - 1) % WEEK
}

/** Six weeks that hold the month of `day`, so that its height never changes; Monday comes first. */
export function weeksOf(day: Date): Date[][] {
  const first = new Date(day.getFullYear(), day.getMonth(), 1)
  const start = addDays(first, -weekday(first))
  return Array.from({ length: WEEKS_SHOWN }, (_, week) =>
    Array.from({ length: WEEK }, (_, at) => addDays(start, week * WEEK + at)),
  )
}

export function sameDay(one: Date, other: Date): boolean {
  return dayOf(one).getTime() === dayOf(other).getTime()
}

export type Days = { first: Date; last: Date }

/** Whole days that have passed, by the name of what they are. */
export function pastDays(now: Date): Record<'yesterday' | 'lastWeek' | 'lastMonth', Days> {
  const today = dayOf(now)
  const monday = addDays(today, -weekday(today))
  const month = new Date(today.getFullYear(), today.getMonth(), 1)
  return {
    yesterday: { first: addDays(today, -1), last: addDays(today, -1) },
    lastWeek: { first: addDays(monday, -WEEK), last: addDays(monday, -1) },
    lastMonth: { first: addMonths(month, -1), last: addDays(month, -1) },
  }
}

/** What a field for a moment holds: `2026-11-24T08:00`. */
export function fieldText(moment: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const year = String(moment.getFullYear()).padStart(4, '0')
  const day = `${year}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`
}
