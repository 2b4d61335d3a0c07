/** Which countries were pointed at, and how often. */
import { computed, type Ref } from 'vue'
import type { Countries } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

export function useCountries(asked: Ref<string>, feed: Feed) {
  const path = computed(() => `/api/countries?${asked.value}`)
  return useQuestion<Countries>(path, { feed, every_s: 60 })
}
