/** Days as shares of a span of days; a day is a day, also when the clocks change in it. */

type Days = { since: string; until: string }
export type Bar = { from: number; to: number; since: string; until: string; activities: number }

const DAY_MS = 86_400_000
const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

const number = (day: string): number =>
  Math.round(Date.parse(`${day.slice(0, 10)}T00:00Z`) / DAY_MS)
const dayOf = (at: number): string => new Date(at * DAY_MS).toISOString().slice(0, 10)

export function dayCount({ since, until }: Days): number {
  return Math.max(1, number(until) - number(since) + 1)
}

export function dayName(day: string): string {
  return short.format(new Date(`${day.slice(0, 10)}T00:00Z`))
}

/** "3 Nov", "3 Nov – 9 Nov". */
export function daysName({ since, until }: Days): string {
  return since === until ? dayName(since) : `${dayName(since)} – ${dayName(until)}`
}

export function barsOf(span: Days, days: (Days & { activities: number })[]): Bar[] {
  const first = number(span.since)
  const count = dayCount(span)
  const share = (day: number) => Math.min(1, Math.max(0, (day - first) / count))
  return days.map((one) => ({
    ...one,
    from: share(number(one.since)),
    to: share(number(one.until) + 1),
  }))
}

/** Days to be named below, evenly apart, the first one among them. */
export function dayTicks(span: Days, most: number): { day: string; at: number }[] {
  const count = dayCount(span)
  const step = Math.max(1, Math.ceil(count / Math.max(1, most)))
  const first = number(span.since)
  // A name begins at its day, and needs the room of a step.
  return Array.from({ length: Math.max(1, Math.floor(count / step)) }, (_, i) => ({
    day: dayOf(first + i * step),
    at: (i * step) / count,
  }))
}
