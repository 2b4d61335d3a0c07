/** The areas of a scope as shapes in degrees, cut at the date line and closed along the poles. */
import type { Position } from 'geojson'
import type { Area, Box, Circle } from '@/scope/area'
import { crossing, destination, EARTH_KM, normal, type LonLat } from './geodesy'

/** `polygons` is filled, `lines` is drawn: without the cuts, which are no edge. */
export type AreaShape = { polygons: Position[][][]; lines: Position[][] }

const STEPS = 180
const HALF_TURN_KM = Math.PI * EARTH_KM

export function areaShape(area: Area): AreaShape {
  return area.kind === 'box' ? boxShape(area) : circleShape(area)
}

export function joined(shapes: AreaShape[]): AreaShape {
  return {
    polygons: shapes.flatMap(({ polygons }) => polygons),
    lines: shapes.flatMap(({ lines }) => lines),
  }
}

/** Between two meridians and two parallels; over the date line when west is greater than east. */
function boxShape({ west, south, east, north }: Box): AreaShape {
  if (east - west >= 360)
    return { polygons: [rectangle(-180, south, 180, north)], lines: parallels(-180, 180) }
  const parts =
    west < east ? [[west, east] as const] : [[west, 180] as const, [-180, east] as const]
  const real = parts.filter(([from, to]) => to > from)
  return {
    polygons: real.map(([from, to]) => rectangle(from, south, to, north)),
    lines: [
      ...real.flatMap(([from, to]) => parallels(from, to)),
      ...[west, east].map((lon) => [
        [lon, south],
        [lon, north],
      ]),
    ],
  }

  function parallels(from: number, to: number): Position[][] {
    return [south, north].map((lat) => [
      [from, lat],
      [to, lat],
    ])
  }
}

function rectangle(west: number, south: number, east: number, north: number): Position[][] {
  return [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ]
}

function circleShape({ latitude, longitude, km }: Circle): AreaShape {
  const reach = (km / EARTH_KM) * (180 / Math.PI)
  const north = latitude + reach >= 90
  const south = latitude - reach <= -90
  if (north && south) return aroundBothPoles(latitude, longitude, km)
  const centre: LonLat = [longitude, latitude]
  if (north || south) return aroundPole(centre, km, north ? 90 : -90)
  const ring = around(centre, km)
  return { polygons: cut(ring).map((part) => [part]), lines: pieces(ring) }
}

/** Every point at the distance; longitudes go on past the date line. */
function around(centre: LonLat, km: number): LonLat[] {
  const ring = Array.from({ length: STEPS }, (_, i) => destination(centre, (i * 360) / STEPS, km))
  return [...ring, ring[0]!]
}

/** A circle with a pole in it is all that lies between its edge and the pole, at every longitude. */
function aroundPole(centre: LonLat, km: number, pole: number): AreaShape {
  const edge = around(centre, km)
    .slice(1)
    .map(([lon, lat]): LonLat => [normal(lon), lat])
    .filter(([lon]) => Math.abs(lon) < 180)
    .sort(([a], [b]) => a - b)
  const seam = crossing(centre, km, 180)
  const line: LonLat[] = [[-180, seam], ...edge, [180, seam]]
  return { polygons: [[[...line, [180, pole], [-180, pole], line[0]!]]], lines: [line] }
}

/** So large that only a circle on the other side of the Earth is left out. */
function aroundBothPoles(latitude: number, longitude: number, km: number): AreaShape {
  const world = rectangle(-180, -90, 180, 90)
  const left = HALF_TURN_KM - km
  if (left <= 0) return { polygons: [world], lines: [] }
  const ring = around([normal(longitude + 180), -latitude], left)
  return {
    polygons: [[...world, ...cut(ring).map((part) => [...part].reverse())]],
    lines: pieces(ring),
  }
}

/** A ring as the rings that draw it between -180° and 180°. */
function cut(ring: LonLat[]): LonLat[][] {
  return [-360, 0, 360].flatMap((turn) => {
    const turned = ring.map(([lon, lat]): LonLat => [lon + turn, lat])
    const kept = half(half(turned, -180, 1), 180, -1)
    return kept.length > 3 ? [kept] : []
  })
}

/** The part of a closed ring on one side of a meridian (Sutherland–Hodgman). */
function half(ring: LonLat[], meridian: number, side: 1 | -1): LonLat[] {
  const kept: LonLat[] = []
  ring.forEach((to, i) => {
    const from = ring[i - 1]
    if (!from) return
    const [out, into] = [from, to].map(([lon]) => side * (lon - meridian) >= 0)
    if (out) kept.push(from)
    if (out !== into) kept.push(met(from, to, meridian))
  })
  return kept[0] ? [...kept, kept[0]] : []
}

/** A line as the lines that draw it between -180° and 180°. */
function pieces(line: LonLat[]): LonLat[][] {
  const all: LonLat[][] = []
  line.forEach((to, i) => {
    const from = line[i - 1]
    if (!from) return
    const [a, b] = [turnOf(from[0]), turnOf(to[0])]
    if (i === 1) all.push([turned(from, a)])
    if (a !== b) {
      const edge = met(from, to, Math.max(a, b) * 360 - 180)
      all.at(-1)?.push(turned(edge, a))
      all.push([turned(edge, b)])
    }
    all.at(-1)?.push(turned(to, b))
  })
  return all.filter(({ length }) => length > 1)
}

const turnOf = (lon: number): number => Math.floor((lon + 180) / 360)
const turned = ([lon, lat]: LonLat, turns: number): LonLat => [lon - turns * 360, lat]

function met([lonA, latA]: LonLat, [lonB, latB]: LonLat, meridian: number): LonLat {
  return [meridian, latA + ((meridian - lonA) / (lonB - lonA)) * (latB - latA)]
}
