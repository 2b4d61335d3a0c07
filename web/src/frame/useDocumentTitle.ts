/** The browser's tab says which page of whose dashboard it is. */
import { useTitle } from '@vueuse/core'
import { useRoute } from 'vue-router'
import { usePage } from '@/query/page'
import { words } from '@/words/en'
import type { PageName } from './pages'

export function useDocumentTitle(): void {
  const route = useRoute()
  const { answer } = usePage()
  useTitle(() => {
    const dashboard = answer.value.content?.title || words.product
    const page = words.nav[(route.name ?? 'live') as PageName]
    return `${page} · ${dashboard}`
  })
}
