/** The views of the page of trends, by the address: what is active, and one for each other question. */
import { computed } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'

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

/** A choice of a view that the address keeps; the first is as usual, and left out of it. */
export function useChoice<T extends string>(name: string, choices: readonly [T, ...T[]]) {
  const route = useRoute()
  const router = useRouter()
  return computed<T>({
    get: () => choices.find((one) => one === route.query[name]) ?? choices[0],
    set: (chosen) => {
      const value = chosen === choices[0] ? undefined : chosen
      void router.replace({ query: { ...route.query, [name]: value } })
    },
  })
}
