/** The matrix of ATT&CK as columns of cells, and what a cell says of its technique. */
import type {
  Attack,
  AttackCounts,
  AttackSubTechnique,
  AttackTechnique,
  AttackUnknown,
} from '@/api/types'
import type { Table } from '@/format/csv'
import { fullNumber } from '@/format/number'
import { words } from '@/words/en'
import { changeText } from './trend'

const say = words.attack

export type Cell = {
  /** Told apart within the matrix: a technique stands in each of its tactics. */
  key: string
  technique: AttackSubTechnique
  /** How many sub-techniques can be shown below it. */
  subs: number
  isSub: boolean
}

export type Column = {
  id: string
  name: string
  /** How many occur, and of how many where all are shown. */
  techniques: number
  of: number | null
  activities: number
  cells: Cell[]
}

/** Tactics in order; without `whole`, those in which something occurs. Most active first, and in a
 * whole matrix in order of the name, where one looks for it. */
export function columnsOf(answer: Attack, open: ReadonlySet<string>, whole: boolean): Column[] {
  const techniques = [...answer.techniques].sort(
    whole ? (one, other) => one.name.localeCompare(other.name) : byActivities,
  )
  return answer.tactics
    .map(({ id, name, techniques: count, activities }) => {
      const own = techniques.filter((one) => one.tactics.includes(id))
      return {
        id,
        name,
        techniques: count,
        of: whole ? own.length : null,
        activities,
        cells: own.flatMap((one) => cellsOf(id, one, open.has(one.id), whole)),
      }
    })
    .filter((column) => column.cells.length > 0)
}

function cellsOf(tactic: string, one: AttackTechnique, open: boolean, whole: boolean): Cell[] {
  const subs = one.sub_techniques.filter((sub) => sub.tactics.includes(tactic))
  if (!whole) subs.sort(byActivities)
  const cell = { key: `${tactic} ${one.id}`, technique: one, subs: subs.length, isSub: false }
  const below = subs.map((sub) => ({
    key: `${tactic} ${sub.id}`,
    technique: sub,
    subs: 0,
    isSub: true,
  }))
  return [cell, ...(open ? below : [])]
}

function byActivities(one: AttackSubTechnique, other: AttackSubTechnique): number {
  return other.activities - one.activities || one.id.localeCompare(other.id)
}

/** The largest number a cell can show. */
export function largestOf(answer: Attack): number {
  return Math.max(0, ...answer.techniques.map((one) => one.activities))
}

/** "rising +34 %"; nothing for what is steady or does not occur. */
export function stateText(one: AttackCounts): string {
  if (!one.activities && !one.previous) return ''
  if (one.state === 'steady') return ''
  return [say.states[one.state], changeText(one)].filter(Boolean).join(' ')
}

/** All that is known of it, a line each; what a screen reader says after its name. */
export function linesOf(one: AttackSubTechnique | AttackUnknown): string[] {
  if (!one.activities && !one.previous) return [say.none]
  const itself = 'itself' in one && one.itself !== one.activities
  return [
    [
      say.activities(fullNumber(one.activities)),
      say.events(fullNumber(one.events)),
      say.organisations(fullNumber(one.organisations)),
    ].join(', '),
    ...(itself ? [say.itself(fullNumber((one as AttackTechnique).itself))] : []),
    [say.states[one.state], changeText(one), say.before(fullNumber(one.previous))]
      .filter(Boolean)
      .join(', '),
  ]
}

/** Each technique once, its sub-techniques below it. */
export function tableOf(answer: Attack): Table {
  const names = new Map(answer.tactics.map((tactic) => [tactic.id, tactic.name]))
  const row = (one: AttackSubTechnique, parent: string) => [
    one.tactics.map((id) => names.get(id) ?? id).join('; '),
    one.id,
    one.name,
    parent,
    one.activities,
    one.previous,
    one.activities || one.previous ? say.states[one.state] : '',
    one.events,
    one.organisations,
  ]
  return {
    columns: say.columns,
    rows: answer.techniques.flatMap((one) => [
      row(one, ''),
      ...one.sub_techniques.map((sub) => row(sub, one.name)),
    ]),
  }
}

export function unknownTable(unknown: AttackUnknown[]): Table {
  return {
    columns: say.unknown.columns,
    rows: unknown.map((one) => [
      one.id,
      one.name,
      one.activities,
      one.previous,
      say.states[one.state],
      one.events,
      one.organisations,
      one.tags.join('; '),
    ]),
  }
}
