import { describe, expect, it } from 'vitest'
import { areaTitle, filterTitle, spanTitle, valueTitle, withinSpan } from './describe'
import { learnRegionNames } from './regionNames'
import { scopeOf } from './scope'

const ranged = (since: string, until: string) =>
  spanTitle(scopeOf({ since: new Date(since).toISOString(), until: new Date(until).toISOString() }))

describe('a span in words', () => {
  it('names the usual ones and any other', () => {
    expect(spanTitle(scopeOf({}))).toBe('Last 24 hours')
    expect(spanTitle(scopeOf({ span: '1h' }))).toBe('Last hour')
    expect(spanTitle(scopeOf({ span: '36h' }))).toBe('Last 36 hours')
    expect(withinSpan(scopeOf({ span: '90d' }))).toBe('in the last 90 days')
  })

  it('names whole days by their dates, the last one included', () => {
    expect(ranged('2025-11-01T00:00', '2025-12-01T00:00')).toMatch(/^1\s?–\s?30 Nov 2025$/)
    expect(ranged('2025-11-24T00:00', '2025-11-25T00:00')).toBe('24 Nov 2025')
  })

  it('names moments to the minute, and the year when it is another', () => {
    expect(ranged('2024-11-24T08:00', '2024-11-24T10:30')).toMatch(/24 Nov 2024.*08:00.*10:30/)
  })
})

describe('a filter in words', () => {
  it('has names for codes', () => {
    expect(valueTitle('country', 'LU')).toBe('Luxembourg')
    expect(valueTitle('target', 'lu')).toBe('Luxembourg')
    expect(valueTitle('target', '150')).toBe('Europe')
    expect(valueTitle('tag', 'misp-galaxy:threat-actor=*')).toBe('threat-actor: any')
    expect(valueTitle('tag', 'tlp:*')).toBe('tlp:*')
    expect(valueTitle('region', 'western-europe')).toBe('Western Europe')
    expect(valueTitle('region', 'latin-america-and-the-caribbean')).toBe(
      'Latin America and the Caribbean',
    )
    expect(valueTitle('region', 'eu')).toBe('EU')
    expect(filterTitle({ field: 'noise', value: 'false', not: false })).toBe(
      'Warning-list noise hidden',
    )
    expect(filterTitle({ field: 'threat_level', value: 'High', not: true })).toBe(
      'Threat level is not high',
    )
    expect(valueTitle('analysis', '*ed')).toBe('*ed')
    expect(filterTitle({ field: 'ids', value: 'true', not: false })).toBe('IDS flag set')
    expect(filterTitle({ field: 'region', value: 'asia', not: true })).toBe('Region is not Asia')
  })

  it("takes the server's names of regions", () => {
    learnRegionNames([{ code: 'our-friends', name: 'Our friends (EU & UK)' }])
    expect(valueTitle('region', 'our-friends')).toBe('Our friends (EU & UK)')
    expect(valueTitle('region', 'nowhere-known')).toBe('Nowhere Known')
  })

  it('leaves hostile text as text', () => {
    expect(valueTitle('region', '<img src=x>')).toBe('<img src=x>')
    expect(valueTitle('country', '<b>')).toBe('<b>')
    expect(valueTitle('ids', 'constructor')).toBe('constructor')
  })
})

it('names an area', () => {
  expect(areaTitle({ kind: 'circle', latitude: 49.61, longitude: 6.13, km: 1200 })).toBe(
    '1,200 km around 49.61, 6.13',
  )
  expect(areaTitle({ kind: 'box', west: -10, south: -35.25, east: 20, north: 0 })).toBe(
    'Box 10°W – 20°E, 35.3°S – 0°',
  )
})
