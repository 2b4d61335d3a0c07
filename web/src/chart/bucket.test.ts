import { expect, test } from 'vitest'
import { bucketAt, bucketCount, bucketStart, isRunning } from './bucket'

const hour = { since: '2026-03-03T10:00:00.000Z', until: '2026-03-03T11:00:00.000Z', step_s: 900 }
const at = (clock: string) => Date.parse(`2026-03-03T${clock}.000Z`)

test('a bucket holds its start and not its end', () => {
  expect(bucketAt(hour, 4, at('10:15:00'))).toBe(1)
  expect(bucketAt(hour, 4, at('10:14:59'))).toBe(0)
  expect(bucketAt(hour, 4, at('11:00:00'))).toBe(-1)
  expect(bucketStart(hour, 2).toISOString()).toBe('2026-03-03T10:30:00.000Z')
})

test('a span without any series still has its buckets', () => {
  expect(bucketCount(hour)).toBe(4)
  expect(bucketCount(hour, [1, 2])).toBe(2)
})

test('only the bucket that lasts is still counting', () => {
  expect(isRunning(hour, 3, at('10:50:00'))).toBe(true)
  expect(isRunning(hour, 2, at('10:50:00'))).toBe(false)
  expect(isRunning(hour, 3, at('12:00:00'))).toBe(false)
})

test('a bucket the span ends within is not whole', () => {
  const cut = { ...hour, until: '2026-03-03T10:50:00.000Z' }
  expect(isRunning(cut, 3, at('12:00:00'))).toBe(true)
})

test('days begin where they do, also when the clocks change', () => {
  const days = {
    since: '2026-10-23T22:00:00Z',
    until: '2026-10-26T12:00:00Z',
    step_s: 86_400,
    starts: ['2026-10-23T22:00:00Z', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  }
  expect(bucketStart(days, 2).toISOString()).toBe('2026-10-25T23:00:00.000Z')
  expect(bucketStart(days, 3).toISOString()).toBe('2026-10-26T23:00:00.000Z')
})
