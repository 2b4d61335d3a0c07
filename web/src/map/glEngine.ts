/** The map in WebGL, by MapLibre. */
import {
  LngLat,
  Map as MapLibre,
  setWorkerUrl,
  type GeoJSONSource,
  type MapMouseEvent,
} from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
// From our own origin, as the content policy asks, and with a name that changes with its content.
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { words } from '@/words/en'
import type { AreaShape } from './areaShape'
import { hatchTile, type MapColours } from './colours'
import { loadWorld, NOBODY, type Outlines, type World } from './countries'
import type { EngineOptions, MapEngine, View } from './engine'
import {
  around,
  discRadius,
  flatHome,
  globeHome,
  globeRadius,
  isBehind,
  TILE,
  within,
  type Camera,
  type Size,
} from './frame'
import type { LonLat } from './geodesy'
import { GlBase } from './glBase'
import { areaFeatures, AREAS, COUNTRY_LAYERS, HATCH, LOWEST, paint, style } from './glStyle'

const MOST_ZOOM = 7
const MOST_ZOOM_WITH_TILES = 16
const STEP_MS = 250
const FLY_MS = 1600
/** How long a lost context may take to come back by itself. */
const PATIENCE_MS = 1500
const SOURCES = ['countries', 'dots']

setWorkerUrl(workerUrl)

/** Undefined when the browser has WebGL but MapLibre cannot start with it. */
export async function createGlEngine(options: EngineOptions): Promise<MapEngine | undefined> {
  const world = await loadWorld(options.borders)
  try {
    const engine = new GlEngine(options, world)
    await engine.ready
    engine.underlay()
    return engine
  } catch (error) {
    console.warn('The map falls back to 2-D:', error)
    return undefined
  }
}

class GlEngine implements MapEngine {
  readonly drawing = 'webgl'
  readonly outlines: Outlines
  readonly ready: Promise<void>
  private map: MapLibre
  private globe: boolean
  private colours: MapColours
  private filled = new Map<string, number>()
  private hovered: string | undefined
  private atHome = true
  private removed = false
  private base: GlBase | undefined
  private ratio = window.devicePixelRatio > 1 ? 2 : 1

  constructor(
    private options: EngineOptions,
    world: World,
  ) {
    const { container, colours, globe, interactive } = options
    this.outlines = world.outlines
    this.globe = globe
    this.colours = colours
    const home = this.homeCamera()
    this.map = new MapLibre({
      container,
      style: style(world, colours, globe),
      center: [home.lon, home.lat],
      zoom: home.zoom,
      minZoom: -2,
      maxZoom: this.nearest,
      // Its own attribution would be written as HTML; the component writes it as text.
      attributionControl: false,
      maplibreLogo: false,
      interactive,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      fadeDuration: 0,
      // One finger scrolls the page, two move the map.
      cooperativeGestures: interactive && matchMedia('(pointer: coarse)').matches,
      locale: { 'CooperativeGesturesHandler.MobileHelpText': words.map.twoFingers },
      trackResize: false,
      pixelRatio: Math.min(window.devicePixelRatio || 1, 2),
      transformConstrain: (center, zoom) => this.constrain(center, zoom),
    })
    this.map.touchZoomRotate.disableRotation()
    this.map.keyboard.disable()
    this.map.addImage(HATCH, this.hatch(colours), { pixelRatio: this.ratio })
    this.ready = this.loaded()
    this.listen()
  }

  /** How far one can zoom in. */
  get nearest(): number {
    return this.base?.drawn ? MOST_ZOOM_WITH_TILES : MOST_ZOOM
  }

  /** The map is there before its tiles, and without them. */
  underlay(): void {
    const { tiles, onTiles } = this.options
    if (!tiles) return
    this.base = new GlBase(this.map, tiles, LOWEST, (told) => {
      this.map.setMaxZoom(this.nearest)
      this.repaint()
      onTiles?.(told)
    })
    void this.base.follow(this.colours.scheme)
  }

  fill(classes: Map<string, number>): void {
    for (const code of this.filled.keys()) if (!classes.has(code)) this.level(code, -1)
    for (const [code, level] of classes)
      if (this.filled.get(code) !== level) this.level(code, level)
    this.filled = new Map(classes)
  }

  colour(colours: MapColours): void {
    this.colours = colours
    this.map.updateImage(HATCH, this.hatch(colours))
    this.repaint()
    void this.base?.follow(colours.scheme)
  }

  setGlobe(globe: boolean): void {
    if (this.globe === globe) return
    this.globe = globe
    this.map.setProjection({ type: globe ? 'globe' : 'mercator' })
    this.colour(this.colours)
    this.home(false)
  }

  place = (lon: number, lat: number): { x: number; y: number } | null => {
    if (this.globe && isBehind(lon, lat, this.camera(), this.size().height)) return null
    return this.map.project([lon, lat])
  }

  where(x: number, y: number): LonLat | null {
    const { width, height } = this.size()
    if (this.globe && Math.hypot(x - width / 2, y - height / 2) > this.disc()) return null
    const { lng, lat } = this.map.unproject([x, y])
    return [lng, lat]
  }

  equator(): number {
    const camera = this.camera()
    return this.globe ? 2 * Math.PI * globeRadius(camera) : TILE * 2 ** camera.zoom
  }

  areas(shapes: AreaShape[]): void {
    void this.map.getSource<GeoJSONSource>(AREAS)?.setData(areaFeatures(shapes))
  }

  camera(): Camera {
    const { lng, lat } = this.map.getCenter()
    return { lon: lng, lat, zoom: this.map.getZoom() }
  }

  disc(): number {
    return this.globe ? discRadius(this.camera(), this.size().height) : 0
  }

  zoomBy(steps: number): void {
    this.atHome = false
    this.map.easeTo({ zoom: this.map.getZoom() + steps, duration: STEP_MS })
  }

  home(animated: boolean): void {
    this.show(this.homeCamera(), animated ? STEP_MS * 2 : 0)
    this.atHome = true
  }

  look(view: View, animated: boolean): void {
    this.atHome = false
    const camera = 'box' in view ? around(view.box, this.size()) : view
    if (!animated) this.show(camera, 0)
    else
      this.map.flyTo({
        center: [camera.lon, camera.lat],
        zoom: camera.zoom,
        duration: FLY_MS,
        essential: true,
      })
  }

  redraw(): void {
    this.map.redraw()
  }

  resize(): void {
    this.map.resize()
    if (this.atHome) this.home(false)
  }

  remove(): void {
    this.removed = true
    this.base?.remove()
    this.map.remove()
  }

  private listen(): void {
    const { map, options } = this
    map.on('move', () => options.onMove?.())
    map.on('dragstart', () => (this.atHome = false))
    map.on('wheel', () => (this.atHome = false))
    map.on('webglcontextlost', () => this.waitForContext())
    if (!options.interactive) return
    map.on('mousemove', (event) => this.hover(event))
    map.on('mouseout', () => this.leave())
    map.on('movestart', () => this.leave())
    map.on('click', (event) => options.onPick?.(this.countryAt(event) ?? null))
  }

  private async loaded(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.map.once('load', () => resolve())
      this.map.on('error', ({ error }) => {
        // A tile server that is down is no reason to give up the map.
        if (!this.map.isStyleLoaded()) reject(error)
      })
    })
  }

  private waitForContext(): void {
    let restored = false
    this.map.once('webglcontextrestored', () => (restored = true))
    window.setTimeout(() => {
      if (!restored && !this.removed) this.options.onLost?.()
    }, PATIENCE_MS)
  }

  private hover(event: MapMouseEvent): void {
    if (this.map.isMoving()) return this.leave()
    const code = this.countryAt(event)
    if (code !== this.hovered) this.map.getCanvas().style.cursor = code ? 'pointer' : ''
    this.hovered = code
    this.options.onHover?.(code ?? null, event.point.x, event.point.y)
  }

  private leave(): void {
    if (!this.hovered) return
    this.hovered = undefined
    this.options.onHover?.(null, 0, 0)
  }

  private countryAt({ point }: MapMouseEvent): string | undefined {
    const [found] = this.map.queryRenderedFeatures(point, { layers: COUNTRY_LAYERS })
    const code: unknown = found?.properties.code
    return typeof code === 'string' && code !== NOBODY ? code : undefined
  }

  private level(id: string, level: number): void {
    for (const source of SOURCES) this.map.setFeatureState({ source, id }, { level })
  }

  private hatch(colours: MapColours): ImageData {
    const tile = hatchTile(colours, this.ratio)
    const context = tile.getContext('2d')
    return context?.getImageData(0, 0, tile.width, tile.height) ?? new ImageData(1, 1)
  }

  private constrain(center: LngLat, zoom: number) {
    const wanted = { lon: center.lng, lat: center.lat, zoom: Math.min(zoom, this.nearest) }
    const size = this.size()
    const near = this.globe ? this.onGlobe(wanted) : within(wanted, size, flatHome(size).zoom)
    return { center: new LngLat(near.lon, near.lat), zoom: near.zoom }
  }

  private onGlobe({ lon, lat, zoom }: Camera): Camera {
    return { lon, lat: Math.min(Math.max(lat, -80), 80), zoom: Math.max(zoom, -1) }
  }

  private show({ lon, lat, zoom }: Camera, duration: number): void {
    if (duration) this.map.easeTo({ center: [lon, lat], zoom, duration })
    else this.map.jumpTo({ center: [lon, lat], zoom })
  }

  private repaint(): void {
    const kind = { tiles: this.base?.drawn ?? false, globe: this.globe }
    for (const [layer, properties] of Object.entries(paint(this.colours, kind)))
      for (const [name, value] of Object.entries(properties))
        this.map.setPaintProperty(layer, name as never, value as never)
  }

  private homeCamera(): Camera {
    return this.globe ? globeHome(this.size()) : flatHome(this.size())
  }

  private size(): Size {
    const { clientWidth, clientHeight } = this.options.container
    return { width: Math.max(clientWidth, 1), height: Math.max(clientHeight, 1) }
  }
}
