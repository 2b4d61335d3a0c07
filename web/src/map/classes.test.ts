import { expect, test } from 'vitest'
import { classBounds, classOf } from './classes'

test('five classes grow by about the same factor', () => {
  expect(classBounds(100_000)).toEqual([1, 10, 100, 1000, 10_000])
})

test.each([6, 17, 48, 950, 48_211, 3_000_000])('the bounds up to %i ascend from 1', (largest) => {
  const bounds = classBounds(largest)
  expect(bounds).toHaveLength(5)
  expect(bounds[0]).toBe(1)
  expect([...bounds].sort((a, b) => a - b)).toEqual(bounds)
  expect(new Set(bounds).size).toBe(5)
  expect(bounds.at(-1)).toBeLessThanOrEqual(largest)
})

test('few hits make few classes', () => {
  expect(classBounds(3)).toEqual([1, 2, 3])
  expect(classBounds(0)).toEqual([])
})

test('a country without hits has no class', () => {
  expect(classOf(0, [1, 10])).toBe(-1)
  expect(classOf(9, [1, 10])).toBe(0)
  expect(classOf(10, [1, 10])).toBe(1)
})
