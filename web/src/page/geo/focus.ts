/** The part of the map in which areas are seen; made anew each time, so that it flies there again. */
import type { Box } from '@/map/countries'
import type { Focus } from '@/map/flight'
import type { Area } from '@/scope/area'

const KM_PER_DEGREE = 111.2
/** An area is seen with what lies around it. */
const AROUND = 0.6
const POLE = 85

/** All of them together. */
export function focusOf(...areas: Area[]): Focus {
  const edges = areas.map(edgesOf)
  const west = Math.min(...edges.map((one) => one[0]))
  const south = Math.min(...edges.map((one) => one[1]))
  const east = Math.max(...edges.map((one) => one[2]))
  const north = Math.max(...edges.map((one) => one[3]))
  const [wide, tall] = [(east - west) * AROUND, (north - south) * AROUND]
  const clamped = (latitude: number) => Math.min(Math.max(latitude, -POLE), POLE)
  return { box: [west - wide, clamped(south - tall), east + wide, clamped(north + tall)] }
}

function edgesOf(area: Area): Box {
  if (area.kind === 'box') {
    const { west, south, east, north } = area
    return [west, south, east > west ? east : east + 360, north]
  }
  const { latitude, longitude, km } = area
  const tall = km / KM_PER_DEGREE
  const wide = tall / Math.max(0.05, Math.cos((latitude * Math.PI) / 180))
  return [longitude - wide, latitude - tall, longitude + wide, latitude + tall]
}
