/** Which topics each MISP sends, and how many messages of each. */
import type { Topics } from '@/api/types'
import { useQuestion } from './question'

export function useTopics() {
  return useQuestion<Topics>('/api/topics', { every_s: 10 })
}
