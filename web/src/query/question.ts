/** One question put to the API: asked anew when its address changes, and after live activity. */
import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue'
import { Failure, get, isAbort } from '@/api/client'
import type { Feed } from './feed'

export type Answer<T> = {
  state: 'loading' | 'ready' | 'failed'
  /** The last good answer, kept while asking again and after a failure. */
  content: T | null
  /** True while `content` answers another scope than the present one. */
  outdated: boolean
  rightAt: Date | null
  failure: { cause: Failure; since: Date } | null
}

type Options = {
  /** What tells that the answer may have changed. */
  feed?: Feed
  /** Asked at least this often, since a moving span moves on without any activity. */
  every_s?: number
  /** While true, what arrives waits: the answer stays as it is until then. */
  held?: Ref<boolean>
}

/** Live activity does not make a panel ask more often than this. */
const PACE_MS = 3_000
const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 30_000

/** An empty path asks nothing. */
export function useQuestion<T>(path: MaybeRefOrGetter<string>, options: Options = {}) {
  const answer = shallowRef<Answer<T>>({
    state: 'loading',
    content: null,
    outdated: false,
    rightAt: null,
    failure: null,
  })
  const visible = useDocumentVisibility()
  let asking: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let askedAt = 0
  let retryMs = FIRST_RETRY_MS
  let missed = false
  /** Something happened while the answer was on its way, which may be of before it. */
  let late = false

  async function ask(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    asking?.abort()
    asking = null
    late = false
    if (!toValue(path)) return
    const mine = (asking = new AbortController())
    askedAt = Date.now()
    try {
      const content = await get<T>(toValue(path), mine.signal)
      if (asking !== mine) return
      retryMs = FIRST_RETRY_MS
      answer.value = {
        state: 'ready',
        content,
        outdated: false,
        rightAt: new Date(),
        failure: null,
      }
    } catch (error) {
      if (asking !== mine || isAbort(error)) return
      if (!(error instanceof Failure)) throw error
      fail(error)
    } finally {
      if (asking === mine) {
        asking = null
        if (late) nudge()
      }
    }
  }

  function fail(cause: Failure): void {
    const since = answer.value.failure?.since ?? new Date()
    answer.value = { ...answer.value, state: 'failed', failure: { cause, since } }
    // A refused question is not asked again by itself: it would be refused again.
    if (cause.status >= 400 && cause.status < 500 && cause.status !== 429) return
    timer = setTimeout(() => void ask(), retryMs)
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
  }

  /** Something happened: ask again, but not more often than the pace, and not while hidden or held. */
  function nudge(): void {
    if (visible.value === 'hidden' || options.held?.value) {
      missed = true
      return
    }
    if (asking) late = true
    else if (timer === undefined)
      timer = setTimeout(() => void ask(), Math.max(0, askedAt + PACE_MS - Date.now()))
  }

  watch(
    () => toValue(path),
    () => {
      answer.value = { ...answer.value, outdated: answer.value.content !== null }
      if (!answer.value.content) answer.value = { ...answer.value, state: 'loading' }
      void ask()
    },
    { immediate: true },
  )
  watch([visible, () => options.held?.value], () => {
    if (!missed) return
    missed = false
    nudge()
  })
  if (options.feed) {
    onScopeDispose(options.feed.onActivities(nudge))
    onScopeDispose(options.feed.onGap(() => (options.held?.value ? nudge() : void ask())))
  }
  if (options.every_s) useIntervalFn(nudge, options.every_s * 1000)
  onScopeDispose(() => {
    clearTimeout(timer)
    asking?.abort()
    asking = null
  })

  return { answer, retry: () => void ask() }
}
