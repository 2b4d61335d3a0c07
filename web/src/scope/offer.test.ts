import { describe, expect, it } from 'vitest'
import { offeredFor } from './offer'

const none = { suggestions: [], current: true, failed: false, loaded: () => [], regions: [] }

describe('what is offered', () => {
  it('names whole taxonomies and galaxies, with their patterns as they came', () => {
    const suggestions = [
      { pattern: 'tlp:*', label: 'tlp:*', activities: 9, kind: 'taxonomy' as const },
      {
        pattern: 'misp-galaxy:threat-actor=*',
        label: 'misp-galaxy:threat-actor=*',
        activities: 5,
        kind: 'galaxy' as const,
      },
      { pattern: 'misp-galaxy:*', label: 'misp-galaxy:*', activities: 6, kind: 'galaxy' as const },
      { pattern: 'tlp:red', label: 'tlp:red', activities: 1, kind: 'value' as const },
    ]
    const offered = offeredFor('tag', 'written', { ...none, suggestions })
    expect(offered.map((one) => [one.label, one.note])).toEqual([
      ['tlp', 'whole taxonomy'],
      ['threat-actor', 'whole galaxy'],
      ['misp-galaxy', 'whole galaxy'],
      ['tlp:red', ''],
    ])
    expect(offered[1]?.pattern).toBe('misp-galaxy:threat-actor=*')
  })

  it('has every country of a region, those with activities first', () => {
    const europe = { code: 'eu', name: 'EU', kind: 'union' as const, countries: ['LU', 'BE', 'FR'] }
    const suggestions = [{ pattern: 'LU', label: 'LU', activities: 3, kind: 'value' as const }]
    const offered = offeredFor('country', 'country', { ...none, suggestions, regions: [europe] })
    expect(offered.map((one) => [one.pattern, one.label, one.count])).toEqual([
      ['LU', 'Luxembourg', 3],
      ['BE', 'Belgium', 0],
      ['FR', 'France', 0],
    ])
  })

  it('is what the page has loaded when the server does not answer', () => {
    const loaded = () => ['a*b', '<b>']
    const offered = offeredFor('value', 'written', { ...none, failed: true, loaded })
    expect(offered.map((one) => [one.pattern, one.label])).toEqual([
      ['a\\*b', 'a*b'],
      ['<b>', '<b>'],
    ])
  })
})
