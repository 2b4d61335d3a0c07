/** The MapLibre style: bundled countries in the page's colours, no glyphs, no sprites, nothing fetched. */
import type {
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl'
import type { AreaShape } from './areaShape'
import type { MapColours } from './colours'
import type { World } from './countries'

export const HATCH = 'no-data'
/** The administrator's tiles lie below it, on the sea. */
export const LOWEST = 'grid'
export const AREAS = 'areas'
export const COUNTRY_LAYERS = ['dots', 'hits']

type Paints = Record<string, Record<string, unknown>>

export function style(world: World, colours: MapColours, globe: boolean): StyleSpecification {
  const paints = paint(colours, { tiles: false, globe })
  const layer = (id: string, type: string, more: object = {}) =>
    ({ id, type, paint: paints[id] ?? {}, ...more }) as LayerSpecification
  const layers = [
    layer('sea', 'background'),
    layer(LOWEST, 'line', { source: 'grid' }),
    layer('land', 'fill', { source: 'countries' }),
    layer('hits', 'fill', { source: 'countries' }),
    layer('borders', 'line', { source: 'outlines' }),
    layer('dots', 'circle', { source: 'dots', maxzoom: 6 }),
    layer('area', 'fill', { source: AREAS, filter: ['==', ['geometry-type'], 'Polygon'] }),
    layer('area-edge', 'line', { source: AREAS, filter: ['==', ['geometry-type'], 'LineString'] }),
  ]
  return {
    version: 8,
    projection: { type: globe ? 'globe' : 'mercator' },
    sources: sources(world),
    layers,
    transition: { duration: 0, delay: 0 },
  }
}

function sources(world: World): Record<string, SourceSpecification> {
  const small = [...world.byCode.values()].filter((country) => country.small)
  const dots: GeoJSON.FeatureCollection = {
    type: 'FeatureCollection',
    features: small.map(({ code, label }) => ({
      type: 'Feature',
      properties: { code },
      geometry: { type: 'Point', coordinates: label },
    })),
  }
  return {
    countries: {
      type: 'geojson',
      data: world.shapes,
      promoteId: 'code',
      maxzoom: 6,
    },
    outlines: {
      type: 'geojson',
      data: world.outlines,
      maxzoom: 6,
    },
    grid: { type: 'geojson', data: graticule(), maxzoom: 6 },
    dots: { type: 'geojson', data: dots, promoteId: 'code', maxzoom: 6 },
    [AREAS]: { type: 'geojson', data: areaFeatures([]), tolerance: 0.1 },
  }
}

export function areaFeatures(shapes: AreaShape[]): GeoJSON.FeatureCollection {
  const feature = (geometry: GeoJSON.Geometry): GeoJSON.Feature => ({
    type: 'Feature',
    properties: {},
    geometry,
  })
  return {
    type: 'FeatureCollection',
    features: shapes.flatMap(({ polygons, lines }) => [
      feature({ type: 'MultiPolygon', coordinates: polygons }),
      feature({ type: 'MultiLineString', coordinates: lines }),
    ]),
  }
}

/** Meridians and parallels every 20°. */
function graticule(): GeoJSON.Feature<GeoJSON.MultiLineString> {
  const range = (least: number, most: number, step: number) =>
    Array.from({ length: (most - least) / step + 1 }, (_, i) => least + i * step)
  const meridians = range(-180, 160, 20).map((lon) => range(-80, 80, 4).map((lat) => [lon, lat]))
  const parallels = range(-80, 80, 20).map((lat) => range(-180, 180, 4).map((lon) => [lon, lat]))
  const coordinates = [...meridians, ...parallels]
  return { type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates } }
}

/** Every colour of the style, by layer and property: also how the theme is changed later. */
export function paint(colours: MapColours, kind: { tiles: boolean; globe: boolean }): Paints {
  const level: ExpressionSpecification = ['coalesce', ['feature-state', 'level'], -1]
  const classes = colours.classes.flatMap((colour, i) => [i, colour])
  const fill = ['match', level, ...classes, 'rgba(0,0,0,0)'] as unknown as ExpressionSpecification
  return {
    sea: { 'background-color': kind.globe ? colours.ocean : colours.sea },
    // Without antialias: the borders above smooth the edges, a second pass over all fills is not cheap.
    land: { 'fill-pattern': HATCH, 'fill-antialias': false, 'fill-opacity': kind.tiles ? 0 : 1 },
    // A sphere without land in view would look flat.
    grid: {
      'line-color': colours.border,
      'line-opacity': kind.globe && !kind.tiles ? 0.45 : 0,
      'line-width': 0.5,
    },
    hits: { 'fill-color': fill, 'fill-opacity': kind.tiles ? 0.55 : 1, 'fill-antialias': false },
    borders: {
      'line-color': colours.border,
      'line-width': ['interpolate', ['linear'], ['zoom'], 0, 0.5, 4, 1],
      // Nearer, the tiles' own borders are the finer ones.
      'line-opacity': kind.tiles ? ['interpolate', ['linear'], ['zoom'], 4, 0.7, 7, 0] : 1,
    },
    area: { 'fill-color': colours.area, 'fill-opacity': 0.16, 'fill-antialias': false },
    'area-edge': { 'line-color': colours.area, 'line-width': 1.6 },
    dots: {
      'circle-color': fill,
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 0, 2.5, 4, 4.5],
    },
  }
}
