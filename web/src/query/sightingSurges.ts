/** Values that are sighted more than they used to be. */
import { computed, type Ref } from 'vue'
import type { SightingSurges } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

export function useSightingSurges(asked: Ref<string>, feed: Feed) {
  const path = computed(() => `/api/sighting-surges?${asked.value}&top=20`)
  return useQuestion<SightingSurges>(path, { feed, every_s: 60 })
}
