import { describe, expect, it } from 'vitest'
import type { Area } from './area'
import {
  exactly,
  isFiltered,
  paramsOf,
  queryOf,
  scopeOf,
  shown,
  spanMs,
  withArea,
  withFilter,
  withoutArea,
  type Scope,
} from './scope'

const scope: Scope = {
  span: '7d',
  range: null,
  filters: [
    { field: 'value', value: '198.51.100.*', not: false },
    { field: 'tag', value: 'tlp:red', not: true },
    { field: 'instance', value: 'community', not: false },
    { field: 'instance', value: 'internal', not: false },
    { field: 'region', value: 'western-europe', not: false },
    { field: 'threat_level', value: 'undefined', not: true },
    { field: 'analysis', value: 'ongoing', not: false },
    { field: 'noise', value: 'false', not: false },
  ],
  areas: [
    { kind: 'circle', latitude: 49.61, longitude: 6.13, km: 100 },
    { kind: 'box', west: -10, south: 35, east: 20, north: 60 },
  ],
}

describe('a scope in a URL', () => {
  it('comes back as it went', () => {
    expect(scopeOf(queryOf(scope))).toEqual(scope)
  })

  it('comes back with its range', () => {
    const range = { since: '2026-01-01T00:00:00.000Z', until: '2026-01-02T00:00:00.000Z' }
    const ranged = { ...scope, span: '24h', range }
    expect(scopeOf(queryOf(ranged))).toEqual(ranged)
  })

  it('says nothing when nothing was chosen', () => {
    expect(queryOf(scopeOf({}))).toEqual({})
  })

  it('falls back to the last day when the span makes no sense', () => {
    expect(scopeOf({ span: 'soon' }).span).toBe('24h')
    expect(scopeOf({ since: 'x', until: 'y' }).range).toBeNull()
    expect(
      scopeOf({ since: '2026-01-02T00:00:00Z', until: '2026-01-01T00:00:00Z' }).range,
    ).toBeNull()
    expect(scopeOf({ span: '99999d' }).span).toBe('24h')
    expect(scopeOf({ span: '2w' }).span).toBe('24h')
    expect(scopeOf({ span: '36h' }).span).toBe('36h')
  })

  it('compares the moments of a range, not their texts', () => {
    const range = { since: '2026-01-02T01:00:00+02:00', until: '2026-01-02T00:30:00Z' }
    expect(scopeOf(range).range).toEqual(range)
  })

  it('drops areas that are none', () => {
    expect(scopeOf({ near: ['1,2', '<b>', '1,2,3'], box: '9' }).areas).toEqual([
      { kind: 'circle', latitude: 1, longitude: 2, km: 3 },
    ])
  })

  it('drops empty filters and unknown names', () => {
    expect(scopeOf({ value: ['', '!', null], colour: 'red' }).filters).toEqual([])
  })

  it('always tells the API the span, and repeats a field', () => {
    expect(paramsOf(scopeOf({})).toString()).toBe('span=24h')
    expect(paramsOf(scope).getAll('instance')).toEqual(['community', 'internal'])
    expect(paramsOf(scope).get('tag')).toBe('!tlp:red')
    expect(paramsOf(scope).get('near')).toBe('49.61,6.13,100')
    expect(paramsOf(scope).get('box')).toBe('-10,35,20,60')
    expect(paramsOf(scope).get('noise')).toBe('false')
  })
})

describe('a value taken from a cell', () => {
  it('means itself, wildcards and a leading exclamation mark included', () => {
    expect(exactly('a*b\\c')).toBe('a\\*b\\\\c')
    expect(exactly('!important')).toBe('\\!important')
  })

  it('comes back from the URL as itself, not as its negation', () => {
    const filter = { field: 'value', value: exactly('!odd*'), not: false } as const
    const back = scopeOf(queryOf(withFilter(scopeOf({}), filter))).filters[0]
    expect(back).toEqual(filter)
    expect(shown(back?.value ?? '')).toBe('!odd*')
  })
})

describe('adding a filter', () => {
  it('turns the same filter round instead of asking for both', () => {
    const once = withFilter(scopeOf({}), { field: 'type', value: 'md5', not: false })
    const turned = withFilter(once, { field: 'type', value: 'md5', not: true })
    expect(turned.filters).toEqual([{ field: 'type', value: 'md5', not: true }])
  })
})

describe('an area', () => {
  const area: Area = { kind: 'circle', latitude: 49.61, longitude: 6.13, km: 100 }

  it('is added once and taken away again', () => {
    const twice = withArea(withArea(scopeOf({}), area), { ...area })
    expect(twice.areas).toEqual([area])
    expect(isFiltered(twice)).toBe(true)
    expect(isFiltered(withoutArea(twice, area))).toBe(false)
  })
})

it('measures a span', () => {
  expect(spanMs('15m')).toBe(900_000)
  expect(spanMs('7d')).toBe(604_800_000)
})
