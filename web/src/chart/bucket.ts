/** The moments a time chart counts between, and how they are said. */

/** `starts` are where buckets begin when they are not all of one length, as days are. */
export type Buckets = { since: string; until: string; step_s: number; starts?: string[] }

const MINUTE_S = 60
const DAY_S = 86_400

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const seconds = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })

export function bucketStart({ since, step_s, starts }: Buckets, i: number): Date {
  const start = starts?.[i]
  if (start) return new Date(start)
  const last = starts?.at(-1)
  if (starts && last) return new Date(Date.parse(last) + (i - starts.length + 1) * step_s * 1000)
  return new Date(Date.parse(since) + i * step_s * 1000)
}

/** How many buckets there are, also when nothing was counted. */
export function bucketCount({ since, until, step_s }: Buckets, counts?: number[]): number {
  if (counts) return counts.length
  return Math.max(1, Math.ceil((Date.parse(until) - Date.parse(since)) / (step_s * 1000)))
}

/** The bucket a moment lies in, or -1 when it lies outside. */
export function bucketAt(buckets: Buckets, count: number, moment: number): number {
  const i = Math.floor((moment - Date.parse(buckets.since)) / (buckets.step_s * 1000))
  return i >= 0 && i < count ? i : -1
}

/** True for the bucket that time has not filled yet. */
export function isRunning(buckets: Buckets, i: number, now: number): boolean {
  const start = bucketStart(buckets, i).getTime()
  return start <= now && start + buckets.step_s * 1000 > Math.min(now, Date.parse(buckets.until))
}

/** "Tue 3 Mar, 14:00–14:15" in the reader's zone; days without a clock. */
export function bucketName(buckets: Buckets, i: number): string {
  const from = bucketStart(buckets, i)
  const to = bucketStart(buckets, i + 1)
  if (buckets.step_s >= DAY_S) {
    const last = new Date(to.getTime() - 1)
    return buckets.step_s > DAY_S ? `${day.format(from)} – ${day.format(last)}` : day.format(from)
  }
  const time = buckets.step_s < MINUTE_S ? seconds : clock
  return `${day.format(from)}, ${time.format(from)}–${time.format(to)}`
}
