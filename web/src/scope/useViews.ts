/** The saved views of this browser, the same in all its tabs; what is shown is saved as the address says it. */
import { useLocalStorage } from '@vueuse/core'
import { computed, ref } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import { renamed, saved, shownView, viewsOf, without, type View } from './views'

const KEY = 'views'

export function useViews() {
  const route = useRoute()
  const router = useRouter()
  const failed = ref(false)
  const views = useLocalStorage<View[]>(KEY, [], {
    serializer: { read: viewsOf, write: (kept) => JSON.stringify(kept) },
    onError: () => (failed.value = true),
  })
  const query = computed(() => textOf(route.query))
  const shown = computed(() => shownView(views.value, route.path, query.value))

  function set(next: View[]): void {
    failed.value = false
    views.value = next
  }

  return {
    views,
    shown,
    failed,
    save: (name: string) => set(saved(views.value, { name, path: route.path, query: query.value })),
    rename: (from: string, to: string) => set(renamed(views.value, from, to)),
    remove: (name: string) => set(without(views.value, name)),
    restore: (all: View[]) => set(all),
    open: (view: View) => void router.push({ path: view.path, query: queryFrom(view.query) }),
  }
}

/** Wall mode is about the screen, not about what is shown. */
function textOf(query: LocationQuery): string {
  const params = new URLSearchParams()
  for (const [name, values] of Object.entries(query))
    if (name !== 'wall') for (const value of [values].flat()) params.append(name, value ?? '')
  return params.toString()
}

function queryFrom(text: string): LocationQuery {
  const params = new URLSearchParams(text)
  return Object.fromEntries([...params.keys()].map((name) => [name, params.getAll(name)]))
}
