/** Cities, countries and coordinates by what somebody has typed so far. */
import { computed, type Ref } from 'vue'
import type { FoundPlaces } from '@/api/types'
import { useQuestion } from './question'

export function useFindPlace(text: Ref<string>) {
  const path = computed(() =>
    text.value ? `/api/find-place?match=${encodeURIComponent(text.value)}&limit=8` : '',
  )
  return useQuestion<FoundPlaces>(path)
}
