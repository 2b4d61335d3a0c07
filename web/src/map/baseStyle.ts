/** A map style of the administrator's, made fit to be drawn beneath our own: from the allowed hosts only. */
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl'
import { textOf } from './credit'
import { TileHosts } from './tileHosts'

/** What lies beneath our layers; its names never meet ours. */
export type Base = {
  sources: [id: string, source: SourceSpecification][]
  layers: LayerSpecification[]
  /** Without any, MapLibre takes the reader's own fonts. */
  glyphs?: string
  sprites: { id: string; url: string }[]
  state: [name: string, value: unknown][]
  /** As plain text. */
  attribution: string[]
  /** Hosts that it names and the page may not load from. */
  foreign: string[]
  /** Sources that the allowed host does not answer. */
  missing: string[]
}

type Json = Record<string, unknown>
type Ask = (url: string) => Promise<unknown>

/** What was answered is no style. */
export class NoStyle extends Error {}

/** What sources and layers of a base are called, before their own names. */
export const PREFIX = 'base:'
/** Not video, which our content policy does not allow. */
const SOURCES = ['vector', 'raster', 'raster-dem', 'geojson', 'image']
/** What MapLibre takes from a TileJSON. */
const TILEJSON = 'tiles minzoom maxzoom bounds scheme tileSize encoding sparse attribution'.split(
  ' ',
)

/**
 * `style` is what was answered at `url`. `ask` fetches the TileJSONs it names: they are read here, so that what lies
 * on other hosts is known before anything tries to load it. Throws NoStyle.
 */
export async function baseOf(style: unknown, url: string, ask: Ask): Promise<Base> {
  if (!isJson(style) || style.version !== 8 || !isJson(style.sources) || !isList(style.layers))
    throw new NoStyle('It is not version 8 of the MapLibre style specification')
  const hosts = new TileHosts(url)
  const { found, missing } = await sourcesOf(style.sources, hosts, ask)
  const glyphs = typeof style.glyphs === 'string' && hosts.allowed(style.glyphs)
  return {
    sources: [...found].map(([id, source]) => [PREFIX + id, uncredited(source)]),
    layers: style.layers.filter(isJson).flatMap((layer) => layerOf(layer, found)),
    ...(glyphs && { glyphs }),
    sprites: spritesOf(style.sprite, hosts),
    state: statesOf(style.state),
    attribution: creditsOf(found),
    foreign: [...hosts.foreign].sort(),
    missing,
  }
}

/** Raster tiles are a style of one layer. */
export function rasterBase(url: string): Base {
  const id = `${PREFIX}tiles`
  return {
    sources: [[id, { type: 'raster', tiles: [url], tileSize: 256 }]],
    layers: [{ id, type: 'raster', source: id }],
    ...{ sprites: [], state: [], attribution: [], foreign: [], missing: [] },
  }
}

async function sourcesOf(
  given: Json,
  hosts: TileHosts,
  ask: Ask,
): Promise<{ found: Map<string, Json>; missing: string[] }> {
  const found = new Map<string, Json>()
  const missing: string[] = []
  const read = async ([id, one]: [string, unknown]): Promise<void> => {
    try {
      const source = isJson(one) ? await sourceOf(one, hosts, ask) : undefined
      if (source) found.set(id, source)
    } catch {
      missing.push(id)
    }
  }
  await Promise.all(Object.entries(given).map(read))
  return { found, missing: missing.sort() }
}

/** Undefined for what is elsewhere. Throws for what cannot be had. */
async function sourceOf(source: Json, hosts: TileHosts, ask: Ask): Promise<Json | undefined> {
  const { type, url, data, ...rest } = source
  if (!SOURCES.includes(String(type))) throw new Error(`There is no source of type ${String(type)}`)
  if (type === 'geojson') {
    const at = typeof data === 'string' ? hosts.allowed(data) : data
    return at === undefined ? undefined : { type, ...rest, data: at }
  }
  const at = typeof url === 'string' ? hosts.allowed(url) : ''
  if (at === undefined) return undefined
  if (type === 'image') return { type, ...rest, url: at }
  const told = at ? await tileJson(at, ask) : {}
  const { tiles, ...how } = { ...told, ...rest } as Json
  if (!isList(tiles)) throw new Error('It names no tiles')
  const allowed = hosts.allowedOf(tiles.map(String), at || undefined)
  return allowed.length ? { type, ...how, tiles: allowed } : undefined
}

async function tileJson(url: string, ask: Ask): Promise<Json> {
  const answer = await ask(url)
  if (!isJson(answer)) throw new Error(`${url} is no TileJSON`)
  return Object.fromEntries(Object.entries(answer).filter(([key]) => TILEJSON.includes(key)))
}

/** None when its source is left out. */
function layerOf(layer: Json, sources: Map<string, Json>): LayerSpecification[] {
  const { id, source } = layer
  if (source !== undefined && !sources.has(String(source))) return []
  const named = { ...layer, id: PREFIX + String(id) }
  const whole = source === undefined ? named : { ...named, source: PREFIX + String(source) }
  // MapLibre looks at it before it draws it.
  return [whole as unknown as LayerSpecification]
}

function spritesOf(given: unknown, hosts: TileHosts): { id: string; url: string }[] {
  const all = typeof given === 'string' ? [{ id: 'default', url: given }] : given
  if (!isList(all)) return []
  return all.filter(isJson).flatMap(({ id, url }) => {
    const at = hosts.allowed(String(url))
    return at ? [{ id: String(id), url: at }] : []
  })
}

function statesOf(given: unknown): [string, unknown][] {
  if (!isJson(given)) return []
  return Object.entries(given).map(([name, one]) => [name, isJson(one) ? one.default : undefined])
}

function creditsOf(sources: Map<string, Json>): string[] {
  const credits = [...sources.values()].map(({ attribution }) => textOf(attribution))
  return [...new Set(credits.filter(Boolean))]
}

/** MapLibre's own control would write it as HTML, if there ever were one. */
function uncredited(source: Json): SourceSpecification {
  const kept = Object.entries(source).filter(([key]) => key !== 'attribution')
  return Object.fromEntries(kept) as unknown as SourceSpecification
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value)
}
