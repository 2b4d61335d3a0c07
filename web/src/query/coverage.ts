/** How much of the scope is located, and by what. */
import { computed, type Ref } from 'vue'
import type { Coverage } from '@/api/types'
import { useQuestion } from './question'

/** Asked only while `wanted`. */
export function useCoverage(asked: Ref<string>, wanted: Ref<boolean>) {
  const path = computed(() => (wanted.value ? `/api/coverage?${asked.value}` : ''))
  return useQuestion<Coverage>(path)
}
