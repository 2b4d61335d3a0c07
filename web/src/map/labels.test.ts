import { expect, test } from 'vitest'
import { Taken } from './labels'

const room = (x: number, y: number) => ({ x, y, width: 60, height: 16 })

test('a name that would lie on another is not written', () => {
  const taken = new Taken()
  expect(taken.take(room(10, 10))).toBe(true)
  expect(taken.take(room(50, 20))).toBe(false)
  expect(taken.take(room(71, 10))).toBe(true)
  expect(taken.take(room(10, 27))).toBe(true)
})

test('what was refused takes no room', () => {
  const taken = new Taken()
  taken.take(room(0, 0))
  taken.take(room(40, 0))
  expect(taken.take(room(61, 0))).toBe(true)
})

test('marks take room whatever lies there', () => {
  const taken = new Taken()
  taken.add(room(0, 0))
  taken.add(room(10, 0))
  expect(taken.take(room(65, 0))).toBe(false)
})

test('names beyond the edge of the screen count as well', () => {
  const taken = new Taken()
  expect(taken.take(room(-200, -40))).toBe(true)
  expect(taken.take(room(-170, -40))).toBe(false)
})
