import { expect, it } from 'vitest'
import { focusOf } from './focus'

it('sees a circle whole, with what lies around it', () => {
  const focus = focusOf({ kind: 'circle', latitude: 0, longitude: 10, km: 111.2 })
  expect(focus).toEqual({ box: [9 - 1.2, -1 - 1.2, 11 + 1.2, 1 + 1.2] })
})

it('goes on past the date line, where a box crosses it', () => {
  const focus = focusOf({ kind: 'box', west: 170, south: -10, east: -170, north: 10 })
  expect(focus).toEqual({ box: [170 - 12, -10 - 12, 190 + 12, 10 + 12] })
})

it('sees several areas together', () => {
  const south = { kind: 'box', west: 0, south: -10, east: 10, north: 0 } as const
  const north = { kind: 'box', west: 20, south: 0, east: 30, north: 10 } as const
  expect(focusOf(south, north)).toEqual({ box: [-18, -22, 48, 22] })
})

it('never looks beyond the poles', () => {
  const focus = focusOf({ kind: 'box', west: -10, south: 60, east: 10, north: 90 })
  expect(focus).toMatchObject({ box: [-22, 42, 22, 85] })
})
