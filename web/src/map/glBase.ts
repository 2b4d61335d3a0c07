/** The administrator's map tiles in a WebGL map: beneath our layers, and others by night than by day. */
import type { ErrorEvent, Map as MapLibre } from 'maplibre-gl'
import type { Tiles } from '@/api/types'
import { words } from '@/words/en'
import { BaseUnusable, loadBase, NO_BASE, told, urlFor, type BaseTold } from './baseMap'
import { PREFIX, type Base } from './baseStyle'
import { TileHealth } from './tileHealth'

export class GlBase {
  drawn = false
  private wanted = ''
  private base: Base | undefined
  private says = NO_BASE
  private health: TileHealth | undefined

  /** `below` is the first of our layers that lies above it. */
  constructor(
    private map: MapLibre,
    private tiles: Tiles,
    private below: string,
    private onTold: (told: BaseTold) => void,
  ) {
    map.on('error', (event) => isOfBase(event) && this.health?.fail())
    map.on('sourcedata', (event) => isOfBase(event) && this.health?.come())
  }

  /** Shows what there is for this scheme; nothing when that cannot be had. */
  async follow(scheme: 'dark' | 'light'): Promise<void> {
    const url = urlFor(this.tiles, scheme)
    if (url === this.wanted) return
    this.wanted = url
    try {
      const asked = loadBase(this.tiles.kind, url)
      const base = asked instanceof Promise ? await asked : asked
      if (this.wanted === url) this.show(base, url)
    } catch (error) {
      if (this.wanted === url) this.fail(error, url)
    }
  }

  /** What comes from now on comes too late. */
  remove(): void {
    this.wanted = ''
  }

  private show(base: Base, url: string): void {
    this.clear()
    this.base = base
    const wrong = this.draw(base)
    this.drawn = true
    this.says = told(this.tiles, url, base, wrong)
    this.health = new TileHealth((away) =>
      this.tell(away ? words.tiles.away(new URL(url).host) : ''),
    )
    this.tell('')
  }

  private tell(more: string): void {
    const note = [more, this.says.note].filter(Boolean).join(' · ')
    if (note) console.warn(`page.tiles_url: ${note} (docs/map-tiles.md)`)
    this.onTold({ ...this.says, note })
  }

  private fail(error: unknown, url: string): void {
    this.clear()
    this.wanted = ''
    const known = error instanceof BaseUnusable
    const note = known ? error.message : words.tiles.notDrawn(new URL(url).host)
    console.warn(`page.tiles_url: ${note} (docs/map-tiles.md)`, ...(known ? [] : [error]))
    this.onTold({ ...NO_BASE, note })
  }

  /** How many layers MapLibre refused: it says so by an event, at once. */
  private draw(base: Base): number {
    const { map } = this
    for (const [name, value] of base.state) map.setGlobalStateProperty(name, value)
    if (base.glyphs) map.setGlyphs(base.glyphs)
    for (const { id, url } of base.sprites) map.addSprite(id, url)
    for (const [id, source] of base.sources) this.refused(() => map.addSource(id, source))
    return base.layers.filter((layer) => this.refused(() => map.addLayer(layer, this.below))).length
  }

  private refused(add: () => void): boolean {
    const errors: unknown[] = []
    const hear = ({ error }: ErrorEvent) => errors.push(error)
    this.map.on('error', hear)
    try {
      add()
    } catch (error) {
      errors.push(error)
    }
    this.map.off('error', hear)
    for (const error of errors) console.warn('page.tiles_url:', error)
    return errors.length > 0
  }

  private clear(): void {
    const { map, base } = this
    this.base = undefined
    this.health = undefined
    this.drawn = false
    if (!base) return
    for (const { id } of base.layers) if (map.getLayer(id)) map.removeLayer(id)
    for (const [id] of base.sources) if (map.getSource(id)) map.removeSource(id)
    for (const { id } of base.sprites) map.removeSprite(id)
    if (base.glyphs) map.setGlyphs(null)
  }
}

/** An event of one of its tiles; MapLibre says of which source, and of which tile if it is of one. */
function isOfBase(event: object): boolean {
  const { sourceId, tile } = event as { sourceId?: string; tile?: unknown }
  return tile !== undefined && (sourceId ?? '').startsWith(PREFIX)
}
