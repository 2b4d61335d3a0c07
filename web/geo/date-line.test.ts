import { expect, test } from 'vitest'
import { cutAtDateLine } from './date-line.mjs'

test('a polygon over the date line becomes one on each side', () => {
  const over = [
    [
      [170, 60],
      [-170, 60],
      [-170, 70],
      [170, 70],
      [170, 60],
    ],
  ]
  const parts = cutAtDateLine(over)
  const spans = parts.map(([ring = []]) => ring.map(([lon = 0]) => lon))
  expect(spans.map((lons) => [Math.min(...lons), Math.max(...lons)])).toEqual([
    [170, 180],
    [-180, -170],
  ])
})

test('a polygon around the pole closes along it', () => {
  const around = [
    [
      [-180, -80],
      [-60, -70],
      [60, -75],
      [178, -79],
      [-180, -80],
    ],
  ]
  const [[ring = []] = []] = cutAtDateLine(around)
  expect(ring.some(([lon, lat]) => lon === 180 && lat === -90)).toBe(true)
  expect(ring[0]).toEqual(ring.at(-1))
})

test('any other polygon stays as it is, holes included', () => {
  const plain = [
    [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 0],
    ],
    [
      [6, 2],
      [8, 2],
      [8, 4],
      [6, 2],
    ],
  ]
  expect(cutAtDateLine(plain)).toEqual([plain])
})
