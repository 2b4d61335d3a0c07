/** Spans in which an instance was not heard, and whether what happened then was fetched. */
import { computed, type Ref } from 'vue'
import type { Gaps } from '@/api/types'
import { useQuestion } from './question'

export function useGaps(asked: Ref<string>, every_s = 30) {
  const path = computed(() => `/api/gaps?${asked.value}`)
  return useQuestion<Gaps>(path, { every_s })
}
