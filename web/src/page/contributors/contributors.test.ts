import { expect, it } from 'vitest'
import type { Award, Standing } from '@/api/types'
import { drawnAs, keyOf, newsOf } from './awards'
import { BY_ORG, BY_TOTAL, ordered, rowsOf, tableOf, usedOf } from './categories'
import { FAMILIES, insignia, LEVELS } from './insignia'
import { addMonths, daysOf, monthAt, monthFrom, monthName } from './month'
import { initials, leftUntil, movement, progress, stateOf } from './standing'

it('draws every level of every family differently', () => {
  const drawn = FAMILIES.flatMap((family) =>
    Array.from({ length: LEVELS[family] + 1 }, (_, level) =>
      JSON.stringify(insignia(family, level).shapes),
    ),
  )
  expect(new Set(drawn).size).toBe(drawn.length)
})

it('draws within its frame, and knows no level beyond the highest', () => {
  for (const family of FAMILIES) {
    for (let level = 0; level <= LEVELS[family]; level++)
      for (const { d } of insignia(family, level).shapes) expect(d).not.toMatch(/NaN|undefined/)
    expect(insignia(family, 99)).toEqual(insignia(family, LEVELS[family]))
    expect(insignia(family, -1)).toEqual(insignia(family, 0))
  }
})

it('tells tiers by their frames and levels by the number of marks', () => {
  const marks = (level: number) =>
    insignia('monthly', level).shapes.filter((one) => one.kind === 'mark').length
  expect([1, 2, 3, 4, 5, 16].map(marks)).toEqual([1, 2, 3, 4, 1, 4])
  expect([0, 4, 5, 9, 13].map((level) => insignia('monthly', level).tier)).toEqual([0, 1, 2, 3, 4])
})

it('counts months over the ends of years', () => {
  expect(addMonths('2026-12', 1)).toBe('2027-01')
  expect(addMonths('2026-01', -1)).toBe('2025-12')
  expect(addMonths('2026-11', -11)).toBe('2025-12')
  expect(monthName('2026-11')).toBe('November 2026')
  expect(monthAt(new Date('2026-11-30T23:59:59.999Z'))).toBe('2026-11')
})

it('knows how many days a month has', () => {
  expect(daysOf('2028-02')).toHaveLength(29)
  expect(daysOf('2026-11').at(-1)).toBe('2026-11-30')
})

it('takes no month that there is not', () => {
  expect(monthFrom('2026-11')).toBe('2026-11')
  for (const text of ['', '2026-13', '2026-00', '26-1', '2026-11-01', '9999-01'])
    expect(monthFrom(text)).toBeNull()
})

it('has no progress at the threshold and all of it at the highest rank', () => {
  expect(progress({ points: 0, rank: 0 })).toBe(0)
  expect(progress({ points: 1, rank: 0 })).toBe(0.5)
  expect(progress({ points: 64, rank: 6 })).toBe(0)
  expect(progress({ points: 96, rank: 6 })).toBe(0.5)
  expect(progress({ points: 70_000, rank: 16 })).toBe(1)
})

it('tells who moved up, down, or was not there', () => {
  expect(movement({ place: 2, previous_place: 5 })).toEqual({ kind: 'up', by: 3 })
  expect(movement({ place: 5, previous_place: 2 })).toEqual({ kind: 'down', by: 3 })
  expect(movement({ place: 1, previous_place: 1 })).toEqual({ kind: 'same', by: 0 })
  expect(movement({ place: 1, previous_place: null })).toEqual({ kind: 'new', by: 0 })
})

it('warns within the last quarter of a window, at most a month ahead', () => {
  const at = new Date('2026-11-24T12:00:00Z')
  const one = (days: number, lapses_at: string | null): Standing => ({
    level: 8,
    title: '',
    text: '',
    behaviour: 'event',
    fulfilled: true,
    points: 0,
    points_missing: 0,
    count: 1,
    done: 1,
    days,
    lapses_at,
  })
  expect(stateOf(one(8, '2026-11-26T12:00:00Z'), at)).toBe('lapsing')
  expect(stateOf(one(8, '2026-11-26T12:00:01Z'), at)).toBe('held')
  expect(stateOf(one(365, '2026-12-24T12:00:00Z'), at)).toBe('lapsing')
  expect(stateOf(one(365, '2026-12-24T12:00:01Z'), at)).toBe('held')
  expect(stateOf(one(0, null), at)).toBe('held')
  expect(stateOf({ ...one(8, null), fulfilled: false }, at)).toBe('missing')
})

it('has initials for every name', () => {
  expect(initials('Aurora ISAC')).toBe('AI')
  expect(initials('CIRCL')).toBe('CI')
  expect(initials('<img src=x>')).toBe('IS')
  expect(initials('🦊')).toBe('?')
  expect(initials('Čeští analytici')).toBe('ČA')
})

it('counts down to nothing', () => {
  const until = new Date('2026-12-01T00:00:00Z')
  expect(leftUntil(until, new Date('2026-11-24T14:58:57Z'))).toEqual({
    days: 6,
    hours: 9,
    minutes: 1,
    seconds: 3,
  })
  expect(leftUntil(until, new Date('2026-12-02T00:00:00Z')).days).toBe(0)
})

const award = (change: Partial<Award>): Award => ({
  at: '2026-11-24T12:00:00Z',
  org: 'Aurora ISAC',
  award: 'requirement',
  level: 8,
  title: 'Lieutenant Colonel',
  text: '',
  category: '',
  badge: '',
  ...change,
})

it('celebrates what is new and was earned just now', () => {
  const now = new Date('2026-11-24T12:30:00Z')
  const known = award({})
  const later = award({ at: '2026-11-24T12:10:00Z', level: 9 })
  const latest = award({ at: '2026-11-24T12:20:00Z', level: 10 })
  const old = award({ at: '2026-11-20T12:20:00Z', level: 7 })
  const found = newsOf(new Set([keyOf(known)]), [latest, later, known, old], now)
  expect(found).toEqual([later, latest])
})

it('draws an award as what was earned', () => {
  expect(drawnAs(award({}))).toEqual({ family: 'rank', level: 8 })
  expect(drawnAs(award({ award: 'trophy', level: 12 }))).toEqual({ family: 'trophy', level: 12 })
  expect(drawnAs(award({ award: 'badge', level: 0, badge: 'donor' }))).toEqual({
    family: 'badge',
    level: 2,
  })
})

const of = (org: string, counts: Record<string, number>) => ({
  org,
  contributions: Object.values(counts).reduce((sum, one) => sum + one, 0),
  categories: Object.entries(counts).map(([category, contributions]) => ({
    category,
    contributions,
    level: 1,
    title: '',
  })),
})

it('orders the table by a category, ties by name', () => {
  const all = [of('b', { Other: 3 }), of('C', { Other: 3, Person: 5 }), of('a', { Person: 1 })]
  const names = (by: string, falling: boolean) => rowsOf(all, { by, falling }).map((one) => one.org)
  expect(names('Other', true)).toEqual(['b', 'C', 'a'])
  expect(names('Person', true)).toEqual(['C', 'a', 'b'])
  expect(names(BY_TOTAL, false)).toEqual(['a', 'b', 'C'])
  expect(names(BY_ORG, true)).toEqual(['C', 'b', 'a'])
  expect(ordered({ by: 'Other', falling: true }, 'Other').falling).toBe(false)
  expect(ordered({ by: 'Other', falling: true }, BY_ORG)).toEqual({ by: BY_ORG, falling: false })
})

it('shows the categories that are used and exports them in their order', () => {
  const rows = rowsOf([of('a', { Person: 1 })], { by: BY_TOTAL, falling: true })
  expect(usedOf(['Other', 'Person'], rows)).toEqual(['Person'])
  expect(usedOf(['Other', 'Person'], [])).toEqual(['Other', 'Person'])
  expect(tableOf(rows, ['Other', 'Person'], ['Organisation', 'All'])).toEqual({
    columns: ['Organisation', 'All', 'Other', 'Person'],
    rows: [['a', 1, 0, 1]],
  })
})
