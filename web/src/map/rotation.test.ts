import { expect, test } from 'vitest'
import type { Activity } from '@/api/types'
import { following, LATEST, neighbour } from './rotation'

const list = (...ids: string[]) => ids.map((id) => ({ id }) as Activity)

test('what is new comes first', () => {
  expect(following(list('new', 'c', 'b', 'a'), 'b', new Set(['a', 'b', 'c']))?.id).toBe('new')
})

test('when all were shown it goes on to older ones and starts again', () => {
  const shown = new Set(['a', 'b', 'c'])
  expect(following(list('c', 'b', 'a'), 'b', shown)?.id).toBe('a')
  expect(following(list('c', 'b', 'a'), 'a', shown)?.id).toBe('c')
})

test('only the latest take part', () => {
  const many = list(...Array.from({ length: LATEST + 5 }, (_, i) => `${i}`))
  expect(neighbour(many, `${LATEST - 1}`, 1)?.id).toBe('0')
})

test('one that has left the list is followed by the newest', () => {
  expect(neighbour(list('c', 'b'), 'gone', 1)?.id).toBe('c')
})

test('an empty list has nothing to show', () => {
  expect(following([], undefined, new Set())).toBeUndefined()
})
