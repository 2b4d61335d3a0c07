/** The live stream: one connection that resumes where it was, says when it skipped, and never gives up. */
import type { Activity, Instances } from './types'

export type LiveState = 'connecting' | 'connected' | 'reconnecting'

export type Listener = {
  activities: (arrived: Activity[]) => void
  gap: () => void
  instances: (instances: Instances) => void
  hello: (version: string) => void
  state: (state: LiveState) => void
}

/** The part of EventSource that is used, so that a test can stand in for the network. */
export type Stream = {
  addEventListener: (type: string, listen: (event: MessageEvent<string>) => void) => void
  close: () => void
}

type Options = {
  /** Address of the stream; `lastId` is the last one seen. */
  url: (lastId: string) => string
  lastId: string
  listener: Listener
  open?: (url: string) => Stream
}

/** The server tells of its instances about every 10 s: longer quiet means a dead connection. */
export const SILENCE_MS = 45_000
const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 15_000
const SEEN_IDS = 20_000

export class Live {
  private stream: Stream | null = null
  private lastId: string
  private retryMs = FIRST_RETRY_MS
  private timer: ReturnType<typeof setTimeout> | undefined
  private seen = new Set<string>()
  private everConnected = false

  constructor(private readonly options: Options) {
    this.lastId = options.lastId
    options.listener.state('connecting')
    this.connect()
  }

  close(): void {
    clearTimeout(this.timer)
    this.stream?.close()
    this.stream = null
  }

  /** At once instead of after the backoff: the network came back, or the page was woken. */
  retryNow(): void {
    if (!this.stream) this.connect()
  }

  // EventSource's own retry stops for good at the first 502 of a restarting server, so a broken
  // stream is closed here and opened anew with the last id in its address.
  private connect(): void {
    clearTimeout(this.timer)
    const open = this.options.open ?? ((url: string) => new EventSource(url) as Stream)
    const stream = open(this.options.url(this.lastId))
    this.stream = stream
    const on = (type: string, listen: (event: MessageEvent<string>) => void) =>
      stream.addEventListener(type, (event) => {
        if (this.stream === stream) listen(event)
      })
    on('hello', (event) => this.hello(event))
    on('activities', (event) => this.activities(event))
    on('gap', (event) => this.gap(event))
    on('instances', (event) => this.instances(event))
    on('error', () => this.lost())
    this.watch()
  }

  private hello(event: MessageEvent<string>): void {
    const { version, live_id } = JSON.parse(event.data) as { version: string; live_id: string }
    this.retryMs = FIRST_RETRY_MS
    this.everConnected = true
    this.lastId ||= live_id
    this.options.listener.state('connected')
    this.options.listener.hello(version)
    this.watch()
  }

  private activities(event: MessageEvent<string>): void {
    this.remember(event)
    // After a reconnect the server may tell again what was told: whole rows are compared, since a
    // known activity that comes back richer is news.
    const arrived = (JSON.parse(event.data) as Activity[]).filter((one) => this.isNews(one))
    if (arrived.length) this.options.listener.activities(arrived)
  }

  private gap(event: MessageEvent<string>): void {
    this.remember(event)
    this.options.listener.gap()
  }

  private instances(event: MessageEvent<string>): void {
    this.watch()
    this.options.listener.instances(JSON.parse(event.data) as Instances)
  }

  private isNews(activity: Activity): boolean {
    const key = `${activity.id} ${activity.tags?.length ?? 0} ${activity.org ?? ''} ${activity.event_info ?? ''}`
    if (this.seen.has(key)) return false
    this.seen.add(key)
    // A Set keeps the order of insertion: the first is the oldest.
    if (this.seen.size > SEEN_IDS) this.seen.delete(this.seen.values().next().value as string)
    return true
  }

  private remember(event: MessageEvent<string>): void {
    if (event.lastEventId) this.lastId = event.lastEventId
    this.watch()
  }

  private watch(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.lost(), SILENCE_MS)
  }

  private lost(): void {
    this.stream?.close()
    this.stream = null
    this.options.listener.state(this.everConnected ? 'reconnecting' : 'connecting')
    clearTimeout(this.timer)
    // Some disorder, so that a hundred wall screens do not come back in the same instant.
    this.timer = setTimeout(() => this.connect(), this.retryMs * (0.75 + Math.random() / 2))
    this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS)
  }
}
