import { describe, expect, it } from 'vitest'
import type { Activity } from '@/api/types'
import { FOLLOWED, HELD, LogBuffer } from './logBuffer'

const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString()

function line(id: number, more: Partial<Activity> = {}): Activity {
  return {
    id: String(id),
    at: at(id),
    received_at: at(id),
    instance: 'community',
    topic: 'misp_json_attribute',
    kind: 'attribute',
    action: 'add',
    ...more,
  }
}

const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => line(to - 1 - index))

const ids = (log: LogBuffer) => log.rows.map((row) => Number(row.id))

describe('following', () => {
  it('puts what arrives on top, newest first', () => {
    const log = new LogBuffer()
    log.reset([line(2), line(1)], null)
    log.arrive([line(3), line(4)])
    expect(ids(log)).toEqual([4, 3, 2, 1])
  })

  it('shows an activity once, and its richer version in its place', () => {
    const log = new LogBuffer()
    log.reset([line(2), line(1)], null)
    expect(log.arrive([line(1, { org: 'Northwind' })])).toBe(0)
    expect(ids(log)).toEqual([2, 1])
    expect(log.rows[1]?.org).toBe('Northwind')
  })

  it('keeps a bounded number of lines, however long it runs', () => {
    const log = new LogBuffer()
    log.reset([], null)
    for (let start = 0; start < 30_000; start += 500) log.arrive(lines(start, start + 500))
    expect(log.rows).toHaveLength(FOLLOWED)
    expect(ids(log)[0]).toBe(29_999)
  })

  it('asks for older lines by time once it has let lines go', () => {
    const log = new LogBuffer()
    log.reset(lines(0, 100), 'cursor')
    expect(log.older).toEqual({ before: 'cursor' })
    log.arrive(lines(100, 100 + FOLLOWED))
    expect(log.older).toEqual({ until: at(100.001) })
    expect(log.append(lines(50, 101), 'next')).toBe(50)
    expect(log.older).toEqual({ before: 'next' })
  })
})

describe('held back', () => {
  it('does not move the lines until released', () => {
    const log = new LogBuffer()
    log.reset([line(1)], null)
    log.hold([line(2)])
    log.hold([line(2), line(3)])
    expect(ids(log)).toEqual([1])
    expect(log.heldCount).toBe(2)
    expect(log.release()).toBe(true)
    expect(ids(log)).toEqual([3, 2, 1])
    expect(log.heldCount).toBe(0)
  })

  it('counts on when more arrives than it can hold, and asks to begin anew', () => {
    const log = new LogBuffer()
    log.reset([], null)
    for (let start = 0; start < HELD * 2; start += 1000) log.hold(lines(start, start + 1000))
    expect(log.heldCount).toBe(HELD * 2)
    expect(log.release()).toBe(false)
  })
})

it('begins anew rather than showing a hole', () => {
  const log = new LogBuffer()
  log.reset([line(1)], null)
  log.hold([line(2)])
  log.skip()
  expect(log.release()).toBe(false)
})

describe('history', () => {
  it('is added below without repeating a line', () => {
    const log = new LogBuffer()
    log.reset([line(9), line(8)], 'cursor')
    expect(log.append([line(8), line(7)], null)).toBe(1)
    expect(ids(log)).toEqual([9, 8, 7])
    expect(log.older).toBeNull()
  })
})
