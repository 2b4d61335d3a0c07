/** The countries as the maps draw them: shapes, outlines without the date line's cut, names and label points. */
import type {
  Feature,
  FeatureCollection,
  Geometry,
  MultiLineString,
  MultiPolygon,
  Position,
} from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

export type Box = [west: number, south: number, east: number, north: number]

export type Country = {
  code: string
  name: string
  /** A point inside the main land. */
  label: [lon: number, lat: number]
  /** Around the main land, without far islands. */
  box: Box
  /** Too small to be seen as a shape: also drawn as a dot. */
  small?: boolean
}

export type Shapes = FeatureCollection<MultiPolygon, Country>
export type Outlines = FeatureCollection<MultiLineString, { code: string }>

export type World = {
  byCode: Map<string, Country>
  shapes: Shapes
  outlines: Outlines
  /** The administrator's borders, not the bundled ones. */
  own?: boolean
}

type WorldTopology = Topology<{ countries: GeometryCollection<Country> }>

/** The code of a territory of no agreed state: it is drawn, and is no country. */
export const NOBODY = '-1'

/** The ends of Mercator; also hides the cut along the pole. */
const POLE = 85

let exact: Promise<WorldTopology> | undefined
let fine: Promise<World> | undefined
let coarse: Promise<World> | undefined
let own: Promise<World> | undefined

function topology(): Promise<WorldTopology> {
  exact ??= import('./countries.json').then((file) => file.default as unknown as WorldTopology)
  return exact
}

/** Every detail there is, for WebGL. */
export function loadWorld(borders = false): Promise<World> {
  if (borders) return loadOwnWorld()
  fine ??= topology().then(worldOf)
  return fine
}

/** About a pixel's detail at world scale, for what is drawn on a 2-D canvas many times a second. */
export function loadCoarseWorld(borders = false): Promise<World> {
  if (borders) return loadOwnWorld()
  coarse ??= topology().then((world) => worldOf(thinned(world, 0.3)))
  return coarse
}

/** The administrator's borders; the bundled ones when these cannot be had. */
function loadOwnWorld(): Promise<World> {
  own ??= import('./ownBorders')
    .then(({ fetchBorders }) => fetchBorders())
    .then((shapes) => ({ ...worldOfShapes(shapes), own: true }))
  return own.catch(() => {
    own = undefined
    return loadWorld()
  })
}

export function worldOf(topology: WorldTopology): World {
  return worldOfShapes(feature(topology, topology.objects.countries).features)
}

function worldOfShapes(all: Feature<Geometry | null, Country>[]): World {
  const named = all.map(({ properties }) => properties).filter(({ code }) => code !== NOBODY)
  const byCode = new Map(named.map((country) => [country.code, country]))
  const drawn = all.filter((one): one is Feature<MultiPolygon, Country> => one.geometry !== null)
  return {
    byCode,
    shapes: { type: 'FeatureCollection', features: drawn },
    outlines: { type: 'FeatureCollection', features: drawn.map(outline) },
  }
}

function outline({
  properties,
  geometry,
}: Shapes['features'][number]): Outlines['features'][number] {
  const coordinates = geometry.coordinates.flatMap((rings) => rings.flatMap(withoutCut))
  return {
    type: 'Feature',
    properties: { code: properties.code },
    geometry: { type: 'MultiLineString', coordinates },
  }
}

/** A ring as the lines that are really there: its parts along the date line and the pole are no border. */
export function withoutCut(ring: Position[]): Position[][] {
  const lines: Position[][] = []
  let line: Position[] = []
  ring.forEach((point, i) => {
    const before = ring[i - 1]
    if (before && isCut(before, point)) {
      lines.push(line)
      line = []
    }
    line.push(point)
  })
  lines.push(line)
  return lines.filter((points) => points.length > 1)
}

const isCut = ([lonA = 0, latA = 0]: Position, [lonB = 0, latB = 0]: Position): boolean =>
  (Math.abs(lonA) > 179.99 && Math.abs(lonB) > 179.99) || latA < -POLE || latB < -POLE

/** Arcs with fewer points. Neighbours share arcs, so no gap opens between them. */
export function thinned(world: WorldTopology, degrees: number): WorldTopology {
  const [kx = 1, ky = 1] = world.transform?.scale ?? []
  const arcs = world.arcs.map((arc) => {
    const kept: Position[] = []
    let [dx, dy] = [0, 0]
    arc.forEach(([stepX = 0, stepY = 0], i) => {
      dx += stepX
      dy += stepY
      const end = i === 0 || i === arc.length - 1 || arc.length < 6
      if (!end && Math.hypot(dx * kx, dy * ky) < degrees) return
      kept.push([dx, dy])
      dx = dy = 0
    })
    return kept
  })
  return { ...world, arcs }
}
