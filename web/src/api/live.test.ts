import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Live, SILENCE_MS, type LiveState, type Stream } from './live'
import type { Activity } from './types'

/** A server one can speak for: it records the addresses asked for. */
class Server {
  opened: {
    url: string
    closed: boolean
    say: (type: string, data?: unknown, id?: string) => void
  }[] = []

  open = (url: string): Stream => {
    const heard = new Map<string, (event: MessageEvent<string>) => void>()
    const one = {
      url,
      closed: false,
      say: (type: string, data?: unknown, id = '') =>
        heard.get(type)?.(
          new MessageEvent(type, { data: JSON.stringify(data ?? {}), lastEventId: id }),
        ),
    }
    this.opened.push(one)
    return {
      addEventListener: (type, listen) => heard.set(type, listen),
      close: () => {
        one.closed = true
      },
    }
  }

  get now() {
    return this.opened.at(-1)!
  }
}

const activity = (id: string, more: Partial<Activity> = {}): Activity => ({
  id,
  at: '2026-01-01T00:00:00.000Z',
  received_at: '2026-01-01T00:00:00.000Z',
  instance: 'community',
  topic: 'misp_json_attribute',
  kind: 'attribute',
  action: 'add',
  ...more,
})

let server: Server
let heard: { ids: string[]; gaps: number; states: LiveState[]; versions: string[] }
let live: Live

beforeEach(() => {
  vi.useFakeTimers()
  server = new Server()
  heard = { ids: [], gaps: 0, states: [], versions: [] }
  live = new Live({
    url: (lastId) => `/api/live?last_event_id=${lastId}`,
    lastId: '7',
    open: server.open,
    listener: {
      activities: (arrived) => heard.ids.push(...arrived.map((one) => one.id)),
      gap: () => heard.gaps++,
      instances: () => {},
      hello: (version) => heard.versions.push(version),
      state: (state) => heard.states.push(state),
    },
  })
})

afterEach(() => {
  live.close()
  vi.useRealTimers()
})

const hello = () => server.now.say('hello', { version: '1', live_id: '9' })

describe('the live stream', () => {
  it('begins after what the snapshot already told', () => {
    expect(server.now.url).toBe('/api/live?last_event_id=7')
  })

  it('is connected once the server says hello', () => {
    hello()
    expect(heard.states).toEqual(['connecting', 'connected'])
    expect(heard.versions).toEqual(['1'])
  })

  it('resumes after the last id it saw', () => {
    hello()
    server.now.say('activities', [activity('a')], '8')
    server.now.say('error')
    expect(server.opened[0]!.closed).toBe(true)
    vi.advanceTimersByTime(1000)
    expect(server.now.url).toBe('/api/live?last_event_id=8')
    expect(heard.states.at(-1)).toBe('reconnecting')
  })

  it('does not tell the same activity twice', () => {
    hello()
    server.now.say('activities', [activity('a'), activity('b')], '8')
    server.now.say('activities', [activity('b'), activity('c')], '9')
    expect(heard.ids).toEqual(['a', 'b', 'c'])
  })

  it('tells one again that came back richer', () => {
    hello()
    server.now.say('activities', [activity('a')], '8')
    server.now.say('activities', [activity('a', { org: 'Northwind' })], '9')
    expect(heard.ids).toEqual(['a', 'a'])
  })

  it('says that something was skipped', () => {
    hello()
    server.now.say('gap', { reason: 'slow reader' }, '50')
    expect(heard.gaps).toBe(1)
  })

  it('waits longer after each failure, at most a quarter of a minute, and never gives up', () => {
    for (let attempt = 0; attempt < 50; attempt++) {
      server.now.say('error')
      vi.advanceTimersByTime(20_000)
    }
    expect(server.opened).toHaveLength(51)
    expect(heard.states.at(-1)).toBe('connecting')
  })

  it('opens anew when a connection went dead without saying so', () => {
    hello()
    vi.advanceTimersByTime(SILENCE_MS + 2000)
    expect(server.opened).toHaveLength(2)
  })

  it('ignores a stream it has left', () => {
    hello()
    const left = server.now
    left.say('error')
    left.say('activities', [activity('late')], '8')
    expect(heard.ids).toEqual([])
  })

  it('is quiet once closed', () => {
    live.close()
    vi.advanceTimersByTime(600_000)
    expect(server.opened).toHaveLength(1)
    expect(server.now.closed).toBe(true)
  })
})
