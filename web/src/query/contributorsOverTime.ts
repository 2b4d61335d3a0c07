/** The points of a month's first contributors, by day. */
import { computed, type Ref } from 'vue'
import type { ContributorsOverTime } from '@/api/types'
import { useQuestion } from './question'

const DRAWN = 5

export function useContributorsOverTime(asked: Ref<string>, month: Ref<string>) {
  const path = computed(() => {
    const own = new URLSearchParams({ month: month.value, top: String(DRAWN) })
    return `/api/contributors-over-time?${asked.value}&${own}`
  })
  return useQuestion<ContributorsOverTime>(path, { every_s: 60 })
}
