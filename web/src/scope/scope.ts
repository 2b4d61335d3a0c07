/** What is being asked about: a span of time, filters and areas, and how they are written in a URL. */
import { AREA_FIELDS, areaOf, areaText, fieldOf, sameArea, type Area } from './area'

export const SPANS = ['15m', '1h', '6h', '24h', '7d', '30d', '90d', '365d'] as const
export const DEFAULT_SPAN = '24h'

export const FIELDS = [
  'value',
  'type',
  'category',
  'tag',
  'event',
  'org',
  'instance',
  'kind',
  'action',
  'country',
  'region',
  'target',
  'target_region',
  'precision',
  'means',
  'comment',
  'object',
  'relation',
  'event_id',
  'threat_level',
  'analysis',
  'ids',
  'noise',
  'text',
] as const

export type Field = (typeof FIELDS)[number]

/** `value` is a pattern: exact text, `*` for anything, `\` before a character that means itself. */
export type Filter = { field: Field; value: string; not: boolean }

export type Range = { since: string; until: string }

/** The areas are alternatives of each other: an activity in one of them is meant. */
export type Scope = { span: string; range: Range | null; filters: Filter[]; areas: Area[] }

/** As vue-router gives and takes it. */
export type Query = Record<string, string | null | (string | null)[] | undefined>

const SPAN = /^[1-9]\d{0,5}[mhd]$/
const LONGEST_SPAN_MS = 366 * 20 * 86_400_000

export function scopeOf(query: Query): Scope {
  const span = first(query.span)
  const since = first(query.since)
  const until = first(query.until)
  return {
    span: isSpan(span) ? span : DEFAULT_SPAN,
    range: Date.parse(since) < Date.parse(until) ? { since, until } : null,
    filters: FIELDS.flatMap((field) => all(query[field]).map((text) => filterOf(field, text))),
    areas: AREA_FIELDS.flatMap((field) =>
      all(query[field]).flatMap((text) => areaOf(field, text) ?? []),
    ),
  }
}

export function queryOf(scope: Scope): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {}
  if (scope.range) Object.assign(query, scope.range)
  else if (scope.span !== DEFAULT_SPAN) query.span = scope.span
  for (const field of FIELDS) {
    const values = scope.filters.filter((one) => one.field === field).map(textOf)
    if (values.length) query[field] = values
  }
  for (const field of AREA_FIELDS) {
    const areas = scope.areas.filter((one) => fieldOf(one) === field).map(areaText)
    if (areas.length) query[field] = areas
  }
  return query
}

/** The scope as every question of the API takes it. */
export function paramsOf(scope: Scope): URLSearchParams {
  const params = new URLSearchParams()
  for (const [name, values] of Object.entries(queryOf(scope)))
    for (const value of [values].flat()) params.append(name, value)
  if (!scope.range) params.set('span', scope.span)
  return params
}

/** The pattern that matches exactly this text, whatever it contains. */
export function exactly(text: string): string {
  return text.replace(/[\\*]/g, '\\$&').replace(/^!/, '\\!')
}

/** The text a pattern shows: without the escapes a reader need not see. */
export function shown(pattern: string): string {
  return pattern.replace(/\\(.)/g, '$1')
}

export function withFilter(scope: Scope, filter: Filter): Scope {
  const others = scope.filters.filter(
    (one) => !(one.field === filter.field && one.value === filter.value),
  )
  return { ...scope, filters: [...others, filter] }
}

export function withoutFilter(scope: Scope, filter: Filter): Scope {
  return { ...scope, filters: scope.filters.filter((one) => !same(one, filter)) }
}

/** All filters of one field at once, as a list of choices sets them. */
export function withField(scope: Scope, field: Field, values: string[]): Scope {
  const others = scope.filters.filter((one) => one.field !== field)
  const chosen = values.map((value) => ({ field, value, not: false }))
  return { ...scope, filters: [...others, ...chosen] }
}

export function withArea(scope: Scope, area: Area): Scope {
  return { ...scope, areas: [...withoutArea(scope, area).areas, area] }
}

export function withoutArea(scope: Scope, area: Area): Scope {
  return { ...scope, areas: scope.areas.filter((one) => !sameArea(one, area)) }
}

/** Whether anything but the span narrows it. */
export function isFiltered(scope: Scope): boolean {
  return scope.filters.length > 0 || scope.areas.length > 0
}

/** Whether nothing new can fall into it: a range that has ended. */
export function isPast(scope: Scope, now: Date): boolean {
  return scope.range !== null && Date.parse(scope.range.until) <= now.getTime()
}

export function same(one: Filter, other: Filter): boolean {
  return one.field === other.field && one.value === other.value && one.not === other.not
}

/** Minutes, hours or days, at most twenty years: what the API takes. */
export function isSpan(text: string): boolean {
  return SPAN.test(text) && spanMs(text) <= LONGEST_SPAN_MS
}

/** Length of a span such as `24h`, in milliseconds. */
export function spanMs(span: string): number {
  const unit = { m: 60_000, h: 3_600_000, d: 86_400_000 }[span.slice(-1)] ?? 0
  return Number(span.slice(0, -1)) * unit
}

function filterOf(field: Field, text: string): Filter {
  return text.startsWith('!')
    ? { field, value: text.slice(1), not: true }
    : { field, value: text, not: false }
}

function textOf(filter: Filter): string {
  return (filter.not ? '!' : '') + filter.value
}

function first(value: Query[string]): string {
  return all(value)[0] ?? ''
}

function all(value: Query[string]): string[] {
  return [value].flat().filter((one): one is string => Boolean(one) && one !== '!')
}
