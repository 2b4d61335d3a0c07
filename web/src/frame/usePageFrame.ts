/** What every page of panels stands on: the scope, the live stream, the instances, its version. */
import { computed, watch, type Ref } from 'vue'
import { useFeed } from '@/query/feed'
import { useInstances } from '@/query/instances'
import { usePage } from '@/query/page'
import { withinSpan } from '@/scope/describe'
import { isFiltered } from '@/scope/scope'
import { useScope } from '@/scope/useScope'
import { words } from '@/words/en'
import { useNewVersion } from './useNewVersion'

/** `opens` false leaves it to the page to open the stream. */
export function usePageFrame(wall: Ref<boolean>, opens = true) {
  const handle = useScope()
  const { scope, asked } = handle
  const feed = useFeed()
  // Opened before any panel asks, so that nothing falls between the stream and the answers.
  if (opens)
    watch(asked, () => feed.open(asked.value, '', scope.value.range !== null), { immediate: true })
  const { changed, reload } = useNewVersion(feed, wall)
  const { answer: page } = usePage()
  const instances = useInstances(feed)

  const names = computed(() =>
    (page.value.content?.instances ?? instances.value?.instances ?? []).map((one) => one.name),
  )
  const span = computed(() => withinSpan(scope.value))
  /** What a panel says that has nothing to show. */
  const empty = computed(() =>
    isFiltered(scope.value)
      ? { what: words.empty.filtered(span.value), remedy: words.empty.loosen }
      : { what: words.empty.anything(span.value), remedy: words.empty.widen },
  )

  return { ...handle, feed, changed, reload, page, instances, names, span, empty }
}

export type PageFrame = ReturnType<typeof usePageFrame>
