/** How an attribute of each type is located. */
import { computed, type Ref } from 'vue'
import type { LocationMeans } from '@/api/types'
import { useQuestion } from './question'

/** Asked only once `wanted`. */
export function useLocationMeans(wanted: Ref<boolean>) {
  return useQuestion<LocationMeans>(computed(() => (wanted.value ? '/api/location-means' : '')))
}
