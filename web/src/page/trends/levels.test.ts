import { describe, expect, it } from 'vitest'
import { levelFilters, lookOf, LOOKS } from './levels'

describe('a click on a level', () => {
  it('filters by what MISP names it', () => {
    const is = (field: string, value: string) => [{ field, value, not: false }]
    expect(levelFilters('threat', 'high')).toEqual(is('threat_level', 'high'))
    expect(levelFilters('analysis', 'ongoing')).toEqual(is('analysis', 'ongoing'))
    expect(levelFilters('tlp', 'amber+strict')).toEqual(is('tag', 'tlp:amber+strict'))
    expect(levelFilters('tlp', 'none')).toEqual([{ field: 'tag', value: 'tlp:*', not: true }])
    expect(levelFilters('ids', 'ids')).toEqual(is('ids', 'true'))
    expect(levelFilters('ids', 'no ids')).toEqual(is('ids', 'false'))
  })

  it('on clear is on white, too, as it was called before', () => {
    const values = levelFilters('tlp', 'clear').map(({ value }) => value)
    expect(values).toEqual(['tlp:clear', 'tlp:white'])
  })

  it('is of every level that has a colour, and of none that was not told', () => {
    for (const of of ['threat', 'analysis'] as const) {
      expect(Object.keys(LOOKS[of]).every((level) => levelFilters(of, level).length)).toBe(true)
      expect(levelFilters(of, 'unknown')).toEqual([])
    }
  })
})

it('tells amber and strict amber apart though the standard gives both one colour', () => {
  expect(lookOf('tlp', 'amber+strict').paint).toBe(lookOf('tlp', 'amber').paint)
  expect(lookOf('tlp', 'amber+strict').hatched).toBe(true)
})
