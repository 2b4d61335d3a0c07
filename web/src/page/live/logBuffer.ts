/** The lines of the log: what arrives on top, history below, never more than the bounds. */
import type { Activity } from '@/api/types'

/** Lines kept while following; more are let go at the end and loaded again when scrolled to. */
export const FOLLOWED = 2_000
/** Lines held back while paused; beyond this only their number is kept. */
export const HELD = 5_000
/** Lines of history one can scroll back through. */
export const HISTORY = 50_000

/** Where older lines are to be asked for. */
export type Older = { before: string } | { until: string } | null

export class LogBuffer {
  rows: Activity[] = []
  heldCount = 0
  private held: Activity[] = []
  private skipped = false
  private ids = new Set<string>()
  private cursor: string | null = null
  /** Set when lines were let go at the end: the server's cursor no longer fits. */
  private until: string | null = null

  get older(): Older {
    if (this.rows.length >= HISTORY) return null
    if (this.until) return { until: this.until }
    return this.cursor ? { before: this.cursor } : null
  }

  /** Begin anew with a snapshot. */
  reset(rows: Activity[], cursor: string | null): void {
    this.rows = unique(rows)
    this.ids = new Set(this.rows.map((row) => row.id))
    this.cursor = cursor
    this.until = null
    this.held = []
    this.heldCount = 0
    this.skipped = false
  }

  /** Lines were missed while holding back: they cannot be released without a hole. */
  skip(): void {
    this.skipped = true
  }

  /** New lines on top, newest first; returns how many lines are really new. */
  arrive(arrived: Activity[]): number {
    const fresh = this.takeNews(arrived)
    this.rows = [...fresh, ...this.rows]
    this.letGo(FOLLOWED)
    return fresh.length
  }

  /** New lines that must not move the view: paused, or the reader is in history. */
  hold(arrived: Activity[]): void {
    const fresh = this.takeNews(arrived)
    this.heldCount += fresh.length
    this.held = [...fresh, ...this.held]
    for (const dropped of this.held.splice(HELD)) this.ids.delete(dropped.id)
  }

  /** Show what was held. False when too much was held to show: the log is to be loaded anew. */
  release(): boolean {
    if (this.skipped || this.heldCount > this.held.length) return false
    this.rows = [...this.held, ...this.rows]
    this.held = []
    this.heldCount = 0
    this.letGo(FOLLOWED)
    return true
  }

  /** A page of history below; returns how many lines were added. */
  append(rows: Activity[], cursor: string | null): number {
    const fresh = unique(rows).filter((row) => !this.ids.has(row.id))
    for (const row of fresh) this.ids.add(row.id)
    this.rows = [...this.rows, ...fresh]
    this.cursor = cursor
    this.until = null
    return fresh.length
  }

  private letGo(bound: number): void {
    if (this.rows.length <= bound) return
    for (const row of this.rows.slice(bound)) this.ids.delete(row.id)
    this.rows = this.rows.slice(0, bound)
    // By when it was received: a line that arrived late may have happened long ago.
    const last = this.rows.at(-1)!
    const from = Math.max(Date.parse(last.received_at), Date.parse(last.at))
    this.until = new Date(from + 1).toISOString()
  }

  /** Lines not yet known; a known one that came back richer takes its place. */
  private takeNews(arrived: Activity[]): Activity[] {
    const richer = new Map<string, Activity>()
    const fresh: Activity[] = []
    for (const row of unique(arrived)) {
      if (this.ids.has(row.id)) richer.set(row.id, row)
      else fresh.push(row)
      this.ids.add(row.id)
    }
    if (richer.size) {
      this.rows = this.rows.map((row) => richer.get(row.id) ?? row)
      this.held = this.held.map((row) => richer.get(row.id) ?? row)
    }
    return fresh.sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
  }
}

/** The last of each id, where the first was. */
function unique(rows: Activity[]): Activity[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}
