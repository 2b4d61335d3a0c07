/** The live stream within the scope: opened first, so that nothing falls between it and the answers. */
import { watch, type Ref } from 'vue'
import type { Feed } from '@/query/feed'
import type { Scope } from '@/scope/scope'

export function useStream(scope: Ref<Scope>, asked: Ref<string>, feed: Feed): void {
  watch(asked, () => feed.open(asked.value, '', scope.value.range !== null), { immediate: true })
}
