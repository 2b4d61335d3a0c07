/** Places that lie close together on the screen as one circle, at the one with the most hits. */
import { mercatorY } from './frame'

/** A place that activities point to, with coordinates. */
export type Spot = {
  country: string
  place: string
  latitude: number
  longitude: number
  precision: string
  hits: number
}

/** `spots` has the one with the most hits first, which is where it is drawn. */
export type Cluster = { hits: number; spots: [Spot, ...Spot[]] }

/** How the screen is measured: the length of the equator in pixels, on a flat map or on a globe. */
export type Ground = { equator: number; globe: boolean }

type Point = readonly [x: number, y: number, z: number]

/** Centres of clusters are at least `apart` pixels from each other, so that circles need not overlap. */
export function clusters(spots: readonly Spot[], ground: Ground, apart: number): Cluster[] {
  const cells = new Map<string, { at: Point; cluster: Cluster }[]>()
  const all: Cluster[] = []
  const heaviest = [...spots].sort((a, b) => b.hits - a.hits)
  for (const spot of heaviest) {
    const at = position(spot, ground)
    const near = neighbours(at, apart)
      .flatMap((key) => cells.get(key) ?? [])
      .map(({ at: other, cluster }) => ({ cluster, distance: distance(at, other) }))
      .filter(({ distance }) => distance < apart)
      .sort((a, b) => a.distance - b.distance)[0]
    if (near) {
      near.cluster.hits += spot.hits
      near.cluster.spots.push(spot)
      continue
    }
    const cluster: Cluster = { hits: spot.hits, spots: [spot] }
    all.push(cluster)
    const key = cellOf(at, apart)
    cells.set(key, [...(cells.get(key) ?? []), { at, cluster }])
  }
  return all
}

/** Around all its places: west, south, east, north; west may lie before -180. */
export function extent({ spots }: Cluster): [number, number, number, number] {
  const [first] = spots
  const lons = spots.map(({ longitude }) => {
    const away = longitude - first.longitude
    return away > 180 ? longitude - 360 : away < -180 ? longitude + 360 : longitude
  })
  const lats = spots.map(({ latitude }) => latitude)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}

function position({ latitude, longitude }: Spot, { equator, globe }: Ground): Point {
  if (!globe) return [(longitude / 360) * equator, mercatorY(latitude) * equator, 0]
  const [lon, lat] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180]
  const radius = equator / (2 * Math.PI)
  return [
    radius * Math.cos(lat) * Math.cos(lon),
    radius * Math.cos(lat) * Math.sin(lon),
    radius * Math.sin(lat),
  ]
}

function distance([ax, ay, az]: Point, [bx, by, bz]: Point): number {
  return Math.hypot(ax - bx, ay - by, az - bz)
}

const cellOf = (at: Point, side: number): string => at.map((part) => Math.floor(part / side)).join()

function neighbours([x, y, z]: Point, side: number): string[] {
  const steps = [-side, 0, side]
  return steps.flatMap((dx) =>
    steps.flatMap((dy) => steps.map((dz) => cellOf([x + dx, y + dy, z + dz], side))),
  )
}
