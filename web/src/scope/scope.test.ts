import { describe, expect, it } from 'vitest'
import { exactly, paramsOf, queryOf, scopeOf, shown, spanMs, withFilter, type Scope } from './scope'

const scope: Scope = {
  span: '7d',
  range: null,
  filters: [
    { field: 'value', value: '198.51.100.*', not: false },
    { field: 'tag', value: 'tlp:red', not: true },
    { field: 'instance', value: 'community', not: false },
    { field: 'instance', value: 'internal', not: false },
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
  })

  it('drops empty filters and unknown names', () => {
    expect(scopeOf({ value: ['', '!', null], colour: 'red' }).filters).toEqual([])
  })

  it('always tells the API the span, and repeats a field', () => {
    expect(paramsOf(scopeOf({})).toString()).toBe('span=24h')
    expect(paramsOf(scope).getAll('instance')).toEqual(['community', 'internal'])
    expect(paramsOf(scope).get('tag')).toBe('!tlp:red')
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

it('measures a span', () => {
  expect(spanMs('15m')).toBe(900_000)
  expect(spanMs('7d')).toBe(604_800_000)
})
