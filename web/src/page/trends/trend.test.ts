import { expect, it } from 'vitest'
import type { TrendItem } from '@/api/types'
import { changeText, filterOf, nameOf, tagParts } from './trend'
import { excludesOf, toggled } from './namespaces'
import { barsOf, dayTicks } from './days'

const item = (activities: number, previous: number) => ({ activities, previous }) as TrendItem

it('says a change in percent, a large one as a multiple, and none against nothing', () => {
  expect(changeText(item(134, 100))).toBe('+34 %')
  expect(changeText(item(50, 100))).toBe('−50 %')
  expect(changeText(item(100, 100))).toBe('±0 %')
  expect(changeText(item(1200, 100))).toBe('×12')
  expect(changeText(item(5, 0))).toBe('')
})

it('filters by what an item is: a cluster of a galaxy is a tag, an event goes by its title', () => {
  expect(filterOf('galaxy', { item: 'misp-galaxy:tool="X"', label: '' })).toEqual({
    field: 'tag',
    value: 'misp-galaxy:tool="X"',
    not: false,
  })
  const event = filterOf('event', { item: 'a-uuid', label: 'Phishing *new*' })
  expect(event).toEqual({ field: 'event', value: 'Phishing \\*new\\*', not: false })
})

it('splits a machine tag, and leaves a plain one alone', () => {
  expect(tagParts('tlp:red')).toEqual({ namespace: 'tlp', predicate: 'red', value: '' })
  const cluster = { namespace: 'misp-galaxy', predicate: 'tool', value: 'Cobalt Strike' }
  expect(tagParts('misp-galaxy:tool="Cobalt Strike"')).toEqual(cluster)
  expect(tagParts('phishing')).toBeNull()
  expect(nameOf('galaxy', 'misp-galaxy:tool="Cobalt Strike"')).toBe('Cobalt Strike')
})

it('shows only the chosen namespaces by leaving out the others', () => {
  const all = ['tlp', 'admiralty-scale', 'misp-galaxy']
  expect(excludesOf({ only: ['tlp'], without: [] }, all)).toEqual([
    'admiralty-scale:*',
    'misp-galaxy:*',
  ])
  expect(excludesOf({ only: [], without: ['tlp'] }, all)).toEqual(['tlp:*'])
  expect(excludesOf({ only: [], without: [] }, all)).toEqual([])
})

it('takes a namespace from shown alone to left out, never both', () => {
  const only = toggled({ only: [], without: ['tlp'] }, 'only', 'tlp')
  expect(only).toEqual({ only: ['tlp'], without: [] })
  expect(toggled(only, 'only', 'tlp')).toEqual({ only: [], without: [] })
})

it('draws days where they lie in the span, the last one included, also over a change of clocks', () => {
  const span = { since: '2026-10-23', until: '2026-11-01' }
  const days = [
    { since: '2026-10-23', until: '2026-10-23', activities: 1 },
    { since: '2026-10-25', until: '2026-11-01', activities: 8 },
  ]
  expect(barsOf(span, days).map(({ from, to }) => [from, to])).toEqual([
    [0, 0.1],
    [0.2, 1],
  ])
})

it('names at most so many days', () => {
  const ticks = dayTicks({ since: '2026-01-01', until: '2026-12-31' }, 8)
  expect(ticks.length).toBeLessThanOrEqual(8)
  expect(ticks[0]?.day).toBe('2026-01-01')
})
