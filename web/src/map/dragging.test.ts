import { describe, expect, test } from 'vitest'
import { boxBetween, circleBetween, dragged, sides, type Dragged } from './dragging'
import type { LonLat } from './geodesy'

const drag = (globe: boolean, ...path: LonLat[]): Dragged => {
  const start: LonLat = path[0] ?? [0, 0]
  return path.slice(1).reduce((so, to) => dragged(so, to, globe), { from: start, to: start })
}

describe('a circle', () => {
  test('reaches from where one pressed to where one let go', () => {
    const circle = circleBetween(drag(false, [6.13, 49.61], [6.13, 50.61]))
    expect(circle).toEqual({ kind: 'circle', latitude: 49.61, longitude: 6.13, km: 111 })
  })

  test('may reach over the date line on a globe', () => {
    const { km } = circleBetween(drag(true, [179, 0], [-179, 0]))
    expect(km).toBe(222)
  })
})

describe('a box', () => {
  test('is the same whichever corner is first', () => {
    const box = { kind: 'box', west: 5, south: 49, east: 7, north: 51 }
    expect(boxBetween(drag(false, [5, 49], [7, 51]))).toEqual(box)
    expect(boxBetween(drag(false, [7, 51], [5, 49]))).toEqual(box)
    expect(boxBetween(drag(false, [5, 51], [7, 49]))).toEqual(box)
  })

  test('goes over the date line on a globe the way it was dragged', () => {
    const east = boxBetween(drag(true, [170, -10], [179, 0], [-178, 5], [-160, 10]))
    expect(east).toMatchObject({ west: 170, east: -160 })
    const west = boxBetween(drag(true, [-160, -10], [-178, 0], [170, 10]))
    expect(west).toMatchObject({ west: 170, east: -160 })
  })

  test('ends at the edges of a flat map, which shows no poles', () => {
    expect(boxBetween(drag(false, [170, 40], [195, 85]))).toMatchObject({ east: 180, north: 90 })
  })

  test('of no height or width is none', () => {
    expect(boxBetween(drag(false, [5, 49], [7, 49]))).toBeNull()
    expect(boxBetween(drag(false, [5, 49], [5, 51]))).toBeNull()
  })

  test('is told by its sides in kilometres', () => {
    const { across, along } = sides({ kind: 'box', west: 170, south: -1, east: -170, north: 1 })
    expect(Math.round(across)).toBe(2224)
    expect(Math.round(along)).toBe(222)
  })
})
