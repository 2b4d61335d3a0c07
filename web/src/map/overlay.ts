/** The canvas above the map: hits and the chosen country, so that the map itself is not drawn again for them. */
import type { MapColours } from './colours'
import type { Outlines } from './countries'
import type { Place } from './engine'
import { Paths } from './outlinePaths'
import { LIFE_MS, type Pulse, type PulseField } from './pulse'
import { drawPulse } from './pulseDrawing'

const FLASH_MS = 1400
const MOST_FLASHING = 12
/** Rings grow at 30 frames a second; a dot that only fades needs fewer. */
const GROWING_FRAME_MS = 30
const FADING_FRAME_MS = 120
/** Out of sight by more than the largest ring. */
const MARGIN = 48

export class Overlay {
  still = false

  private context: CanvasRenderingContext2D | null
  private frame = 0
  private timer = 0
  private blank = true
  private size = { width: 0, height: 0, ratio: 1 }
  private selected: string | undefined
  private hovered: string | undefined
  private flashing: Paths
  private chosen: Paths

  /** `coarse` outlines flash in numbers; a chosen country is drawn with the map's own, `fine` ones. */
  constructor(
    private canvas: HTMLCanvasElement,
    private field: PulseField,
    private place: Place,
    outlines: { coarse: Outlines; fine: Outlines },
    private colours: MapColours,
  ) {
    // Few thin lines are drawn faster by the processor than by a graphics card that is itself
    // emulated, as on thin clients and servers; this is how to ask for it.
    this.context = canvas.getContext('2d', { willReadFrequently: true })
    this.flashing = new Paths(outlines.coarse, place)
    this.chosen = new Paths(outlines.fine, place)
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
    this.flashing.clear()
    this.chosen.clear()
    if (!this.blank) this.wake()
  }

  choose(selected: string | undefined, hovered: string | undefined): void {
    if (selected === this.selected && hovered === this.hovered) return
    this.selected = selected
    this.hovered = hovered
    this.wake()
  }

  colour(colours: MapColours): void {
    this.colours = colours
    this.wake()
  }

  /** Draws until no hit is left to be seen. */
  wake(): void {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.draw())
  }

  remove(): void {
    cancelAnimationFrame(this.frame)
    window.clearTimeout(this.timer)
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
    context.lineJoin = 'round'
    this.outline(context, this.hovered, 1.2)
    this.outline(context, this.selected, 2)
    this.flash(context, pulses, now)
    for (const pulse of pulses) this.pulse(context, pulse, now)
    context.globalAlpha = 1
    this.blank = !pulses.length && !this.selected && !this.hovered
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

  private outline(context: CanvasRenderingContext2D, country: string | undefined, width: number) {
    if (!country) return
    context.globalAlpha = 1
    context.lineWidth = width
    context.strokeStyle = this.colours.edge
    context.stroke(this.chosen.of(country))
  }

  /** The outlines of the countries that were hit without a place. */
  private flash(context: CanvasRenderingContext2D, pulses: Pulse[], now: number): void {
    const latest = new Map<string, number>()
    for (const { precise, country, bornAt } of pulses) if (!precise) latest.set(country, bornAt)
    const flashing = [...latest].filter(([, bornAt]) => this.still || now - bornAt < FLASH_MS)
    context.lineWidth = 1.5
    context.strokeStyle = this.colours.pulse.mark
    for (const [country, bornAt] of flashing.slice(-MOST_FLASHING)) {
      context.globalAlpha = this.still ? 0.7 : 0.95 * (1 - (now - bornAt) / FLASH_MS)
      context.stroke(this.flashing.of(country))
    }
  }

  private pulse(context: CanvasRenderingContext2D, pulse: Pulse, now: number): void {
    const at = this.place(pulse.lon, pulse.lat)
    if (!at || at.x < -MARGIN || at.y < -MARGIN) return
    if (at.x > this.size.width + MARGIN || at.y > this.size.height + MARGIN) return
    const age = now - pulse.bornAt
    const left = this.still ? 1 : 1 - age / LIFE_MS
    drawPulse(context, this.colours.pulse, pulse, at, { age, left, still: this.still })
  }
}
