/** The moment that playback shows, written large on the map. */
import { bucketName, bucketStart, type Buckets } from '@/chart/bucket'
import { shortTime } from '@/format/time'
import { words } from '@/words/en'

export function momentText(buckets: Buckets | null, at: number | null, upTo: boolean): string {
  if (!buckets || at === null) return ''
  if (!upTo) return bucketName(buckets, at)
  return words.geo.time.untilNow(shortTime(bucketStart(buckets, at + 1).toISOString()))
}
