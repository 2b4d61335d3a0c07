/** What waits in the journal, and how much disk and memory there is. */
import type { Resources } from '@/api/types'
import { useQuestion } from './question'

export function useResources() {
  return useQuestion<Resources>('/api/resources', { every_s: 10 })
}
