import { expect, test } from 'vitest'
import type { Gap } from '@/api/types'
import { bandsOf, notHeardIn } from './notHeard'

const buckets = { since: '2026-11-24T00:00:00Z', until: '2026-11-24T10:00:00Z', step_s: 3600 }
const now = Date.parse('2026-11-24T09:30:00Z')

function gap(since: string, until: string | null, more: Partial<Gap> = {}): Gap {
  const at = (time: string) => `2026-11-24T${time}:00Z`
  return {
    instance: 'Here',
    reason: 'gone',
    filled_at: null,
    ...more,
    since: at(since),
    until: until && at(until),
  }
}

test('a span that was not heard is a band where it lies', () => {
  expect(bandsOf([gap('02:00', '03:30')], buckets, 10, now)).toEqual([{ from: 0.2, to: 0.35 }])
})

test('one that goes on reaches to now', () => {
  expect(bandsOf([gap('09:00', null)], buckets, 10, now)).toEqual([{ from: 0.9, to: 0.95 }])
})

test('what was fetched afterwards is no band', () => {
  const filled = { filled_at: '2026-11-24T04:00:00Z' }
  expect(bandsOf([gap('02:00', '03:00', filled)], buckets, 10, now)).toEqual([])
  expect(notHeardIn([gap('02:00', '03:00', filled)], buckets, 2, now)).toEqual([])
})

test('bands that touch are one, and none leaves the chart', () => {
  const gaps = [gap('03:00', '05:00'), gap('02:00', '03:00', { instance: 'There' })]
  expect(bandsOf(gaps, buckets, 10, now)).toEqual([{ from: 0.2, to: 0.5 }])
  const short = { ...buckets, since: '2026-11-24T04:00:00Z' }
  expect(bandsOf(gaps, short, 1, now)).toEqual([{ from: 0, to: 1 }])
})

test('a bucket says which instances were not heard in it', () => {
  const gaps = [gap('02:00', '03:30'), gap('03:00', '03:10', { instance: 'There' })]
  expect(notHeardIn(gaps, buckets, 2, now)).toHaveLength(1)
  expect(notHeardIn(gaps, buckets, 3, now).map((one) => one.split(' ')[0])).toEqual([
    'Here',
    'There',
  ])
  expect(notHeardIn(gaps, buckets, 4, now)).toEqual([])
})
