/** Sightings, false positives and expirations over time. */
import { computed, type Ref } from 'vue'
import type { Sightings } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

export const SIGHTED = ['sightings', 'false_positives', 'expirations'] as const
export type Sighted = (typeof SIGHTED)[number]

export function useSightings(asked: Ref<string>, feed: Feed) {
  const path = computed(() => `/api/sightings?${asked.value}`)
  return useQuestion<Sightings>(path, { feed, every_s: 60 })
}
