/** How an organisation stands, in numbers that the page draws. */
import type { Contributor, Standing } from '@/api/types'

const HIGHEST = 16
const DAY_MS = 86_400_000
/** About to lapse is within a quarter of the window, and at most this many days. */
const MOST_SOON_DAYS = 30

/** How far the points of a month have come from their rank to the next one, 0 to 1. */
export function progress({ points, rank }: Pick<Contributor, 'points' | 'rank'>): number {
  if (rank >= HIGHEST) return 1
  const from = rank ? 2 ** rank : 0
  return Math.min(Math.max((points - from) / (2 ** (rank + 1) - from), 0), 1)
}

export type Movement = { kind: 'new' | 'up' | 'down' | 'same'; by: number }

/** Against the month before. */
export function movement({
  place,
  previous_place: before,
}: Pick<Contributor, 'place' | 'previous_place'>): Movement {
  if (before === null) return { kind: 'new', by: 0 }
  const by = Math.abs(before - place)
  return { kind: by === 0 ? 'same' : place < before ? 'up' : 'down', by }
}

export type StandingState = 'held' | 'lapsing' | 'missing'

export function stateOf(one: Standing, at: Date): StandingState {
  if (!one.fulfilled) return 'missing'
  if (one.lapses_at === null) return 'held'
  const soon = Math.min(one.days / 4, MOST_SOON_DAYS) * DAY_MS
  return Date.parse(one.lapses_at) - at.getTime() <= soon ? 'lapsing' : 'held'
}

/** Up to two letters for whoever has no logo: of the first words, or of the only one. */
export function initials(org: string): string {
  const words = org.match(/[\p{L}\p{N}]+/gu) ?? []
  const letters =
    words.length > 1 ? words.slice(0, 2).map(first) : [...(words[0] ?? '?')].slice(0, 2)
  return letters.join('').toUpperCase()
}

function first(word: string): string {
  return [...word][0] ?? ''
}

export type Left = { days: number; hours: number; minutes: number; seconds: number }

/** What is left until a moment, nothing once it is over. */
export function leftUntil(until: Date, now: Date): Left {
  const seconds = Math.max(0, Math.floor((until.getTime() - now.getTime()) / 1000))
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  }
}
