/** What is most active or trending within the scope: events, tags, organisations and the like. */
import { computed, type Ref } from 'vue'
import type { MostActive } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

export const OF = ['event', 'category', 'type', 'tag', 'object', 'org', 'galaxy'] as const
export type OfTrend = (typeof OF)[number]

export const RANKS = ['total', 'trend'] as const
export type Rank = (typeof RANKS)[number]

export type Ranking = {
  by: OfTrend
  galaxy: string
  rank: Rank
  top: number
  /** Patterns of tags that do not count. */
  exclude: string[]
  /** What was typed, to find one by its name. */
  match: string
  /** Exactly these, to compare them. */
  item: string[]
}

export const PLAIN: Ranking = {
  by: 'tag',
  galaxy: '',
  rank: 'total',
  top: 10,
  exclude: [],
  match: '',
  item: [],
}

/** `asked` null asks nothing. */
export function useMostActive(
  asked: Ref<string | null>,
  ranking: Ref<Ranking>,
  feed: Feed | undefined,
  every_s = 60,
) {
  const path = computed(() =>
    asked.value === null ? '' : `/api/most-active?${asked.value}&${paramsOf(ranking.value)}`,
  )
  return useQuestion<MostActive>(path, { ...(feed ? { feed } : {}), every_s })
}

export function paramsOf({ by, galaxy, rank, top, exclude, match, item }: Ranking): string {
  const params = new URLSearchParams({ by, rank, top: String(top) })
  if (galaxy && by === 'galaxy') params.set('galaxy', galaxy)
  if (match) params.set('match', match)
  for (const one of item) params.append('item', one)
  for (const one of exclude) params.append('exclude', one)
  return params.toString()
}
