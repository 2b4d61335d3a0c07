/** Awards as the page lists and celebrates them. */
import type { Award } from '@/api/types'
import { BADGES, type Family } from './insignia'

/** What was earned longer ago and is told only now, as by catching up, is listed without a word. */
const NEWS_MS = 3_600_000

export function keyOf(one: Award): string {
  return JSON.stringify([one.at, one.org, one.award, one.level, one.category, one.badge])
}

/** Those that were not there before, the earliest first. */
export function newsOf(known: ReadonlySet<string>, awards: readonly Award[], now: Date): Award[] {
  return awards
    .filter((one) => !known.has(keyOf(one)) && now.getTime() - Date.parse(one.at) < NEWS_MS)
    .reverse()
}

export function drawnAs(one: Award): { family: Family; level: number } {
  if (one.award === 'badge')
    return { family: 'badge', level: BADGES.findIndex((name) => name === one.badge) + 1 }
  return { family: one.award === 'trophy' ? 'trophy' : 'rank', level: one.level }
}
