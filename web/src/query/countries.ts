/** Which countries were pointed at or targeted, and how often. */
import { computed, type Ref } from 'vue'
import type { Countries, Of } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

export function useCountries(asked: Ref<string>, feed: Feed) {
  const path = computed(() => `/api/countries?${asked.value}`)
  return useQuestion<Countries>(path, { feed, every_s: 60 })
}

/** With what they had in the equal span before. */
export function useCountriesCompared(
  asked: Ref<string>,
  of: Ref<Of>,
  feed: Feed,
  held: Ref<boolean>,
) {
  const path = computed(() => `/api/countries?${asked.value}&of=${of.value}&compare=true`)
  return useQuestion<Countries>(path, { feed, every_s: 60, held })
}
