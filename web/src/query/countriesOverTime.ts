/** How often each country was pointed at or targeted in each step of the span. */
import { computed, type Ref } from 'vue'
import type { CountriesOverTime, Of } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

export function useCountriesOverTime(
  asked: Ref<string>,
  of: Ref<Of>,
  feed: Feed,
  held: Ref<boolean>,
) {
  const path = computed(() => `/api/countries-over-time?${asked.value}&of=${of.value}`)
  return useQuestion<CountriesOverTime>(path, { feed, every_s: 30, held })
}
