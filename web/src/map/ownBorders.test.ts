import { expect, test } from 'vitest'
import type { Position } from 'geojson'
import { countriesOf, type Borders } from './ownBorders'

const square = (west: number, south: number, side: number): Position[] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
]
const feature = (code: string, ...rings: Position[][]): Borders['features'][number] => ({
  type: 'Feature',
  properties: { code, name: code },
  geometry: { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) },
})
const only = (...features: Borders['features']) => countriesOf({ features })[0]!

test('several features of one code are one country', () => {
  const all = countriesOf({
    features: [feature('CY', square(32, 34, 1)), feature('CY', square(33, 35, 1))],
  })
  expect(all).toHaveLength(1)
  expect(all[0]?.geometry.coordinates).toHaveLength(2)
})

test('a country is looked at where its main land is', () => {
  const { properties } = only(feature('FR', square(55, -21, 1), square(0, 44, 6)))
  expect(properties.label).toEqual([3, 47])
  expect(properties.box).toEqual([0, 44, 6, 50])
  expect(properties.small).toBeUndefined()
})

test('what is too small to be seen is also a dot', () => {
  expect(only(feature('MC', square(7.4, 43.7, 0.05))).properties.small).toBe(true)
})

test('a shape over the date line is cut there', () => {
  const over: Position[] = [
    [177, -18],
    [-178, -18],
    [-178, -16],
    [177, -16],
    [177, -18],
  ]
  const { geometry } = only(feature('FJ', over))
  expect(geometry.coordinates).toHaveLength(2)
  for (const [ring = []] of geometry.coordinates)
    ring.forEach(([lon = 0], i) => {
      if (i) expect(Math.abs(lon - (ring[i - 1]?.[0] ?? 0))).toBeLessThan(180)
    })
})
