import { expect, it } from 'vitest'
import { changeOf, changeText, countAt, mostAt, shareText, valuesAt, valuesOf } from './measure'

const COUNTRIES = {
  countries: [
    { country: 'LU', hits: 30, previous: 20 },
    { country: 'DE', hits: 10, previous: 0 },
  ],
  regions: [],
  located: 40,
  total: 100,
  previous_located: 20,
}
const OVER_TIME = {
  since: '2026-03-01T00:00:00Z',
  until: '2026-03-01T03:00:00Z',
  step_s: 3600,
  series: [
    { country: 'LU', counts: [1, 0, 3] },
    { country: 'DE', counts: [0, 2, 1] },
  ],
  totals: [1, 2, 4],
}

it('is a share of what is located, not of all', () => {
  expect(valuesOf(COUNTRIES, 'share').map(({ value }) => value)).toEqual([0.75, 0.25])
})

it('tells a change against the span before, and what is new', () => {
  expect(changeOf(30, 20)).toBe(0.5)
  expect(changeOf(10, 0)).toBe('new')
  expect(changeOf(10, null)).toBe(null)
  expect(changeText(0.5)).toBe('+50 %')
  expect(changeText(-0.25)).toBe('−25 %')
  expect(changeText(29)).toBe('×30')
  expect(valuesOf(COUNTRIES, 'change')[0]?.title).toContain('+50 %')
})

it('says small shares without rounding them to nothing', () => {
  expect([0.5, 0.031, 0.0001, 0].map(shareText)).toEqual(['50 %', '3.1 %', '<0.1 %', '0 %'])
})

it('plays back one bucket alone, or all up to it', () => {
  expect(valuesAt(OVER_TIME, 1, false, 'count')).toMatchObject([{ country: 'DE', value: 2 }])
  expect(valuesAt(OVER_TIME, 1, true, 'count')).toMatchObject([
    { country: 'LU', value: 1 },
    { country: 'DE', value: 2 },
  ])
  expect(countAt(OVER_TIME.totals, 2, true)).toBe(7)
})

it('knows the largest value it will come to', () => {
  expect(mostAt(OVER_TIME, false)).toBe(3)
  expect(mostAt(OVER_TIME, true)).toBe(4)
})
