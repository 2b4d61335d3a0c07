/** Threat levels, states of analysis, TLP or the IDS flag over time. */
import { computed, type Ref } from 'vue'
import type { LevelsOverTime } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

export const OF_LEVELS = ['threat', 'analysis', 'tlp', 'ids'] as const
export type OfLevels = (typeof OF_LEVELS)[number]

export function useLevelsOverTime(asked: Ref<string>, of: OfLevels, feed: Feed) {
  const path = computed(() => `/api/levels-over-time?${asked.value}&of=${of}`)
  return useQuestion<LevelsOverTime>(path, { feed, every_s: 60 })
}
