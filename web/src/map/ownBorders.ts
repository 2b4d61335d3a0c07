/** The administrator's own borders as the maps draw them. */
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson'
import { cutAtDateLine } from '../../geo/date-line.mjs'
import type { Box, Country } from './countries'

/** As `/api/borders` answers it. */
export type Borders = {
  features: Feature<Polygon | MultiPolygon, { code: string; name: string }>[]
}

/** Square degrees below which a country is also drawn as a dot, since its shape cannot be seen. */
const SMALL = 0.35

export async function fetchBorders(): Promise<Feature<MultiPolygon, Country>[]> {
  const answer = await fetch('/api/borders')
  if (!answer.ok) throw new Error(`/api/borders answered ${answer.status}`)
  return countriesOf((await answer.json()) as Borders)
}

/** One feature a country, though the file may have several of one code. */
export function countriesOf({ features }: Borders): Feature<MultiPolygon, Country>[] {
  const byCode = new Map<string, { name: string; polygons: Position[][][] }>()
  for (const { properties, geometry } of features) {
    const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    const known = byCode.get(properties.code) ?? { name: properties.name, polygons: [] }
    known.polygons.push(...parts.flatMap((part) => cutAtDateLine(part)))
    byCode.set(properties.code, known)
  }
  return [...byCode].map(([code, { name, polygons }]) => country(code, name, polygons))
}

function country(
  code: string,
  name: string,
  coordinates: Position[][][],
): Feature<MultiPolygon, Country> {
  const sizes = coordinates.map(([outer = []]) => area(outer))
  const main = coordinates[sizes.indexOf(Math.max(...sizes))]?.[0] ?? []
  const small = sizes.reduce((sum, size) => sum + size, 0) < SMALL
  const properties = { code, name, label: middle(main), box: box(main), ...(small && { small }) }
  return { type: 'Feature', id: code, properties, geometry: { type: 'MultiPolygon', coordinates } }
}

function area(ring: Position[]): number {
  return Math.abs(crosses(ring).reduce((sum, { cross }) => sum + cross, 0) / 2)
}

/** The centre of gravity. */
function middle(ring: Position[]): [lon: number, lat: number] {
  const parts = crosses(ring)
  const whole = parts.reduce((sum, { cross }) => sum + cross, 0) * 3
  const [first = [0, 0]] = ring
  if (!whole) return [first[0] ?? 0, first[1] ?? 0]
  return [
    parts.reduce((sum, { x, cross }) => sum + x * cross, 0) / whole,
    parts.reduce((sum, { y, cross }) => sum + y * cross, 0) / whole,
  ]
}

function crosses(ring: Position[]): { x: number; y: number; cross: number }[] {
  return ring.slice(1).map(([bx = 0, by = 0], i) => {
    const [ax = 0, ay = 0] = ring[i] ?? []
    return { x: ax + bx, y: ay + by, cross: ax * by - bx * ay }
  })
}

function box(ring: Position[]): Box {
  const lons = ring.map(([lon = 0]) => lon)
  const lats = ring.map(([, lat = 0]) => lat)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}
