/** When an instance was not heard, as parts of the scope's span. */
import type { Gap } from '@/api/types'
import type { Scope } from '@/scope/scope'

/** `from` and `share` are parts of the span, 0 to 1. */
export type Missed = { from: number; share: number; gap: Gap }

const UNIT_MS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

export function boundsOf(scope: Scope, now: Date): [since: number, until: number] {
  if (scope.range) return [Date.parse(scope.range.since), Date.parse(scope.range.until)]
  const ms = Number.parseInt(scope.span, 10) * UNIT_MS[scope.span.slice(-1)]!
  return [now.getTime() - ms, now.getTime()]
}

export function missedOf(gaps: Gap[], [since, until]: [number, number], now: number): Missed[] {
  const whole = until - since
  return gaps
    .map((gap) => {
      const from = Math.max(since, Date.parse(gap.since))
      const to = Math.min(until, endOf(gap, now))
      return { from: (from - since) / whole, share: (to - from) / whole, gap }
    })
    .filter(({ share }) => share > 0)
}

export function endOf(gap: Gap, now: number): number {
  return gap.until ? Date.parse(gap.until) : now
}
