/** Who contributed last within the scope, and what. */
import { computed, type Ref } from 'vue'
import type { LastContributors } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

const LISTED = 20

export function useLastContributors(asked: Ref<string>, feed: Feed) {
  const path = computed(() => `/api/last-contributors?${asked.value}&top=${LISTED}`)
  return useQuestion<LastContributors>(path, { feed, every_s: 60 })
}
