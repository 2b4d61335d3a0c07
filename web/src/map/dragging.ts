/** What is drawn by dragging from one place of the map to another. */
import type { Box, Circle } from '@/scope/area'
import { distanceKm, normal, type LonLat } from './geodesy'

/** Longitudes go on past the date line, so that it is known which way round one went. */
export type Dragged = { from: LonLat; to: LonLat }

/** Beyond it a flat map shows nothing: who drags there means the pole. */
const MERCATOR_END = 84.9
const ALL_ROUND = 359.999
const EDGE = 180
/** A hundred metres are finer than one can drag. */
const DIGITS = 3

/** Where one is on a flat map: beside it its other side goes on, but so many degrees are its edge. */
export function onFlat([lon, lat]: LonLat, edge_degrees: number): LonLat {
  const atEdge = Math.abs(Math.abs(lon) - EDGE) < edge_degrees
  return [atEdge ? Math.sign(lon) * EDGE : lon, toPole(lat)]
}

/** The drag after one more step; it may go over the date line. */
export function dragged({ from, to }: Dragged, [lon, lat]: LonLat, globe: boolean): Dragged {
  // On a globe one may have gone round it, on a flat map longitudes go on by themselves.
  const reached = globe ? to[0] + normal(lon - to[0]) : lon
  const most = !globe && Math.abs(from[0]) === EDGE ? 2 * EDGE : ALL_ROUND
  return { from, to: [clamp(reached, from[0] - most, from[0] + most), lat] }
}

/** From the centre to the edge. */
export function circleBetween({ from, to }: Dragged): Circle {
  const km = Number(distanceKm(from, to).toPrecision(3))
  return { kind: 'circle', latitude: rounded(from[1]), longitude: rounded(normal(from[0])), km }
}

/** From corner to corner. */
export function boxBetween({ from, to }: Dragged): Box | null {
  const [west, east] = [from[0], to[0]].sort((a, b) => a - b) as LonLat
  const [south, north] = [from[1], to[1]].sort((a, b) => a - b).map(rounded) as LonLat
  const box: Box = {
    kind: 'box',
    west: rounded(normal(west)),
    south,
    east: rounded(normal(east)),
    north,
  }
  return south < north && box.west !== box.east ? box : null
}

/** In kilometres: along its middle parallel, and along a meridian. */
export function sides({ west, south, east, north }: Box): { across: number; along: number } {
  const middle = ((south + north) / 2) * (Math.PI / 180)
  const turn = (east - west + 360) % 360 || 360
  const degree = distanceKm([0, 0], [0, 1])
  return { across: turn * degree * Math.cos(middle), along: (north - south) * degree }
}

const clamp = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), most)

const toPole = (lat: number): number => (Math.abs(lat) > MERCATOR_END ? Math.sign(lat) * 90 : lat)

const rounded = (value: number): number => Number(value.toFixed(DIGITS)) + 0
