import { describe, expect, it } from 'vitest'
import { levelFilter, lookOf, LOOKS } from './levels'

describe('a click on a level', () => {
  it('filters by what MISP names it', () => {
    const is = (field: string, value: string) => ({ field, value, not: false })
    expect(levelFilter('threat', 'high')).toEqual(is('threat_level', 'high'))
    expect(levelFilter('analysis', 'ongoing')).toEqual(is('analysis', 'ongoing'))
    expect(levelFilter('tlp', 'amber+strict')).toEqual(is('tag', 'tlp:amber+strict'))
    expect(levelFilter('tlp', 'none')).toEqual({ field: 'tag', value: 'tlp:*', not: true })
    expect(levelFilter('ids', 'ids')).toEqual(is('ids', 'true'))
    expect(levelFilter('ids', 'no ids')).toEqual(is('ids', 'false'))
  })

  it('is of every level that has a colour, and of none that was not told', () => {
    for (const of of ['threat', 'analysis'] as const) {
      expect(Object.keys(LOOKS[of]).every((level) => levelFilter(of, level))).toBe(true)
      expect(levelFilter(of, 'unknown')).toBeUndefined()
    }
  })
})

it('tells amber and strict amber apart though the standard gives both one colour', () => {
  expect(lookOf('tlp', 'amber+strict').paint).toBe(lookOf('tlp', 'amber').paint)
  expect(lookOf('tlp', 'amber+strict').hatched).toBe(true)
})
