/** What is discussed: posts over time, threads, the latest posts. */
import { computed, type Ref } from 'vue'
import type { Discussions } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

export function useDiscussions(asked: Ref<string>, feed: Feed) {
  const path = computed(() => `/api/discussions?${asked.value}&top=20`)
  return useQuestion<Discussions>(path, { feed, every_s: 60 })
}
