import { describe, expect, test } from 'vitest'
import type { Position } from 'geojson'
import { loadCoarseWorld, loadWorld, NOBODY, withoutCut } from './countries'

const world = await loadWorld()
const rings = (code: string): Position[][] =>
  world.shapes.features.find((one) => one.properties.code === code)?.geometry.coordinates.flat() ??
  []

describe('the bundled countries', () => {
  test('no polygon jumps over the date line', () => {
    const jumps = world.shapes.features
      // The ring around the pole closes along it, below what any map shows.
      .filter(({ properties }) => properties.code !== 'AQ')
      .filter(({ geometry }) => geometry.coordinates.flat().some(crosses))
    expect(jumps.map(({ properties }) => properties.code)).toEqual([])
  })

  test.each(['RU', 'FJ'])('%s lies on both sides of the date line', (code) => {
    const lons = rings(code)
      .flat()
      .map(([lon = 0]) => lon)
    expect(Math.max(...lons)).toBeCloseTo(180)
    expect(Math.min(...lons)).toBeCloseTo(-180)
  })

  test('the cut along the date line is no outline', () => {
    const along = world.outlines.features.filter(({ geometry }) =>
      geometry.coordinates.some((line) =>
        line.some(
          ([lon = 0], i) =>
            i > 0 && Math.abs(lon) > 179.99 && Math.abs(line[i - 1]?.[0] ?? 0) > 179.99,
        ),
      ),
    )
    expect(along).toEqual([])
  })

  test('every country that may be hit has a name, a label point and a box', () => {
    for (const { code, name, label, box } of world.byCode.values()) {
      expect(name, code).not.toBe('')
      expect(label.every(Number.isFinite), code).toBe(true)
      expect(box[0] < box[2] && box[1] < box[3], code).toBe(true)
    }
  })

  test.each([
    ['FR', 2.46, 46.68],
    ['US', -98.15, 39.1],
    ['RU', 94.47, 63.59],
  ])('the label of %s is on its main land', (code, lon, lat) => {
    const [labelLon = 0, labelLat = 0] = world.byCode.get(code)?.label ?? []
    expect(Math.hypot(labelLon - lon, labelLat - lat)).toBeLessThan(1)
  })

  test.each(['SG', 'HK', 'MT', 'GI', 'TV', 'MC'])('%s is seen although it is small', (code) => {
    expect(world.byCode.get(code)?.small).toBe(true)
  })

  test.each(['GF', 'RE', 'GP', 'MQ', 'YT', 'SJ', 'BQ', 'XK'])(
    '%s is a country of its own',
    (code) => {
      expect(rings(code)).not.toEqual([])
    },
  )

  test('a thinned world has the same countries and fewer points', async () => {
    const coarse = await loadCoarseWorld()
    const points = (from: typeof coarse) =>
      from.shapes.features.flatMap(({ geometry }) => geometry.coordinates.flat(2)).length
    expect(coarse.shapes.features.length).toBe(world.shapes.features.length)
    expect(points(coarse)).toBeLessThan(points(world) / 2)
  })
})

test('a ring is broken where it runs along the date line', () => {
  const ring = [
    [170, 60],
    [180, 65],
    [180, 70],
    [170, 70],
    [170, 60],
  ]
  expect(withoutCut(ring)).toEqual([
    [
      [170, 60],
      [180, 65],
    ],
    [
      [180, 70],
      [170, 70],
      [170, 60],
    ],
  ])
})

function crosses(ring: Position[]): boolean {
  return ring.some(([lon = 0], i) => i > 0 && Math.abs(lon - (ring[i - 1]?.[0] ?? lon)) > 180)
}

test('land of no agreed country is drawn, and is no country', () => {
  expect(rings(NOBODY).length).toBeGreaterThan(0)
  expect(world.byCode.has(NOBODY)).toBe(false)
})
