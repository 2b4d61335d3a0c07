/** How many activities each step of the span saw, by category or another property. */
import { computed, type Ref } from 'vue'
import type { ActivityOverTime } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

export const BY = ['category', 'kind', 'type', 'instance', 'org'] as const
export type By = (typeof BY)[number]

export function useActivityOverTime(asked: Ref<string>, by: Ref<By>, feed: Feed) {
  const path = computed(() => `/api/activity-over-time?${asked.value}&by=${by.value}&top=8`)
  return useQuestion<ActivityOverTime>(path, { feed, every_s: 30 })
}
