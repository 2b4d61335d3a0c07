/** The columns of the log: which there are, what each shows, and what a click on one filters by. */
import type { Activity } from '@/api/types'
import { countryName } from '@/format/country'
import { exactTime, logTime } from '@/format/time'
import type { Field } from '@/scope/scope'
import { words } from '@/words/en'

export const COLUMNS = [
  'time',
  'instance',
  'event',
  'org',
  'category',
  'type',
  'value',
  'tags',
  'kind',
  'object',
  'country',
  'received',
] as const

export type Column = (typeof COLUMNS)[number]

export const STANDARD: Column[] = [
  'time',
  'instance',
  'event',
  'org',
  'category',
  'type',
  'value',
  'tags',
]

/** Width of each where the log is a table. */
export const WIDTHS: Record<Column, string> = {
  time: '92px',
  instance: 'minmax(84px, 0.5fr)',
  event: 'minmax(150px, 1.4fr)',
  org: 'minmax(110px, 0.8fr)',
  category: 'minmax(110px, 0.7fr)',
  type: 'minmax(84px, 0.5fr)',
  value: 'minmax(220px, 2fr)',
  tags: 'minmax(150px, 1.2fr)',
  kind: 'minmax(110px, 0.6fr)',
  object: 'minmax(110px, 0.6fr)',
  country: 'minmax(96px, 0.5fr)',
  received: '92px',
}

/** Only names that are columns, each once: what was remembered may be from another version. */
export function knownColumns(names: unknown): Column[] {
  const known = Array.isArray(names)
    ? COLUMNS.filter((column) => names.includes(column)).sort(
        (one, other) => names.indexOf(one) - names.indexOf(other),
      )
    : []
  return known.length ? known : STANDARD
}

export type Cell = {
  text: string
  title: string
  /** What a click filters by; the value is exact text. */
  by?: { field: Field; value: string }
}

export function cellOf(column: Column, activity: Activity, now: Date): Cell {
  switch (column) {
    case 'time':
      return { text: logTime(activity.at, now), title: exactTime(activity.at) }
    case 'received':
      return { text: logTime(activity.received_at, now), title: exactTime(activity.received_at) }
    case 'instance':
      return plain('instance', activity.instance)
    case 'event':
      return plain('event', activity.event_info)
    case 'org':
      return plain('org', activity.org)
    case 'category':
      return plain('category', activity.category)
    case 'type':
      return activity.type && activity.kind === 'attribute'
        ? plain('type', activity.type)
        : { ...plain('kind', activity.kind), text: happened(activity) }
    case 'kind':
      return { ...plain('kind', activity.kind), text: happened(activity) }
    case 'object':
      return plain('object', activity.object_name)
    case 'country':
      return { ...plain('country', activity.country), text: countryName(activity.country ?? '') }
    case 'value':
      return headline(activity)
    case 'tags':
      return { text: '', title: '' }
  }
}

/** What the line is about: the value where there is one, else the event or what was done. */
export function headline(activity: Activity): Cell {
  // A tag's name is told by the tag itself.
  if (activity.kind === 'tag' && activity.tags?.length)
    return { text: sentence(activity), title: '' }
  if (activity.value) return plain('value', activity.value)
  if (activity.kind === 'event' && activity.event_info) return plain('event', activity.event_info)
  const named = activity.object_name
  return named ? plain('object', named) : { text: sentence(activity), title: '' }
}

/** Values of indicators are set in mono; words people wrote are not. */
export function isIndicator(activity: Activity): boolean {
  return Boolean(activity.value) && ['attribute', 'sighting', 'proposal'].includes(activity.kind)
}

export function happened(activity: Activity): string {
  return words.happened(activity.kind, activity.action, activity.sighting_type)
}

/** What happened, where it stands at the beginning of a line. */
function sentence(activity: Activity): string {
  const text = happened(activity)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function plain(field: Field, text: string | undefined): Cell {
  return text ? { text, title: text, by: { field, value: text } } : { text: '', title: '' }
}
