import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import type { Activity } from '@/api/types'
import type { Feed } from './feed'
import { useQuestion } from './question'

type Asked = { path: string; signal: AbortSignal; answer: (body: unknown, status?: number) => void }

let asked: Asked[]
let hearActivities: (told: Activity[]) => void
let hearGap: () => void
let scope: EffectScope

const feed = {
  onActivities: (hear: typeof hearActivities) => ((hearActivities = hear), () => {}),
  onGap: (hear: typeof hearGap) => ((hearGap = hear), () => {}),
} as unknown as Feed

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  scope = effectScope()
  vi.stubGlobal('fetch', (path: string, init: { signal: AbortSignal }) => {
    return new Promise((resolve, reject) => {
      init.signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
      asked.push({
        path,
        signal: init.signal,
        answer: (body, status = 200) => resolve(new Response(JSON.stringify(body), { status })),
      })
    })
  })
})

afterEach(() => {
  scope.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const settle = () => vi.advanceTimersByTimeAsync(0)
const ask = (path = ref('/api/counters?span=24h')) =>
  scope.run(() => useQuestion<{ today: number }>(path, { feed }))!

it('is loading, then ready', async () => {
  const { answer } = ask()
  expect(answer.value.state).toBe('loading')
  asked[0]!.answer({ today: 3 })
  await settle()
  expect(answer.value).toMatchObject({ state: 'ready', content: { today: 3 } })
})

it('drops the old question when the scope changes, and marks what is kept as outdated', async () => {
  const path = ref('/a')
  const { answer } = ask(path)
  asked[0]!.answer({ today: 3 })
  await settle()
  path.value = '/b'
  await nextTick()
  path.value = '/c'
  await nextTick()
  expect(asked.map((one) => one.path)).toEqual(['/a', '/b', '/c'])
  expect(asked[1]!.signal.aborted).toBe(true)
  expect(answer.value).toMatchObject({ outdated: true, content: { today: 3 } })
  asked[2]!.answer({ today: 9 })
  await settle()
  expect(answer.value).toMatchObject({ outdated: false, content: { today: 9 } })
})

it('keeps the last good answer when the server fails, says since when, and asks again', async () => {
  const { answer } = ask()
  asked[0]!.answer({ today: 3 })
  await settle()
  hearGap()
  asked[1]!.answer({ error: 'store', message: 'The store is busy.' }, 503)
  await settle()
  expect(answer.value).toMatchObject({ state: 'failed', content: { today: 3 } })
  expect(answer.value.failure?.cause.message).toBe('The store is busy.')
  const since = answer.value.failure?.since
  await vi.advanceTimersByTimeAsync(2000)
  asked[2]!.answer({ error: 'store', message: 'The store is busy.' }, 503)
  await settle()
  expect(answer.value.failure?.since).toEqual(since)
})

it('does not repeat a question the server refused', async () => {
  ask()
  asked[0]!.answer({ error: 'bad_parameter', message: 'No such span.' }, 400)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveLength(1)
})

it('asks again after live activity, but not more often than every three seconds', async () => {
  ask()
  asked[0]!.answer({ today: 3 })
  await settle()
  for (let tick = 0; tick < 60; tick++) {
    hearActivities([])
    await vi.advanceTimersByTimeAsync(100)
    asked.at(-1)!.answer({ today: 4 })
  }
  expect(asked).toHaveLength(3)
})

it('asks again after activity that came while the answer was on its way', async () => {
  ask()
  hearActivities([])
  asked[0]!.answer({ today: 3 })
  await vi.advanceTimersByTimeAsync(2_900)
  expect(asked).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(200)
  expect(asked).toHaveLength(2)
  asked[1]!.answer({ today: 4 })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveLength(2)
})

it('stays as it is while held, and catches up when let go', async () => {
  const held = ref(true)
  scope.run(() => useQuestion('/api/counters?span=24h', { feed, held }))
  asked[0]!.answer({ today: 3 })
  await settle()
  hearActivities([])
  hearGap()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toHaveLength(1)
  held.value = false
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toHaveLength(2)
})

it('asks nothing without an address', async () => {
  const path = ref('')
  ask(path)
  await settle()
  expect(asked).toHaveLength(0)
  path.value = '/a'
  await settle()
  expect(asked.map((one) => one.path)).toEqual(['/a'])
})

it('stops with the page', async () => {
  ask()
  scope.stop()
  expect(asked[0]!.signal.aborted).toBe(true)
})
