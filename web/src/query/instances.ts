/** The state of every MISP instance: the stream's word, and the first answer before there is one. */
import { computed } from 'vue'
import type { Instances } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

export function useInstances(feed: Feed) {
  const { answer } = useQuestion<Instances>('/api/instances')
  return computed(() => feed.instances.value ?? answer.value.content)
}
