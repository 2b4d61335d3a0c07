/** Where the map flies to: what somebody looks for, or a cluster that is to be opened. */
import { extent, type Cluster } from './cluster'
import type { Box, Country } from './countries'
import type { View } from './engine'
import type { Camera } from './frame'

export type Focus =
  | { country: string }
  | { countries: string[] }
  | { latitude: number; longitude: number }
  | { box: Box }

/** A place is looked at from at least this near. */
const NEAR_ZOOM = 5

/** Undefined for a country that the map does not draw. */
export function viewOf(
  focus: Focus,
  countries: Map<string, Country>,
  camera: Camera,
): View | undefined {
  if ('box' in focus) return focus
  if ('country' in focus || 'countries' in focus) {
    const codes = 'country' in focus ? [focus.country] : focus.countries
    const box = codes.map((code) => countries.get(code)?.box).reduce(around, undefined)
    return box && { box }
  }
  const { latitude: lat, longitude: lon } = focus
  return { lon, lat, zoom: Math.max(camera.zoom, NEAR_ZOOM) }
}

function around(one: Box | undefined, other: Box | undefined): Box | undefined {
  if (!one || !other) return one ?? other
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ]
}

/** Near enough for the places of a cluster to part; undefined when they never do, or there is only one. */
export function opened(cluster: Cluster, camera: Camera, nearest: number): View | undefined {
  if (cluster.spots.length === 1 || camera.zoom > nearest - 0.1) return undefined
  return { box: extent(cluster) }
}
