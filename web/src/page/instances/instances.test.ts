import { expect, it } from 'vitest'
import type { Gap } from '@/api/types'
import { duration } from './duration'
import { boundsOf, missedOf } from './heardBar'
import { namesIn } from './names'

const at = (clock: string) => `2026-05-12T${clock}:00Z`
const now = Date.parse(at('12:00'))
const gap = (since: string, until: string | null): Gap => ({
  instance: 'Here',
  since: at(since),
  until: until && at(until),
  reason: '',
  filled_at: null,
})
const scope = { span: '4h', range: null, filters: [], areas: [] }

it('says how long in two units at most', () => {
  expect(duration(8_400)).toBe('8 s')
  expect(duration(3_600_000)).toBe('1 h')
  expect(duration(90_061_000)).toBe('1 d 1 h')
  expect(duration(86_460_000)).toBe('1 d')
  expect(duration(-5)).toBe('0 s')
})

it('places gaps in the span, cut at its ends', () => {
  const bounds = boundsOf(scope, new Date(now))
  const missed = missedOf([gap('07:00', '09:00'), gap('11:00', null)], bounds, now)
  expect(missed.map(({ from, share }) => [from, share])).toEqual([
    [0, 0.25],
    [0.75, 0.25],
  ])
})

it('leaves out what lies outside', () => {
  expect(missedOf([gap('05:00', '07:00')], boundsOf(scope, new Date(now)), now)).toEqual([])
})

it('knows which instances a scope is about', () => {
  const about = (value: string, not = false) =>
    namesIn({ ...scope, filters: [{ field: 'instance', value, not }] })
  expect(about('misp*')('MISP Luxembourg')).toBe(true)
  expect(about('misp')('MISP Luxembourg')).toBe(false)
  expect(about('a.c')('abc')).toBe(false)
  expect(about('a\\*')('a*')).toBe(true)
  expect(about('a\\*')('ab')).toBe(false)
  expect(about('Here', true)('Here')).toBe(false)
  expect(about('Here', true)('There')).toBe(true)
  expect(namesIn(scope)('anything')).toBe(true)
})
