/** The log within the scope: a snapshot, what arrives after it, and history on demand. */
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { Failure, isAbort } from '@/api/client'
import type { Activity } from '@/api/types'
import { activities } from '@/query/activities'
import type { Feed } from '@/query/feed'
import type { Answer } from '@/query/question'
import { isPast, type Scope } from '@/scope/scope'
import { LogBuffer } from './logBuffer'

/** More than this per second, and lines come in groups. */
const CALM_PER_S = 20
const GROUP_MS = 1_000
const RETRY_MS = 3_000

export function useLog(scope: Ref<Scope>, asked: Ref<string>, feed: Feed) {
  const buffer = new LogBuffer()
  const rows = shallowRef<Activity[]>([])
  const held = ref(0)
  const paused = ref(false)
  const atTop = ref(true)
  const hasOlder = ref(false)
  const older = ref<'idle' | 'loading' | 'failed'>('idle')
  /** Lines that arrived together, for whoever moves them in or reads them out. */
  const arrived = shallowRef<Activity[]>([])
  const answer = shallowRef<Answer<true>>({
    state: 'loading',
    content: null,
    outdated: false,
    rightAt: null,
    failure: null,
  })

  let asking: AbortController | null = null
  let askingOlder: AbortController | null = null
  let waiting: Activity[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let recent: { at: number; count: number }[] = []

  function publish(): void {
    rows.value = buffer.rows
    held.value = buffer.heldCount
    hasOlder.value = buffer.older !== null
  }

  /** Ask for the snapshot; `reopen` when the stream itself is to be asked for another scope. */
  async function load(reopen: boolean): Promise<void> {
    clearTimeout(retry)
    asking?.abort()
    askingOlder?.abort()
    const mine = (asking = new AbortController())
    try {
      const page = await activities(scope.value, mine.signal)
      if (asking !== mine) return
      buffer.reset(page.activities, page.next)
      answer.value = {
        state: 'ready',
        content: true,
        outdated: false,
        rightAt: new Date(),
        failure: null,
      }
      asking = null
      older.value = 'idle'
      if (reopen) feed.open(asked.value, page.live_id, isPast(scope.value, new Date()))
      publish()
    } catch (error) {
      if (asking !== mine || isAbort(error)) return
      if (!(error instanceof Failure)) throw error
      asking = null
      const since = answer.value.failure?.since ?? new Date()
      answer.value = { ...answer.value, state: 'failed', failure: { cause: error, since } }
      if (error.status >= 400 && error.status < 500) return
      // The stream needs no store: what happens is shown while the snapshot is still to come.
      if (reopen) feed.open(asked.value, '', isPast(scope.value, new Date()))
      retry = setTimeout(() => void load(false), RETRY_MS)
    }
  }

  function hear(told: Activity[]): void {
    waiting.push(...told)
    const now = Date.now()
    recent = [...recent, { at: now, count: told.length }].filter((one) => one.at > now - 1000)
    const perSecond = recent.reduce((sum, one) => sum + one.count, 0)
    timer ??= setTimeout(show, perSecond > CALM_PER_S ? GROUP_MS : 0)
  }

  function show(): void {
    timer = undefined
    // While a snapshot is on its way, what arrives is applied on top of it.
    if (asking) {
      timer = setTimeout(show, 100)
      return
    }
    const told = waiting
    waiting = []
    if (answer.value.failure && (answer.value.outdated || !answer.value.content)) beginWithout()
    if (paused.value || !atTop.value) {
      buffer.hold(told)
    } else {
      const count = buffer.arrive(told)
      arrived.value = buffer.rows.slice(0, count)
    }
    publish()
  }

  /** What arrives is all there is to show, until there is a snapshot. */
  function beginWithout(): void {
    buffer.reset([], null)
    older.value = 'loading'
    answer.value = { ...answer.value, content: true, outdated: false, rightAt: null }
  }

  function release(): void {
    paused.value = false
    atTop.value = true
    if (!buffer.release()) void load(false)
    publish()
  }

  function pause(on: boolean): void {
    if (on) paused.value = true
    else if (atTop.value) release()
    else paused.value = false
  }

  /** The reader came to the top, or left it for history. */
  function scrolledTo(top: boolean): void {
    if (top === atTop.value) return
    atTop.value = top
    if (top && !paused.value) release()
  }

  async function loadOlder(): Promise<void> {
    const from = buffer.older
    if (!from || older.value === 'loading') return
    older.value = 'loading'
    const mine = (askingOlder = new AbortController())
    try {
      const page = await activities(scope.value, mine.signal, from)
      if (mine.signal.aborted) return
      buffer.append(page.activities, page.next)
      older.value = 'idle'
      publish()
    } catch (error) {
      if (isAbort(error)) return
      if (!(error instanceof Failure)) throw error
      older.value = 'failed'
    }
  }

  /** Something was skipped. Whoever reads back keeps their place; the log begins anew on return. */
  function skipped(): void {
    if (paused.value || !atTop.value) buffer.skip()
    else void load(false)
  }

  watch(
    asked,
    () => {
      waiting = []
      answer.value = { ...answer.value, outdated: answer.value.content !== null }
      paused.value = false
      atTop.value = true
      void load(true)
    },
    { immediate: true },
  )
  onScopeDispose(feed.onActivities(hear))
  onScopeDispose(feed.onGap(skipped))
  onScopeDispose(() => {
    clearTimeout(timer)
    clearTimeout(retry)
    asking?.abort()
    askingOlder?.abort()
  })

  return {
    answer,
    rows,
    arrived,
    held,
    paused,
    atTop,
    hasOlder,
    older,
    pause,
    release,
    scrolledTo,
    loadOlder,
    retry: () => void load(true),
  }
}

export type Log = ReturnType<typeof useLog>
