import { expect, it } from 'vitest'
import type { LoginsOverTime, OrgContribution } from '@/api/types'
import { heardOf, without } from './heard'
import { chartOf, tableOf } from './overTime'
import { daysOf, groupOf, ranked, sharedPart } from './sharing'
import { dayFrom, dayText, firstWeekday, gridOf, legendOf, weekStart } from './week'

it('begins the week as the locale does', () => {
  expect(firstWeekday('de-DE')).toBe(0)
  expect(firstWeekday('en-GB')).toBe(0)
  expect(firstWeekday('en-US')).toBe(6)
})

it('finds the first day of a week, also over the end of a year', () => {
  const wednesday = new Date(2026, 11, 30, 13)
  expect(dayText(weekStart(wednesday, 0))).toBe('2026-12-28')
  expect(dayText(weekStart(wednesday, 6))).toBe('2026-12-27')
  expect(dayText(weekStart(new Date(2026, 10, 22), 6))).toBe('2026-11-22')
  expect(dayText(weekStart(new Date(2026, 10, 22), 0))).toBe('2026-11-16')
})

it('believes no day that the calendar has not', () => {
  expect(dayFrom('2026-02-30')).toBeNull()
  expect(dayFrom('now')).toBeNull()
  expect(dayText(dayFrom('2026-11-22') ?? new Date(0))).toBe('2026-11-22')
})

const hours = Array.from({ length: 7 }, (_, day) =>
  Array.from({ length: 24 }, (_, hour) => (day === 6 && hour === 9 ? 5 : 0)),
)

it('puts an hour where the reader looks for it: Sunday first or last', () => {
  const now = new Date(2026, 10, 24)
  expect(gridOf(hours, 0, null, now)[6]?.[9]).toMatchObject({ weekday: 6, logins: 5 })
  expect(gridOf(hours, 6, null, now)[0]?.[9]).toMatchObject({ weekday: 6, logins: 5 })
})

it('knows which hours of the week are still to come', () => {
  const monday = new Date(2026, 10, 23)
  const grid = gridOf(hours, 0, monday, new Date(2026, 10, 24, 9, 30))
  expect([grid[1]?.[9]?.ahead, grid[1]?.[10]?.ahead, grid[0]?.[23]?.ahead]).toEqual([
    false,
    true,
    false,
  ])
  expect(
    gridOf(hours, 0, null, new Date(0))
      .flat()
      .some(({ ahead }) => ahead),
  ).toBe(false)
})

it('explains circles by round numbers, and none twice', () => {
  expect(legendOf(42, true)).toEqual([4, 21, 42])
  expect(legendOf(1, true)).toEqual([1])
  expect(legendOf(3.3333, false)).toEqual([0.33, 1.7, 3.3])
  expect(legendOf(0, false)).toEqual([])
  expect(legendOf(0, true)).toEqual([])
})

const org = (name: string, logins: number, contributions: number, days: number[]) =>
  ({
    org: name,
    logins,
    contributions,
    ratio: logins ? contributions / logins : null,
    days_with_login: days[0],
    days_with_login_and_contribution: days[1],
    days_with_contribution_only: days[2],
  }) as OrgContribution

const orgs = [
  org('reads', 9, 0, [4, 0, 0]),
  org('scripts', 0, 50, [0, 0, 5]),
  org('much', 2, 20, [2, 2, 1]),
  org('some', 10, 20, [6, 4, 0]),
]

it('ranks by contributions for each login, those without a login last', () => {
  expect(ranked(orgs).map((one) => one.org)).toEqual(['much', 'some', 'reads', 'scripts'])
})

it('tells who reads and does not share, and who shares by API alone', () => {
  expect(orgs.map(groupOf)).toEqual(['read', 'api', null, null])
  expect(groupOf(org('keys only', 0, 0, [0, 0, 0]))).toBeNull()
})

it('counts days with a login by whether something was contributed too', () => {
  expect(daysOf(orgs)).toEqual({ both: 6, loginOnly: 6, contributionOnly: 6 })
  expect(sharedPart(daysOf(orgs))).toBe('50 %')
  expect(sharedPart(daysOf([]))).toBeNull()
})

const told: LoginsOverTime = {
  since: '2026-10-24T12:00:00Z',
  until: '2026-10-26T12:00:00Z',
  step_s: 86_400,
  starts: ['2026-10-23T22:00:00Z', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  logins: [5, 3, 1],
  contributions: [9, 0, 2],
  by_org: [{ org: 'A', logins: [4, 3, 0], contributions: [9, 0, 2] }],
  orgs: 3,
}

it('adds up what the organisations without a line of their own did', () => {
  const { data } = chartOf(told, 'logins', true)
  expect(data.series).toEqual([
    { name: 'A', counts: [4, 3, 0] },
    { name: 'other', counts: [1, 0, 1] },
  ])
  expect(chartOf(told, 'contributions', true).data.series).toHaveLength(1)
})

it('lists what is drawn, the latest first, with the days as they begin', () => {
  const charts = [chartOf(told, 'logins', false), chartOf(told, 'contributions', true)]
  const table = tableOf(charts, told.starts)
  expect(table.columns).toEqual(['From', 'Browser logins', 'A: contributions'])
  expect(table.rows[0]).toEqual(['2026-10-25T23:00:00Z', 1, 2])
})

const heard = [
  { instance: 'Here', logins: true, keys: false, failures: true },
  { instance: 'There', logins: false, keys: false, failures: false },
]

it('asks only for settings of instances that are looked at', () => {
  const scope = (value: string) => ({
    span: '24h',
    range: null,
    areas: [],
    filters: value ? [{ field: 'instance' as const, value, not: false }] : [],
  })
  expect(without(heardOf(heard, scope('')), 'logins')).toEqual(['There'])
  expect(without(heardOf(heard, scope('Here')), 'logins')).toEqual([])
  expect(without(heardOf(heard, scope('*ere')), 'keys')).toEqual(['Here', 'There'])
})
