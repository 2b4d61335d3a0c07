import { describe, expect, it } from 'vitest'
import type { Attack, AttackSubTechnique, AttackTechnique } from '@/api/types'
import { columnsOf, largestOf, linesOf, stateText, tableOf, unknownTable } from './attack'

const counts = (activities: number, previous = 0) => ({
  activities,
  previous,
  state: activities && !previous ? ('new' as const) : ('steady' as const),
  events: 1,
  organisations: 2,
})

const sub = (
  id: string,
  name: string,
  activities: number,
  tactics = ['execution'],
): AttackSubTechnique => ({ id, name, tactics, tags: [id], ...counts(activities) })

const technique = (
  id: string,
  name: string,
  activities: number,
  tactics: string[],
  sub_techniques: AttackSubTechnique[] = [],
): AttackTechnique => ({
  ...sub(id, name, activities, tactics),
  itself: activities,
  sub_techniques,
})

const tactic = (id: string, name: string, techniques: number, activities: number) => ({
  id,
  name,
  techniques,
  ...counts(activities),
})

const ANSWER: Attack = {
  since: '2026-03-01T00:00:00Z',
  until: '2026-03-08T00:00:00Z',
  domain: 'enterprise',
  domains: [{ domain: 'enterprise', activities: 9 }],
  version: '17',
  source: 'invented',
  notice: '© MITRE',
  total: counts(9),
  tactics: [
    tactic('impact', 'Impact', 0, 0),
    tactic('execution', 'Execution', 2, 9),
    tactic('persistence', 'Persistence', 1, 4),
  ],
  techniques: [
    technique('T1053', 'Scheduled Task', 4, ['execution', 'persistence'], [
      sub('T1053.002', 'At', 1),
      sub('T1053.005', 'Task', 3, ['execution', 'persistence']),
    ]), // prettier-ignore
    technique('T1059', 'Interpreter', 4, ['execution']),
    technique('T1106', 'Native API', 5, ['execution']),
  ],
  unknown: [
    { id: 'T1999', name: '', tags: ['T1999', 'x:T1999'], ...counts(1) },
  ],
} // prettier-ignore

const ids = (open: string[], whole = false) =>
  columnsOf(ANSWER, new Set(open), whole).map(({ id, cells }) => [
    id,
    ...cells.map(({ technique, isSub }) => (isSub ? `- ${technique.id}` : technique.id)),
  ])

describe('the matrix', () => {
  it('has tactics in order where something occurs, the most active technique first', () => {
    expect(ids([])).toEqual([
      ['execution', 'T1106', 'T1053', 'T1059'],
      ['persistence', 'T1053'],
    ])
  })

  it('shows sub-techniques below their technique, in the tactics that they have', () => {
    expect(ids(['T1053'])).toEqual([
      ['execution', 'T1106', 'T1053', '- T1053.005', '- T1053.002', 'T1059'],
      ['persistence', 'T1053', '- T1053.005'],
    ])
  })

  it('is in order of the names when it is shown whole', () => {
    expect(ids(['T1053'], true)[0]).toEqual([
      'execution',
      'T1059',
      'T1106',
      'T1053',
      '- T1053.002',
      '- T1053.005',
    ])
    expect(columnsOf(ANSWER, new Set(), true).map((one) => one.of)).toEqual([3, 1])
  })

  it('has a scale up to its largest number, also without any', () => {
    expect(largestOf(ANSWER)).toBe(5)
    expect(largestOf({ ...ANSWER, techniques: [] })).toBe(0)
  })
})

describe('a technique', () => {
  it('says all that is known of it', () => {
    const one = { ...technique('T1566', 'Phishing', 9, []), itself: 2 }
    expect(linesOf(one)).toEqual([
      '9 activities, 1 event, 2 organisations',
      '2 tagged with the technique itself',
      'new, 0 in the equal span before',
    ])
    expect(linesOf(technique('T1566', 'Phishing', 0, []))).toEqual(['does not occur'])
  })

  it('says its change, when there is one', () => {
    expect(stateText({ ...counts(9, 2), state: 'rising' })).toBe('rising +350 %')
    expect(stateText(counts(9))).toBe('new')
    expect(stateText(counts(9, 9))).toBe('')
  })
})

it('is a table with each technique once', () => {
  const { rows } = tableOf(ANSWER)
  expect(rows.map((row) => row.slice(0, 5))).toEqual([
    ['Execution; Persistence', 'T1053', 'Scheduled Task', '', 4],
    ['Execution', 'T1053.002', 'At', 'Scheduled Task', 1],
    ['Execution; Persistence', 'T1053.005', 'Task', 'Scheduled Task', 3],
    ['Execution', 'T1059', 'Interpreter', '', 4],
    ['Execution', 'T1106', 'Native API', '', 5],
  ])
  expect(unknownTable(ANSWER.unknown).rows[0]?.at(-1)).toBe('T1999; x:T1999')
})
