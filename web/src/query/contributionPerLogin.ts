/** How much each organisation contributes for each login, and how much without any. */
import { computed, type Ref } from 'vue'
import type { ContributionPerLogin } from '@/api/types'
import { timeZone } from '@/format/time'
import type { Feed } from './feed'
import { useQuestion } from './question'

export function useContributionPerLogin(asked: Ref<string>, feed: Feed) {
  const own = new URLSearchParams({ tz: timeZone() })
  const path = computed(() => `/api/contribution-per-login?${asked.value}&${own}`)
  return useQuestion<ContributionPerLogin>(path, { feed, every_s: 60 })
}
