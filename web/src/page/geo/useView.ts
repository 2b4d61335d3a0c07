/** How the page looks at its scope, kept in the URL beside it: a shared link shows the same. */
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Of } from '@/api/types'
import type { Measure, Scale } from '@/map/valueClasses'

export const MEASURES: Measure[] = ['count', 'share', 'change']
export const SCALES: Scale[] = ['log', 'linear']

export type View = { of: Of; measure: Measure; scale: Scale; globe: boolean; markers: boolean }

export function useView() {
  const route = useRoute()
  const router = useRouter()

  const view = computed<View>(() => ({
    of: route.query.of === 'target' ? 'target' : 'origin',
    measure: MEASURES.find((one) => one === route.query.measure) ?? 'count',
    scale: route.query.scale === 'linear' ? 'linear' : 'log',
    globe: route.query.globe === '1',
    markers: route.query.markers !== '0',
  }))

  /** What is as usual is left out of the address. */
  function show(change: Partial<View>): void {
    const { of, measure, scale, globe, markers } = { ...view.value, ...change }
    const own = {
      of: of === 'origin' ? undefined : of,
      measure: measure === 'count' ? undefined : measure,
      scale: scale === 'log' ? undefined : scale,
      globe: globe ? '1' : undefined,
      markers: markers ? undefined : '0',
    }
    void router.replace({ query: { ...route.query, ...own } })
  }

  return { view, show }
}
