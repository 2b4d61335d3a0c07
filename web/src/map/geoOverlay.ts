/** The canvas above the map of places: cities, areas where the map cannot draw them, chosen countries, clusters. */
import type { Position } from 'geojson'
import { shortNumber } from '@/format/number'
import type { AreaShape } from './areaShape'
import type { City } from './cities'
import { clusters, type Cluster, type Ground, type Spot } from './cluster'
import type { MapColours } from './colours'
import type { Outlines } from './countries'
import type { MapEngine } from './engine'
import { Taken } from './labels'
import { Paths } from './outlinePaths'

const LEAST_RADIUS = 5
const MOST_RADIUS = 19
/** Between the centres of two clusters. */
const APART = 2 * MOST_RADIUS + 2
const READABLE_RADIUS = 9
const MARGIN = 80
const FONT = '"Inter Variable", system-ui, sans-serif'

type Mark = { cluster: Cluster; x: number; y: number; radius: number }

export class GeoOverlay {
  private context: CanvasRenderingContext2D | null
  private frame = 0
  private size = { width: 0, height: 0, ratio: 1 }
  private paths: Paths
  private selected: string[] = []
  private hovered: string | undefined
  private pointed: Cluster | undefined
  private spots: readonly Spot[] = []
  private shapes: AreaShape[] = []
  private marks: Mark[] = []
  private grouped: { key: string; clusters: Cluster[] } | undefined
  private widths = new Map<string, number>()

  constructor(
    private canvas: HTMLCanvasElement,
    private engine: MapEngine,
    private cities: City[],
    outlines: Outlines,
    private colours: MapColours,
  ) {
    // Few thin lines are drawn faster by the processor than by a graphics card that is itself
    // emulated, as on thin clients and servers; this is how to ask for it.
    this.context = canvas.getContext('2d', { willReadFrequently: true })
    this.paths = new Paths(outlines, engine.place)
  }

  resize(width: number, height: number): void {
    const ratio = Math.min(window.devicePixelRatio || 1, 2)
    this.size = { width, height, ratio }
    this.canvas.width = Math.round(width * ratio)
    this.canvas.height = Math.round(height * ratio)
    this.moved()
  }

  /** The map shows another part of the world, in this very frame. */
  moved(): void {
    this.paths.clear()
    cancelAnimationFrame(this.frame)
    this.draw()
  }

  choose(selected: string[], hovered: string | undefined, pointed: Cluster | undefined): void {
    this.selected = selected
    this.hovered = hovered
    this.pointed = pointed
    this.wake()
  }

  places(spots: readonly Spot[]): void {
    this.spots = spots
    this.grouped = undefined
    this.wake()
  }

  areas(shapes: AreaShape[]): void {
    this.shapes = shapes
    this.wake()
  }

  colour(colours: MapColours): void {
    this.colours = colours
    this.wake()
  }

  /** The cluster at this point of the screen. */
  hit(x: number, y: number): Cluster | undefined {
    const near = this.marks
      .map((mark) => ({ mark, distance: Math.hypot(mark.x - x, mark.y - y) }))
      .filter(({ mark, distance }) => distance <= Math.max(mark.radius, 8) + 2)
      .sort((a, b) => a.distance - b.distance)
    return near[0]?.mark.cluster
  }

  remove(): void {
    cancelAnimationFrame(this.frame)
  }

  private wake(): void {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.draw())
  }

  private draw(): void {
    this.frame = 0
    const { context } = this
    if (!context) return
    const { width, height, ratio } = this.size
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, width, height)
    context.lineJoin = 'round'
    this.marks = this.marked()
    this.drawAreas(context)
    this.outline(context, this.hovered, 1.2)
    for (const country of this.selected) this.outline(context, country, 2)
    this.drawCities(context)
    for (const mark of this.marks) this.drawMark(context, mark)
  }

  private marked(): Mark[] {
    const all = this.clusters()
    const most = Math.log1p(Math.max(1, ...all.map(({ hits }) => hits)))
    const marks = all.flatMap((cluster) => {
      const at = this.seen(cluster.spots[0].longitude, cluster.spots[0].latitude)
      if (!at || this.isAtEdge(at)) return []
      const part = Math.log1p(cluster.hits) / most
      const radius = LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * part ** 1.5
      return [{ cluster, ...at, radius }]
    })
    return marks.reverse()
  }

  /** Kept for half a step of zoom, so that circles do not jump about while it goes on. */
  private clusters(): Cluster[] {
    const globe = this.engine.disc() > 0
    const step = Math.round(Math.log2(this.engine.equator()) * 2) / 2
    const key = `${globe} ${step}`
    if (this.grouped?.key !== key) {
      const ground: Ground = { equator: 2 ** step, globe }
      this.grouped = { key, clusters: clusters(this.spots, ground, APART) }
    }
    return this.grouped.clusters
  }

  /** Where the globe turns away, places lie on top of each other. */
  private isAtEdge({ x, y }: { x: number; y: number }, from = 0.97): boolean {
    const disc = this.engine.disc()
    if (!disc) return false
    return Math.hypot(x - this.size.width / 2, y - this.size.height / 2) > disc * from
  }

  private seen(lon: number, lat: number): { x: number; y: number } | null {
    const at = this.engine.place(lon, lat)
    if (!at || at.x < -MARGIN || at.y < -MARGIN) return null
    return at.x > this.size.width + MARGIN || at.y > this.size.height + MARGIN ? null : at
  }

  private outline(context: CanvasRenderingContext2D, country: string | undefined, width: number) {
    if (!country) return
    context.lineWidth = width
    context.strokeStyle = this.colours.edge
    context.stroke(this.paths.of(country))
  }

  private drawAreas(context: CanvasRenderingContext2D): void {
    const path = (rings: Position[][]) => {
      const path = new Path2D()
      for (const ring of rings)
        ring.forEach(([lon = 0, lat = 0], i) => {
          const at = this.engine.place(lon, lat)
          if (at && i) path.lineTo(at.x, at.y)
          else if (at) path.moveTo(at.x, at.y)
        })
      return path
    }
    for (const { polygons, lines } of this.shapes) {
      context.fillStyle = context.strokeStyle = this.colours.area
      context.globalAlpha = 0.16
      for (const rings of polygons) context.fill(path(rings), 'evenodd')
      context.globalAlpha = 1
      context.lineWidth = 1.6
      context.stroke(path(lines))
    }
  }

  /** Names beside dots, the larger cities first, where there is room beside each other and the marks. */
  private drawCities(context: CanvasRenderingContext2D): void {
    const zoom = Math.log2(this.engine.equator() / 512)
    const taken = new Taken()
    for (const { x, y, radius } of this.marks)
      taken.add({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius })
    context.font = `11px ${FONT}`
    context.textAlign = 'left'
    context.textBaseline = 'middle'
    for (const { name, lon, lat, from } of this.cities) {
      if (from > zoom) break
      const at = this.seen(lon, lat)
      if (!at || this.isAtEdge(at, 0.9)) continue
      const room = { x: at.x - 3, y: at.y - 8, width: this.width(context, name) + 14, height: 16 }
      if (taken.take(room)) this.drawCity(context, name, at)
    }
  }

  private drawCity(context: CanvasRenderingContext2D, name: string, at: { x: number; y: number }) {
    const { ink, halo } = this.colours.city
    context.fillStyle = ink
    circle(context, at, 1.6)
    context.fill()
    context.strokeStyle = halo
    context.lineWidth = 2.5
    context.strokeText(name, at.x + 6, at.y)
    context.fillText(name, at.x + 6, at.y)
  }

  private width(context: CanvasRenderingContext2D, name: string): number {
    const width = this.widths.get(name) ?? context.measureText(name).width
    this.widths.set(name, width)
    return width
  }

  /** A place is a disc; several are a disc with a ring around. */
  private drawMark(context: CanvasRenderingContext2D, { cluster, x, y, radius }: Mark): void {
    const { mark, halo } = this.colours.marker
    const several = cluster.spots.length > 1
    const pointed = cluster === this.pointed
    const disc = several ? radius - 2.5 : radius
    context.fillStyle = halo
    circle(context, { x, y }, radius + 1)
    context.fill()
    context.fillStyle = mark
    circle(context, { x, y }, disc)
    context.fill()
    if (several || pointed) {
      context.strokeStyle = mark
      context.lineWidth = pointed ? 2 : 1
      circle(context, { x, y }, pointed ? radius + 1.5 : radius)
      context.stroke()
    }
    if (radius < READABLE_RADIUS) return
    context.fillStyle = halo
    context.font = `600 ${radius < 13 ? 9.5 : 11}px ${FONT}`
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.fillText(shortNumber(cluster.hits), x, y + 0.5, 2 * disc - 2)
  }
}

function circle(context: CanvasRenderingContext2D, at: { x: number; y: number }, radius: number) {
  context.beginPath()
  context.arc(at.x, at.y, radius, 0, Math.PI * 2)
}
