/** What a map can do, whichever way it is drawn. */
import type { Tiles } from '@/api/types'
import type { AreaShape } from './areaShape'
import type { BaseTold } from './baseMap'
import type { Box, Outlines } from './countries'
import type { MapColours } from './colours'
import type { Camera } from './frame'
import type { LonLat } from './geodesy'

/** Where a place is on the screen, in CSS pixels; null when it is out of sight behind the globe. */
export type Place = (lon: number, lat: number) => { x: number; y: number } | null

export type View = { lon: number; lat: number; zoom: number } | { box: Box }

export type EngineOptions = {
  container: HTMLElement
  colours: MapColours
  tiles: Tiles | null
  globe: boolean
  /** Whether the tiles are drawn now, and what to say of them; a map without WebGL draws none. */
  onTiles?: (told: BaseTold) => void
  /** The administrator's borders instead of the bundled ones. */
  borders?: boolean
  /** Pan, zoom and hover; false for a map that is only looked at. */
  interactive: boolean
  onHover?: (country: string | null, x: number, y: number) => void
  onPick?: (country: string | null) => void
  /** The map shows another part of the world. */
  onMove?: () => void
  /** It cannot go on (graphics driver reset) and must be made again. */
  onLost?: () => void
}

export interface MapEngine {
  readonly drawing: 'webgl' | '2d'
  /** As fine as the map draws them. */
  readonly outlines: Outlines
  /** The class (0 lightest) of each country that has hits. */
  fill(classes: Map<string, number>): void
  colour(colours: MapColours): void
  setGlobe(globe: boolean): void
  place: Place
  /** What place is there on the screen; null beside the globe. Beside a flat map longitudes go on past 180. */
  where(x: number, y: number): LonLat | null
  /** How long the equator is at this zoom, in CSS pixels. */
  equator(): number
  camera(): Camera
  /** How far one can zoom in. */
  readonly nearest: number
  /** Draws areas between the countries and what lies on them; a map that cannot leaves it to its overlay. */
  areas?(shapes: AreaShape[]): void
  /** The radius of the globe's disc around the middle, in CSS pixels; 0 for a flat map. */
  disc(): number
  zoomBy(steps: number): void
  home(animated: boolean): void
  look(view: View, animated: boolean): void
  /** At once, so that its canvas can be read. */
  redraw(): void
  resize(): void
  remove(): void
}

/** WebGL where there is any; otherwise the same map in 2-D. */
export async function createEngine(options: EngineOptions): Promise<MapEngine> {
  if (hasWebGl()) {
    const { createGlEngine } = await import('./glEngine')
    const engine = await createGlEngine(options)
    if (engine) return engine
  }
  const { createFlatEngine } = await import('./flatEngine')
  return createFlatEngine(options)
}

let webGl: boolean | undefined

function hasWebGl(): boolean {
  if (webGl === undefined) {
    const context = document.createElement('canvas').getContext('webgl2')
    webGl = context !== null
    // Browsers allow about sixteen contexts a page: give the trial one back.
    context?.getExtension('WEBGL_lose_context')?.loseContext()
  }
  return webGl
}
