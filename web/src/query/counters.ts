/** How much happened: today, per minute, and within the scope. */
import { useNow } from '@vueuse/core'
import { computed, type Ref } from 'vue'
import type { Counters } from '@/api/types'
import { dayStart } from '@/format/time'
import type { Feed } from './feed'
import { useQuestion } from './question'

export function useCounters(asked: Ref<string>, feed: Feed) {
  // The day turns while a wall screen looks on.
  const now = useNow({ interval: 60_000 })
  const today = computed(() => dayStart(now.value))
  const path = computed(
    () => `/api/counters?${asked.value}&day_start=${encodeURIComponent(today.value)}`,
  )
  return useQuestion<Counters>(path, { feed, every_s: 15 })
}
