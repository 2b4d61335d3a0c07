/** Activities from the store, newest first: the first page, and older ones below it. */
import { get } from '@/api/client'
import type { Activities } from '@/api/types'
import { paramsOf, spanMs, type Scope } from '@/scope/scope'

export const PAGE_SIZE = 200

/** Where a page of older activities begins: at the server's cursor, or before a moment. */
export type From = { before: string } | { until: string }

export function activities(scope: Scope, signal: AbortSignal, from?: From): Promise<Activities> {
  const params = paramsOf(scope)
  params.set('limit', String(PAGE_SIZE))
  if (from && 'before' in from) params.set('before', from.before)
  if (from && 'until' in from) {
    params.set('since', sinceOf(scope))
    params.set('until', from.until)
    params.delete('span')
  }
  return get<Activities>(`/api/activities?${params}`, signal)
}

/** The latest ones that point somewhere, for the spotlight. */
export function located(asked: string, limit: number, signal: AbortSignal): Promise<Activities> {
  return get<Activities>(`/api/activities?${asked}&located=true&limit=${limit}`, signal)
}

function sinceOf(scope: Scope): string {
  return scope.range?.since ?? new Date(Date.now() - spanMs(scope.span)).toISOString()
}
