import { expect, test } from 'vitest'
import { TileHealth } from './tileHealth'

test('several tiles in a row that fail are told once, and that one comes again', () => {
  const told: boolean[] = []
  const health = new TileHealth((away) => told.push(away))
  health.fail()
  health.fail()
  health.come()
  health.fail()
  health.fail()
  expect(told).toEqual([])
  health.fail()
  health.fail()
  expect(told).toEqual([true])
  health.come()
  health.come()
  expect(told).toEqual([true, false])
})
