/** The places that have coordinates, and how many activities are known less exactly. */
import { computed, type Ref } from 'vue'
import type { Places } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

/** As many as the map can cluster at ease. */
const MOST = 2000

export function usePlaces(asked: Ref<string>, feed: Feed, held: Ref<boolean>) {
  const path = computed(() => `/api/places?${asked.value}&limit=${MOST}`)
  return useQuestion<Places>(path, { feed, every_s: 60, held })
}
