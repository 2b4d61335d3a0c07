/** Moments as people read them: the clock for today, the date before, relative where freshness matters. */

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const dayAndClock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
const yearAndClock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const weekdayAndDay = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
})
const exact = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'long',
})
const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto', style: 'short' })

/** 14:03:22 today, "3 Mar, 14:03" this year, "3 Mar 2023" before. */
export function logTime(iso: string, now: Date): string {
  const at = new Date(iso)
  if (at.toDateString() === now.toDateString()) return clock.format(at)
  return (at.getFullYear() === now.getFullYear() ? dayAndClock : day).format(at)
}

export function exactTime(iso: string): string {
  return exact.format(new Date(iso))
}

export function shortTime(iso: string): string {
  return dayAndClock.format(new Date(iso))
}

/** "1–30 Nov 2026", "28 Oct – 3 Nov 2026"; both days are meant. */
export function dayRange(first: Date, last: Date): string {
  return day.formatRange(first, last)
}

/** "Mon 23 Nov". */
export function shortDay(day: Date): string {
  return weekdayAndDay.format(day)
}

/** "24 Nov, 08:00–10:30"; with the year when it is not this one. */
export function momentRange(from: Date, to: Date): string {
  const now = new Date().getFullYear()
  const sameYear = from.getFullYear() === now && to.getFullYear() === now
  return (sameYear ? dayAndClock : yearAndClock).formatRange(from, to)
}

/** "12 sec ago", "3 min ago"; the two moments may be off by a clock's difference. */
export function ago(iso: string, now: Date): string {
  const seconds = Math.min(0, Math.round((Date.parse(iso) - now.getTime()) / 1000))
  if (seconds > -5) return 'now'
  if (seconds > -60) return relative.format(seconds, 'second')
  if (seconds > -3600) return relative.format(Math.round(seconds / 60), 'minute')
  if (seconds > -86400) return relative.format(Math.round(seconds / 3600), 'hour')
  return relative.format(Math.round(seconds / 86400), 'day')
}

/** Midnight of the reader's day, which only the reader's browser knows. */
export function dayStart(now: Date): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString()
}

/** The IANA name of the reader's time zone, for questions that count by its hours and days. */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
