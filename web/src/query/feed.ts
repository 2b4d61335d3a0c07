/** What happens within the scope as it happens, for every panel that wants to hear of it. */
import { useDocumentVisibility, useEventListener } from '@vueuse/core'
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { Live, type LiveState } from '@/api/live'
import type { Activity, Instances } from '@/api/types'

const SLEEPS_AFTER_MS = 5 * 60_000

type Hear<T> = (told: T) => void

export type Feed = {
  state: Ref<LiveState>
  /** Since when the state is what it is. */
  since: Ref<Date>
  instances: Ref<Instances | null>
  /** The server's version as of the first hello, and as of the latest. */
  version: Ref<string>
  latestVersion: Ref<string>
  /** `frozen`: the scope ended in the past, so only the instances are still news. */
  open: (asked: string, lastId: string, frozen: boolean) => void
  /** Each returns what stops the hearing. */
  onActivities: (hear: Hear<Activity[]>) => () => void
  onGap: (hear: Hear<void>) => () => void
}

export function useFeed(): Feed {
  const state = ref<LiveState>('connecting')
  const since = ref(new Date())
  const instances = shallowRef<Instances | null>(null)
  const version = ref('')
  const latestVersion = ref('')
  const activityHearers = new Set<Hear<Activity[]>>()
  const gapHearers = new Set<Hear<void>>()
  let live: Live | null = null

  function open(asked: string, lastId: string, frozen: boolean): void {
    live?.close()
    live = new Live({
      lastId,
      url: (id) => `/api/live?${asked}${id && `&last_event_id=${encodeURIComponent(id)}`}`,
      listener: {
        activities: (arrived) => {
          if (!frozen) activityHearers.forEach((hear) => hear(arrived))
        },
        gap: () => gapHearers.forEach((hear) => hear()),
        instances: (told) => (instances.value = told),
        hello: (told) => {
          version.value ||= told
          latestVersion.value = told
        },
        state: (now) => {
          if (now === state.value) return
          state.value = now
          since.value = new Date()
        },
      },
    })
  }

  useEventListener(window, 'online', () => live?.retryNow())
  // A browser grants few connections to one server: a tab long out of sight gives its own back, and
  // resumes where it was.
  let sleep: ReturnType<typeof setTimeout> | undefined
  watch(useDocumentVisibility(), (now) => {
    clearTimeout(sleep)
    if (now === 'visible') live?.retryNow()
    else sleep = setTimeout(() => live?.close(), SLEEPS_AFTER_MS)
  })
  onScopeDispose(() => {
    clearTimeout(sleep)
    live?.close()
  })

  return {
    state,
    since,
    instances,
    version,
    latestVersion,
    open,
    onActivities: (hear) => hearing(activityHearers, hear),
    onGap: (hear) => hearing(gapHearers, hear),
  }
}

function hearing<T>(hearers: Set<Hear<T>>, hear: Hear<T>): () => void {
  hearers.add(hear)
  return () => hearers.delete(hear)
}
