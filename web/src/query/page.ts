/** What does not depend on the scope: title, instances, map tiles, attributions. */
import type { Page } from '@/api/types'
import { useQuestion } from './question'

export function usePage() {
  return useQuestion<Page>('/api/page')
}
