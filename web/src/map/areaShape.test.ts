import { describe, expect, test } from 'vitest'
import type { Position } from 'geojson'
import type { Area, Circle } from '@/scope/area'
import { areaShape } from './areaShape'
import { distanceKm, EARTH_KM, type LonLat } from './geodesy'

const HALF_TURN_KM = Math.PI * EARTH_KM

const circle = (latitude: number, longitude: number, km: number): Circle => ({
  kind: 'circle',
  latitude,
  longitude,
  km,
})
const circles: [string, Circle][] = [
  ['on the mainland', circle(49.61, 6.13, 250)],
  ['of a metre', circle(49.61, 6.13, 0.001)],
  ['over the date line from the west', circle(-17, 178, 900)],
  ['over the date line from the east', circle(52, -179.5, 1500)],
  ['with its centre on the date line', circle(0, 180, 500)],
  ['with its centre on the other name of the date line', circle(0, -180, 500)],
  ['around the north pole', circle(80, 20, 2500)],
  ['around the south pole, over the date line', circle(-75, 170, 3000)],
  ['centred on a pole', circle(90, 0, 1000)],
  ['of more than half of the Earth', circle(10, 30, 13_000)],
  ['that leaves out a circle over the date line', circle(0, 5, 19_000)],
]

/** Whether a point lies in the shape, by counting edges to the north of it. */
function covers(polygons: Position[][][], [lon, lat]: LonLat): boolean {
  const edges = polygons.flatMap((rings) =>
    rings.flatMap((ring) => ring.slice(1).map((to, i) => [ring[i]!, to] as const)),
  )
  const above = edges.filter(([[ax = 0, ay = 0], [bx = 0, by = 0]]) => {
    if (ax > lon === bx > lon) return false
    return ay + ((lon - ax) / (bx - ax)) * (by - ay) > lat
  })
  return above.length % 2 === 1
}

const everywhere: LonLat[] = []
for (let lat = -88.7; lat < 90; lat += 3.7)
  for (let lon = -179.3; lon < 180; lon += 4.1) everywhere.push([lon, lat])

describe.each(circles)('a circle %s', (_, area) => {
  const { polygons, lines } = areaShape(area)
  const centre: LonLat = [area.longitude, area.latitude]

  test('has every vertex of its edge at the distance', () => {
    const inner = lines.flat().filter(([lon = 0]) => Math.abs(lon) < 179.999)
    const wrong = inner.filter(([lon = 0, lat = 0]) => {
      const error = Math.abs(distanceKm(centre, [lon, lat]) - area.km)
      return error > 1e-6 * area.km + 1e-6
    })
    expect(wrong).toEqual([])
    expect(inner.length).toBeGreaterThan(100)
  })

  test('stays within the world and jumps nowhere', () => {
    for (const line of [...lines, ...polygons.flat()])
      line.forEach(([lon = 0, lat = 0], i) => {
        expect(Math.abs(lon)).toBeLessThanOrEqual(180)
        expect(Math.abs(lat)).toBeLessThanOrEqual(90)
        const before = line[i - 1]?.[0]
        if (before !== undefined && lines.includes(line))
          expect(Math.abs(lon - before)).toBeLessThan(180)
      })
  })

  test('covers what is nearer than its radius, and nothing else', () => {
    // Its edge is of straight pieces: leave out what lies right beside them.
    const slack = Math.min(area.km, HALF_TURN_KM - area.km) * 0.01 + 25
    const wrong = everywhere.filter((point) => {
      const km = distanceKm(centre, point)
      return Math.abs(km - area.km) > slack && covers(polygons, point) !== km < area.km
    })
    expect(wrong).toEqual([])
  })
})

test('a circle with the whole Earth in it has no edge', () => {
  const { polygons, lines } = areaShape(circle(12, 34, 20_020))
  expect(lines).toEqual([])
  expect(polygons).toHaveLength(1)
})

describe('a box', () => {
  const box = (west: number, south: number, east: number, north: number): Area => ({
    kind: 'box',
    west,
    south,
    east,
    north,
  })

  test.each([
    ['in one half', box(5, 49, 7, 51)],
    ['over the date line', box(170, -20, -160, 10)],
    ['that touches a pole', box(-30, 60, 60, 90)],
    ['around the world', box(-180, -10, 180, 10)],
    ['that ends at the date line', box(100, 0, 180, 40)],
  ])('%s covers what lies between its sides', (_, area) => {
    if (area.kind !== 'box') return
    const { west, south, east, north } = area
    const { polygons } = areaShape(area)
    const wrong = everywhere.filter(([lon, lat]) => {
      const between = west < east ? lon > west && lon < east : lon > west || lon < east
      return covers(polygons, [lon, lat]) !== (between && lat > south && lat < north)
    })
    expect(wrong).toEqual([])
  })

  test('over the date line has no edge along it', () => {
    const along = areaShape(box(170, -20, -160, 10)).lines.filter((line) =>
      line.every(([lon = 0]) => Math.abs(lon) === 180),
    )
    expect(along).toEqual([])
  })
})
