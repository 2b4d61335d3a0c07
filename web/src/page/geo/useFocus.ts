/** Where the map looks: at what was added to the scope last, be it an area, a country or a region. */
import { shallowRef, watch, type Ref } from 'vue'
import type { Focus } from '@/map/flight'
import type { Region } from '@/query/regions'
import { areaText } from '@/scope/area'
import type { Filter, Scope } from '@/scope/scope'
import { focusOf } from './focus'

const COUNTRY = ['country', 'target']
const REGION = ['region', 'target_region']

export function useFocus(scope: Ref<Scope>, regions: Ref<Region[]>) {
  const focus = shallowRef<Focus | null>(null)
  /** What was drawn on the map is in view already. */
  let drawn = false
  let seen: string[] = []

  watch(
    [scope, regions],
    () => {
      const { areas } = scope.value
      const filters = scope.value.filters.filter(
        ({ field, not }) => !not && [...COUNTRY, ...REGION].includes(field),
      )
      const countries = filters.flatMap(countriesOf)
      // The regions are still being asked for.
      if (countries.includes(undefined)) return
      const now = [
        ...areas.map(areaText),
        ...filters.map(({ field, value }) => `${field} ${value}`),
      ]
      const added = now.some((one) => !seen.includes(one))
      seen = now
      if (added && !drawn)
        focus.value = areas.length
          ? focusOf(...areas)
          : { countries: countries.filter((one) => one !== undefined) }
      drawn = false
    },
    { immediate: true },
  )

  function countriesOf({ field, value }: Filter): (string | undefined)[] {
    if (COUNTRY.includes(field)) return [value]
    return regions.value.find(({ code }) => code === value)?.countries ?? [undefined]
  }

  return { focus, draw: () => (drawn = true) }
}
