/** The views of the page of trends, by the address: what is active, and one for each other question. */
import { computed } from 'vue'
import { useRoute, type LocationQueryRaw } from 'vue-router'

export const VIEWS = ['activity', 'sightings', 'discussions', 'levels', 'attack'] as const
export type TrendsView = (typeof VIEWS)[number]

export function useTrendsView() {
  const route = useRoute()
  const shown = computed(() => VIEWS.find((one) => one === route.query.view) ?? 'activity')
  /** The first one is as usual, and left out of the address. */
  function queryOf(view: TrendsView): LocationQueryRaw {
    return { ...route.query, view: view === 'activity' ? undefined : view }
  }
  return { shown, queryOf }
}
