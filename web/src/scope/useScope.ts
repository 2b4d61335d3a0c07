/** The scope of the page, read from its URL and written back to it, so that a view can be shared. */
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { AREA_FIELDS, type Area } from './area'
import {
  paramsOf,
  queryOf,
  scopeOf,
  withArea,
  withField,
  withFilter,
  withoutArea,
  withoutFilter,
  FIELDS,
  type Field,
  type Filter,
  type Range,
  type Scope,
} from './scope'

const OURS = new Set<string>([...FIELDS, ...AREA_FIELDS, 'span', 'since', 'until'])

/** The part of an address that is the scope: what goes along to another page. */
export function scopeQuery<T>(query: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => OURS.has(name)))
}

export function useScope() {
  const route = useRoute()
  const router = useRouter()
  const scope = computed<Scope>(() => scopeOf(route.query))
  /** As one text, so that watchers fire only when the scope really changed. */
  const asked = computed(() => paramsOf(scope.value).toString())

  function set(next: Scope): void {
    const own = Object.entries(route.query).filter(([name]) => !OURS.has(name))
    void router.push({ query: { ...Object.fromEntries(own), ...queryOf(next) } })
  }

  return {
    scope,
    asked,
    setSpan: (span: string) => set({ ...scope.value, span, range: null }),
    setRange: (range: Range) => set({ ...scope.value, range }),
    add: (...filters: Filter[]) => set(filters.reduce(withFilter, scope.value)),
    remove: (...filters: Filter[]) => set(filters.reduce(withoutFilter, scope.value)),
    setField: (field: Field, values: string[]) => set(withField(scope.value, field, values)),
    addArea: (area: Area) => set(withArea(scope.value, area)),
    removeArea: (area: Area) => set(withoutArea(scope.value, area)),
    clear: () => set({ ...scope.value, filters: [], areas: [] }),
  }
}

export type ScopeHandle = ReturnType<typeof useScope>
