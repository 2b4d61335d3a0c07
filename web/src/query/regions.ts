/** The named regions there are. */
import { computed, shallowRef, watch } from 'vue'
import type { Regions } from '@/api/types'
import { learnRegionNames } from '@/scope/regionNames'
import { useQuestion } from './question'

export type Region = Regions['regions'][number]

/** They do not change while the server runs: who asks later has those of before at once. */
const known = shallowRef<Region[]>([])

export function useRegions() {
  const { answer, retry } = useQuestion<Regions>('/api/regions')
  watch(
    () => answer.value.content,
    (told) => {
      if (!told) return
      known.value = told.regions
      learnRegionNames(told.regions)
    },
  )
  return { answer, retry, regions: computed(() => known.value) }
}
