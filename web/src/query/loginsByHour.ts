/** At which hours of the week, in the reader's time zone, people log in. */
import { computed, type Ref } from 'vue'
import type { LoginsByHour } from '@/api/types'
import { timeZone } from '@/format/time'
import type { Feed } from './feed'
import { useQuestion } from './question'

/** `week` is the first day of one; empty averages over the scope's span. */
export function useLoginsByHour(asked: Ref<string>, week: Ref<string>, feed: Feed) {
  const path = computed(() => {
    const own = new URLSearchParams({ tz: timeZone(), ...(week.value && { week: week.value }) })
    return `/api/logins-by-hour?${asked.value}&${own}`
  })
  return useQuestion<LoginsByHour>(path, { feed, every_s: 60 })
}
