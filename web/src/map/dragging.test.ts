import { describe, expect, test } from 'vitest'
import { boxBetween, circleBetween, dragged, onFlat, sides, type Dragged } from './dragging'
import type { LonLat } from './geodesy'

const EDGE_DEGREES = 2

const drag = (globe: boolean, ...path: LonLat[]): Dragged => {
  const [start = [0, 0], ...steps] = globe ? path : path.map((at) => onFlat(at, EDGE_DEGREES))
  return steps.reduce((so, to) => dragged(so, to, globe), { from: start, to: start })
}

describe('a circle', () => {
  test('reaches from where one pressed to where one let go', () => {
    const circle = circleBetween(drag(false, [6.13, 49.61], [6.13, 50.61]))
    expect(circle).toEqual({ kind: 'circle', latitude: 49.61, longitude: 6.13, km: 111 })
  })

  test('may reach over the date line on a globe, and over the edge of a flat map', () => {
    expect(circleBetween(drag(true, [179, 0], [-179, 0])).km).toBe(222)
    expect(circleBetween(drag(false, [177, 0], [183, 0])).km).toBe(667)
    const { longitude } = circleBetween(drag(false, [-185, 0], [-170, 0]))
    expect(longitude).toBe(175)
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

  test('goes over the edge of a flat map, whichever corner is first', () => {
    const box = { west: 170, east: -165, south: -40, north: -5 }
    expect(boxBetween(drag(false, [170, -5], [178, -9], [195, -40]))).toMatchObject(box)
    expect(boxBetween(drag(false, [195, -40], [170, -5]))).toMatchObject(box)
    expect(boxBetween(drag(false, [-165, -5], [-190, -40]))).toMatchObject(box)
  })

  test('comes back from over the edge', () => {
    const back = boxBetween(drag(false, [170, -5], [195, -40], [175, -40]))
    expect(back).toMatchObject({ west: 170, east: 175 })
  })

  test('ends at the edge of a flat map where that is meant, and at the poles it does not show', () => {
    expect(boxBetween(drag(false, [170, 40], [181.5, 85]))).toMatchObject({ east: 180, north: 90 })
    expect(boxBetween(drag(false, [-178.5, 40], [170, 50]))).toMatchObject({ west: -180 })
    const world = { west: -180, south: -90, east: 180, north: 90 }
    expect(boxBetween(drag(false, [-181, 88], [179, -88]))).toMatchObject(world)
    expect(boxBetween(drag(false, [181, 88], [-210, -88]))).toMatchObject(world)
  })

  test('goes at most once round the Earth', () => {
    const box = boxBetween(drag(false, [-170, 0], [200, 10]))
    expect(box).toMatchObject({ west: -170, east: -170.001 })
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
