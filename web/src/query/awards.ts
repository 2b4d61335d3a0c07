/** The awards earned within the scope, of everybody or of one organisation. */
import { computed, type Ref } from 'vue'
import type { Awards } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

const LISTED = 100

export function useAwards(asked: Ref<string>, name: Ref<string>, feed: Feed) {
  const path = computed(() => {
    const own = new URLSearchParams({ limit: String(LISTED) })
    if (name.value) own.set('name', name.value)
    return `/api/awards?${asked.value}&${own}`
  })
  return useQuestion<Awards>(path, { feed, every_s: 60 })
}
