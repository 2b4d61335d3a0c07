/** How often people log in and how much they contribute, hour by hour or day by day. */
import { computed, type Ref } from 'vue'
import type { LoginsOverTime } from '@/api/types'
import { timeZone } from '@/format/time'
import type { Feed } from './feed'
import { useQuestion } from './question'

/** As many organisations as have a colour of their own. */
const TOP = 8

export function useLoginsOverTime(asked: Ref<string>, feed: Feed) {
  const own = new URLSearchParams({ tz: timeZone(), top: String(TOP) })
  const path = computed(() => `/api/logins-over-time?${asked.value}&${own}`)
  return useQuestion<LoginsOverTime>(path, { feed, every_s: 60 })
}
