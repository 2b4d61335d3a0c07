import { describe, expect, test } from 'vitest'
import { percent, valueClasses } from './valueClasses'

const labels = (...given: Parameters<typeof valueClasses>) =>
  valueClasses(...given).legend.map(({ label }) => label)

describe('counts', () => {
  test('have classes that grow by a factor on a log scale, evenly on a linear one', () => {
    expect(labels('count', 'log', 10_000)).toEqual(['1', '5', '50', '200', '2k+'])
    expect(labels('count', 'linear', 10_000)).toEqual(['1', '2k', '4k', '6k', '8k+'])
  })

  test('on a linear scale never have a class below one activity', () => {
    expect(labels('count', 'linear', 3)).toEqual(['1', '2', '3+'])
  })

  test('of none have no class', () => {
    const { levelOf, legend } = valueClasses('count', 'log', 0)
    expect(legend).toEqual([])
    expect(levelOf(0)).toBe(-1)
  })

  test('the largest is in the strongest class, and so is what is larger still', () => {
    for (const scale of ['log', 'linear'] as const) {
      const { levelOf } = valueClasses('count', scale, 730)
      expect([levelOf(1), levelOf(730), levelOf(9999)]).toEqual([0, 4, 4])
    }
  })
})

describe('shares', () => {
  test('are told in per cent', () => {
    expect(labels('share', 'linear', 0.5)).toEqual(['>0 %', '10 %', '20 %', '30 %', '40 %+'])
    expect(labels('share', 'log', 0.5)).toEqual(['>0 %', '0.5 %', '2 %', '5 %', '20 %+'])
  })

  test('every share above none is in a class', () => {
    for (const scale of ['log', 'linear'] as const) {
      const { levelOf } = valueClasses('share', scale, 0.3)
      expect([levelOf(0), levelOf(0.00001), levelOf(0.3)]).toEqual([-1, 0, 4])
    }
  })

  test.each([
    [0.456, '46 %'],
    [0.05, '5 %'],
    [0.0021, '0.21 %'],
    [0.00002, '0.002 %'],
    [0, '0 %'],
    [-0.5, '−50 %'],
  ])('%f is %s', (part, text) => expect(percent(part)).toBe(text))
})

describe('changes', () => {
  const { levelOf, legend } = valueClasses('change', 'log', 0)

  test.each([
    ['gone', -1, 'fell by half or more'],
    ['halved', -0.5, 'fell by half or more'],
    ['a little less than half', -0.49, 'fell'],
    ['the edge of falling', -0.1, 'about the same'],
    ['no change', 0, 'about the same'],
    ['the edge of rising', 0.1, 'about the same'],
    ['rising', 0.11, 'rose'],
    ['nearly doubled', 0.99, 'rose'],
    ['doubled', 1, 'doubled or more'],
    ['a hundredfold', 99, 'doubled or more'],
    ['none before', Infinity, 'new'],
  ])('%s', (_, value, word) => expect(legend[levelOf(value)]?.word).toBe(word))

  test('on a linear scale are as far from none on either side', () => {
    const linear = valueClasses('change', 'linear', 0)
    expect(linear.legend[linear.levelOf(0.5)]?.label).toBe('≥+50 %')
    expect(linear.legend[linear.levelOf(-0.5)]?.label).toBe('≤−50 %')
  })

  test('each class has a colour of its own', () => {
    expect(new Set(legend.map(({ token }) => token)).size).toBe(legend.length)
  })
})
