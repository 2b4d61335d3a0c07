/** Spans in which an instance was not heard, as bands of a time chart. */
import type { Gap } from '@/api/types'
import { shortTime } from '@/format/time'
import { bucketStart, type Buckets } from './bucket'
import { chartWords as words } from './words'

/** Shares of the chart's width, 0 to 1. */
export type Band = { from: number; to: number }

/** What is fetched afterwards is there: only what is missing gets a band. Those that touch are one. */
export function bandsOf(gaps: Gap[], buckets: Buckets, counts: number, now: number): Band[] {
  const since = Date.parse(buckets.since)
  const whole = counts * buckets.step_s * 1000
  if (!whole) return []
  const bands = gaps
    .filter((gap) => !gap.filled_at)
    .map((gap) => ({
      from: Math.max(0, (Date.parse(gap.since) - since) / whole),
      to: Math.min(1, ((gap.until ? Date.parse(gap.until) : now) - since) / whole),
    }))
    .filter(({ from, to }) => from < 1 && to > 0 && to > from)
    .sort((a, b) => a.from - b.from)
  const joined: Band[] = []
  for (const band of bands) {
    const last = joined.at(-1)
    if (last && band.from <= last.to) last.to = Math.max(last.to, band.to)
    else joined.push(band)
  }
  return joined
}

/** A sentence for each instance that was not heard in a bucket. */
export function notHeardIn(gaps: Gap[], buckets: Buckets, i: number, now: number): string[] {
  const [from, to] = [bucketStart(buckets, i).getTime(), bucketStart(buckets, i + 1).getTime()]
  const touching = gaps.filter(
    (gap) =>
      !gap.filled_at &&
      Date.parse(gap.since) < to &&
      (gap.until ? Date.parse(gap.until) : now) > from,
  )
  return [
    ...new Set(
      touching.map((gap) =>
        words.notHeard(gap.instance, shortTime(gap.since), gap.until ? shortTime(gap.until) : ''),
      ),
    ),
  ]
}
