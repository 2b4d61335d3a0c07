/** The values that are sighted most, and the organisations that sight. */
import { computed, type Ref } from 'vue'
import type { TopSighted } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'
import type { Sighted } from './sightings'

export function useTopSighted(asked: Ref<string>, sort: Ref<Sighted>, feed: Feed, top = 20) {
  const path = computed(() => `/api/top-sighted?${asked.value}&sort=${sort.value}&top=${top}`)
  return useQuestion<TopSighted>(path, { feed, every_s: 60 })
}
