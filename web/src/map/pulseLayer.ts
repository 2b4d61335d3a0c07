/** Draws the hits on a canvas above the map, so that the map itself need not be drawn again. */
import type { Outlines } from './countries'
import type { Place } from './engine'
import { LIFE_MS, type Pulse, type PulseField } from './pulse'

export type PulseColours = { mark: string; halo: string }

const RING_MS = 1100
const FLASH_MS = 1400
const MOST_FLASHING = 12
/** Rings grow at 30 frames a second; a dot that only fades needs fewer. */
const GROWING_FRAME_MS = 30
const FADING_FRAME_MS = 120
const DASH = [3, 3]

const easeOut = (t: number): number => 1 - (1 - t) ** 3

export class PulseLayer {
  colours: PulseColours = { mark: '#ffb547', halo: '#0b0f14' }
  still = false

  private context: CanvasRenderingContext2D | null
  private frame = 0
  private timer = 0
  private drawnBefore = false
  private paths = new Map<string, Path2D>()
  private lines: Map<string, Outlines['features'][number]>
  private size = { width: 0, height: 0, ratio: 1 }

  constructor(
    private canvas: HTMLCanvasElement,
    private field: PulseField,
    outlines: Outlines,
    private place: Place,
  ) {
    // Few thin lines are drawn faster by the processor than by a graphics card that is itself
    // emulated, as on thin clients and servers; this is how to ask for it.
    this.context = canvas.getContext('2d', { willReadFrequently: true })
    this.lines = new Map(outlines.features.map((one) => [one.properties.code, one]))
  }

  resize(width: number, height: number): void {
    const ratio = Math.min(window.devicePixelRatio || 1, 2)
    this.size = { width, height, ratio }
    this.canvas.width = Math.round(width * ratio)
    this.canvas.height = Math.round(height * ratio)
    this.moved()
  }

  /** The map shows another part of the world: what was placed on the screen no longer holds. */
  moved(): void {
    this.paths.clear()
    if (this.drawnBefore) this.wake()
  }

  /** Draws until nothing is left to be seen. */
  wake(): void {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.draw())
  }

  remove(): void {
    cancelAnimationFrame(this.frame)
    window.clearTimeout(this.timer)
    this.paths.clear()
  }

  private draw(): void {
    this.frame = 0
    const { context } = this
    if (!context) return
    const now = performance.now()
    const pulses = this.field.alive(now)
    const { width, height, ratio } = this.size
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, width, height)
    this.drawnBefore = pulses.length > 0
    this.flash(context, pulses, now)
    for (const pulse of pulses) this.mark(context, pulse, now)
    context.globalAlpha = 1
    if (pulses.length) this.again(pulses, now)
  }

  private again(pulses: Pulse[], now: number): void {
    const born = pulses.map(({ bornAt }) => bornAt)
    const wait = this.still
      ? Math.min(...born) + LIFE_MS - now + 20
      : now - Math.max(...born) < FLASH_MS
        ? GROWING_FRAME_MS
        : FADING_FRAME_MS
    window.clearTimeout(this.timer)
    // A frame comes up to 16 ms after it was asked for.
    this.timer = window.setTimeout(() => this.wake(), wait - 14)
  }

  /** The outlines of the countries that were hit without a place. */
  private flash(context: CanvasRenderingContext2D, pulses: Pulse[], now: number): void {
    const latest = new Map<string, number>()
    for (const { precise, country, bornAt } of pulses) if (!precise) latest.set(country, bornAt)
    const flashing = [...latest].filter(([, bornAt]) => this.still || now - bornAt < FLASH_MS)
    context.lineJoin = 'round'
    context.lineWidth = 1.5
    context.strokeStyle = this.colours.mark
    for (const [country, bornAt] of flashing.slice(-MOST_FLASHING)) {
      context.globalAlpha = this.still ? 0.7 : 0.95 * (1 - (now - bornAt) / FLASH_MS)
      context.stroke(this.path(country))
    }
  }

  private path(country: string): Path2D {
    const known = this.paths.get(country)
    if (known) return known
    const path = new Path2D()
    for (const line of this.lines.get(country)?.geometry.coordinates ?? []) {
      let drawing = false
      for (const [lon = 0, lat = 0] of line) {
        const at = this.place(lon, lat)
        if (!at) drawing = false
        else if (drawing) path.lineTo(at.x, at.y)
        else {
          path.moveTo(at.x, at.y)
          drawing = true
        }
      }
    }
    this.paths.set(country, path)
    return path
  }

  private mark(context: CanvasRenderingContext2D, pulse: Pulse, now: number): void {
    const at = this.place(pulse.lon, pulse.lat)
    if (!at || at.x < -40 || at.y < -40) return
    if (at.x > this.size.width + 40 || at.y > this.size.height + 40) return
    const age = now - pulse.bornAt
    const more = Math.min(Math.log2(pulse.weight), 4)
    const left = this.still ? 1 : 1 - age / LIFE_MS
    if (!this.still && age < RING_MS) this.ring(context, pulse, at, easeOut(age / RING_MS), more)
    if (pulse.precise) this.dot(context, at, 2.6 + more * 0.7, left)
    else this.dashed(context, at, 6 + more, left * 0.9)
  }

  private ring(
    context: CanvasRenderingContext2D,
    { precise }: Pulse,
    at: { x: number; y: number },
    grown: number,
    more: number,
  ): void {
    context.globalAlpha = 0.85 * (1 - grown)
    context.strokeStyle = this.colours.mark
    context.lineWidth = precise ? 1.8 : 1.4
    if (!precise) context.setLineDash(DASH)
    context.beginPath()
    context.arc(at.x, at.y, 4 + grown * (16 + more * 6), 0, Math.PI * 2)
    context.stroke()
    if (!precise) context.setLineDash([])
  }

  private dot(
    context: CanvasRenderingContext2D,
    at: { x: number; y: number },
    radius: number,
    left: number,
  ): void {
    context.globalAlpha = left * 0.8
    context.fillStyle = this.colours.halo
    context.beginPath()
    context.arc(at.x, at.y, radius + 1.4, 0, Math.PI * 2)
    context.fill()
    context.globalAlpha = left
    context.fillStyle = this.colours.mark
    context.beginPath()
    context.arc(at.x, at.y, radius, 0, Math.PI * 2)
    context.fill()
  }

  /** A country, not a point: an open ring with nothing in its middle. */
  private dashed(
    context: CanvasRenderingContext2D,
    at: { x: number; y: number },
    radius: number,
    left: number,
  ): void {
    context.globalAlpha = left
    context.strokeStyle = this.colours.mark
    context.lineWidth = 1.6
    context.setLineDash(DASH)
    context.beginPath()
    context.arc(at.x, at.y, radius, 0, Math.PI * 2)
    context.stroke()
    context.setLineDash([])
  }
}
