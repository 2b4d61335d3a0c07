/** Months of the calendar in UTC, written 2026-11. */

const WRITTEN = /^(\d{4})-(0[1-9]|1[0-2])$/
const FIRST_YEAR = 1970
const LAST_YEAR = 2200
const long = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const short = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' })

export const MONTHS = Array.from({ length: 12 }, (_, i) => i + 1)

export function monthAt(moment: Date): string {
  return moment.toISOString().slice(0, 7)
}

/** The month that a text names, null when it names none. */
export function monthFrom(text: string): string | null {
  const year = Number(WRITTEN.exec(text)?.[1])
  return year >= FIRST_YEAR && year <= LAST_YEAR ? text : null
}

export function monthOf(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`
}

export function yearOf(month: string): number {
  return Number(month.slice(0, 4))
}

export function addMonths(month: string, count: number): string {
  const number = yearOf(month) * 12 + Number(month.slice(5)) - 1 + count
  return monthOf(Math.floor(number / 12), (number % 12) + 1)
}

/** "November 2026". */
export function monthName(month: string): string {
  return long.format(new Date(`${month}-01T00:00:00Z`))
}

/** "Nov". */
export function shortMonth(month: string): string {
  return short.format(new Date(`${month}-01T00:00:00Z`))
}

/** Where the reader's calendar has the day that the text names, for charts in the reader's zone. */
export function localDay(day: string): Date {
  const [year, month, date] = day.split('-').map(Number)
  return new Date(year ?? 0, (month ?? 1) - 1, date ?? 1)
}

/** All days of a month, as 2026-11-01. */
export function daysOf(month: string): string[] {
  const next = Date.parse(`${addMonths(month, 1)}-01T00:00:00Z`)
  const count = Math.round((next - Date.parse(`${month}-01T00:00:00Z`)) / 86_400_000)
  return Array.from({ length: count }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`)
}
