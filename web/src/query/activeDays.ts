/** On which days, of the reader's time zone, each of the most active was active. */
import { computed, type Ref } from 'vue'
import type { ActiveDays } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

export const DAYS_OF = ['event', 'tag', 'category'] as const
export type DaysOf = (typeof DAYS_OF)[number]

export function useActiveDays(asked: Ref<string>, by: Ref<DaysOf>, top: Ref<number>, feed: Feed) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const path = computed(() => {
    const own = new URLSearchParams({ by: by.value, top: String(top.value), tz: zone })
    return `/api/active-days?${asked.value}&${own}`
  })
  return useQuestion<ActiveDays>(path, { feed, every_s: 120 })
}
