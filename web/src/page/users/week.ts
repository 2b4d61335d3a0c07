/** Weeks as the reader's locale begins them, and the hours of one as a grid. */
import type { LoginsByHour } from '@/api/types'
import { addDays, dayOf, weekday } from '@/scope/calendar'

export type Cell = {
  /** 0 for Monday. */
  weekday: number
  hour: number
  logins: number
  /** Not yet come, in the week that is going on. */
  ahead: boolean
}

export const WEEK = 7
const MONDAY = 0

type WeekInfo = { firstDay: number }
/** Younger than the types: a method in one browser, a property in another, absent in a third. */
type InformedLocale = Intl.Locale & { getWeekInfo?: () => WeekInfo; weekInfo?: WeekInfo }

/** The day that weeks begin with, 0 for Monday; Monday where the browser does not know. */
export function firstWeekday(locale: string): number {
  const informed = new Intl.Locale(locale) as InformedLocale
  const info = informed.getWeekInfo?.() ?? informed.weekInfo
  return info ? (info.firstDay + WEEK - 1) % WEEK : MONDAY
}

/** The first day of the week that holds `day`. */
export function weekStart(day: Date, first: number): Date {
  return addDays(dayOf(day), -((weekday(day) - first + WEEK) % WEEK))
}

/** "2026-11-22", by the reader's calendar. */
export function dayText(day: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** The day a text such as "2026-11-22" means; null when there is none. */
export function dayFrom(text: string): Date | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (!found) return null
  const day = new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3]))
  return dayText(day) === text ? day : null
}

/** A row for each day in the order of the reader's week. `week` is the first day of a chosen one. */
export function gridOf(
  hours: LoginsByHour['hours'],
  first: number,
  week: Date | null,
  now: Date,
): Cell[][] {
  return Array.from({ length: WEEK }, (_, row) => {
    const weekday = (first + row) % WEEK
    const day = week && addDays(week, row)
    return Array.from({ length: 24 }, (_, hour) => ({
      weekday,
      hour,
      logins: hours[weekday]?.[hour] ?? 0,
      ahead: day
        ? new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour).getTime() > now.getTime()
        : false,
    }))
  })
}

export function totalOf(cells: Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.logins, 0)
}

const names = new Intl.DateTimeFormat('en-GB', { weekday: 'long' })
/** A Monday. */
const SOME_MONDAY = new Date(2024, 0, 1)

/** "Monday" for 0. */
export function weekdayName(number: number): string {
  return names.format(addDays(SOME_MONDAY, number))
}

/** "09:00"; the day ends with 24:00. */
export function hourName(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}

/** What the legend's circles stand for: the largest, and about a half and a tenth of it. */
export function legendOf(most: number, whole: boolean): number[] {
  const nice = (value: number) =>
    whole ? Math.max(1, Math.round(value)) : Number(value.toPrecision(2))
  return most ? [...new Set([most / 10, most / 2, most].map(nice))] : []
}
