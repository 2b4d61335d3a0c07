/** The server was updated while the page stayed open: load the new page when nobody is in the middle of something. */
import { useDocumentVisibility, useIdle } from '@vueuse/core'
import { computed, watch, type Ref } from 'vue'
import type { Feed } from '@/query/feed'

const IDLE_MS = 10 * 60_000

export function useNewVersion(feed: Feed, wall: Ref<boolean>) {
  const visible = useDocumentVisibility()
  const { idle } = useIdle(IDLE_MS)
  const changed = computed(
    () => feed.version.value !== '' && feed.latestVersion.value !== feed.version.value,
  )
  const nobodyWatches = computed(() => wall.value || idle.value || visible.value === 'hidden')

  watch([changed, nobodyWatches], ([isNew, unseen]) => {
    if (isNew && unseen) location.reload()
  })

  return { changed, reload: () => location.reload() }
}
