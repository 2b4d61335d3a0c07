/** The lines under the field where a filter is written: values to tick, and what was typed itself. */
import { exactly, shown, type Field, type Filter } from './scope'

export type Row = {
  pattern: string
  label: string
  /** The whole text, when the label is only its name. */
  title: string
  count: number | null
  note: string
  /** How it is chosen now. */
  chosen: 'is' | 'isNot' | null
  /** Made of what was typed, not of what there is. */
  typed?: 'exactly' | 'matching' | 'containing'
}

export type Offered = {
  pattern: string
  label: string
  count: number | null
  note: string
  title?: string
  /** The server found it for what is typed, perhaps by another name. */
  found?: boolean
}

type Asked = {
  field: Field
  text: string
  offered: Offered[]
  /** The filters in force on this field. */
  filters: Filter[]
  /** Those in force when the list was begun: they stay on top, so that no line moves when ticked. */
  pinned: string[]
  /** Whether a part of a text is of use, as for values and titles. */
  written: boolean
  /** Whether what was typed may itself be the pattern. */
  free: boolean
  name: (pattern: string) => string
}

export function rowsOf(asked: Asked): Row[] {
  const known = new Map(asked.offered.map((one) => [one.pattern, one]))
  const inForce = asked.filters.map((one) => one.value)
  const pinned = [...new Set([...asked.pinned, ...inForce.filter((one) => !known.has(one))])]
  const listed = [
    ...pinned.map((pattern) => known.get(pattern) ?? unknown(pattern, asked)),
    ...asked.offered.filter((one) => !pinned.includes(one.pattern)),
  ]
  const text = asked.text.trim()
  const rows = listed.filter((one) => fits(one, text)).map((one) => rowOf(one, asked))
  if (!asked.free || !text) return rows
  const typed = typedRows(text, asked).filter(
    (one) => !rows.some((row) => row.pattern === one.pattern),
  )
  // Whoever writes an asterisk means a pattern, not one of the values.
  return text.includes('*') ? [...typed, ...rows] : [...rows, ...typed]
}

/** The filter that a tick on this line makes, or takes away. */
export function toggled(field: Field, row: Row, not: boolean): Filter & { remove: boolean } {
  const now = row.chosen && row.chosen === 'isNot'
  return { field, value: row.pattern, not, remove: now === not }
}

function typedRows(text: string, asked: Asked): Row[] {
  const row = (typed: NonNullable<Row['typed']>, pattern: string): Row => ({
    pattern,
    label: text,
    title: text,
    count: null,
    note: '',
    chosen: chosen(pattern, asked),
    typed,
  })
  // A leading exclamation mark would turn the filter round in the address.
  if (text.includes('*')) return [row('matching', text.replace(/^!/, '\\!'))]
  const exact = row('exactly', exactly(text))
  return asked.written ? [row('containing', `*${exactly(text)}*`), exact] : [exact]
}

function rowOf(one: Offered, asked: Asked): Row {
  return {
    pattern: one.pattern,
    label: one.label,
    title: one.title ?? shown(one.pattern),
    count: one.count,
    note: one.note,
    chosen: chosen(one.pattern, asked),
  }
}

function chosen(pattern: string, asked: Asked): Row['chosen'] {
  const filter = asked.filters.find((one) => one.value === pattern)
  return filter ? (filter.not ? 'isNot' : 'is') : null
}

function unknown(pattern: string, asked: Asked): Offered {
  return { pattern, label: asked.name(pattern), count: null, note: '' }
}

/** What was offered for an earlier text goes at once when it no longer fits. */
function fits(one: Offered, text: string): boolean {
  if (one.found) return true
  const looked = `${one.label}\n${one.title ?? ''}\n${shown(one.pattern)}`.toLowerCase()
  return text
    .toLowerCase()
    .split('*')
    .every((part) => looked.includes(part))
}
