/** Which galaxies and taxonomies the tags within the scope come from. */
import { computed, type Ref } from 'vue'
import type { TagNamespaces } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

export function useTagNamespaces(asked: Ref<string>, feed: Feed) {
  const path = computed(() => `/api/tag-namespaces?${asked.value}`)
  return useQuestion<TagNamespaces>(path, { feed, every_s: 60 })
}
