/** What a hit looks like: a dot with a ring for a place, an open dashed ring for a country. */
import type { Pulse } from './pulse'

const RING_MS = 1100
const DASH = [3, 3]

export type PulseColours = { mark: string; halo: string }
type Point = { x: number; y: number }

const easeOut = (t: number): number => 1 - (1 - t) ** 3

/** `age` in milliseconds; `left` runs from 1 to 0 over the hit's life; still hits do not grow. */
export function drawPulse(
  context: CanvasRenderingContext2D,
  colours: PulseColours,
  pulse: Pulse,
  at: Point,
  { age, left, still }: { age: number; left: number; still: boolean },
): void {
  const more = Math.min(Math.log2(pulse.weight), 4)
  context.strokeStyle = colours.mark
  if (!pulse.precise) context.setLineDash(DASH)
  if (!still && age < RING_MS) {
    const grown = easeOut(age / RING_MS)
    circle(context, at, 4 + grown * (16 + more * 6))
    stroke(context, pulse.precise ? 1.8 : 1.4, 0.85 * (1 - grown))
  }
  if (pulse.precise) dot(context, colours, at, 2.6 + more * 0.7, left)
  else {
    // A country, not a point: nothing in its middle.
    circle(context, at, 6 + more)
    stroke(context, 1.6, left * 0.9)
    context.setLineDash([])
  }
}

function dot(
  context: CanvasRenderingContext2D,
  colours: PulseColours,
  at: Point,
  radius: number,
  left: number,
): void {
  circle(context, at, radius + 1.4)
  fill(context, colours.halo, left * 0.8)
  circle(context, at, radius)
  fill(context, colours.mark, left)
}

function circle(context: CanvasRenderingContext2D, { x, y }: Point, radius: number): void {
  context.beginPath()
  context.arc(x, y, radius, 0, Math.PI * 2)
}

function stroke(context: CanvasRenderingContext2D, width: number, alpha: number): void {
  context.globalAlpha = alpha
  context.lineWidth = width
  context.stroke()
}

function fill(context: CanvasRenderingContext2D, colour: string, alpha: number): void {
  context.globalAlpha = alpha
  context.fillStyle = colour
  context.fill()
}
