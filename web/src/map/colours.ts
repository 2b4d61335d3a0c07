/** The maps' colours, read from the page's tokens. */
import { token } from '@/style/theme'
import { CLASSES } from './classes'
import type { PulseColours } from './pulseDrawing'

export type MapColours = {
  scheme: 'dark' | 'light'
  sea: string
  /** The sea on the globe, which must be told from the space around it. */
  ocean: string
  land: string
  border: string
  hatch: string
  edge: string
  /** Circles and boxes that are searched in. */
  area: string
  classes: string[]
  pulse: PulseColours
  /** Places and clusters of them. */
  marker: PulseColours
  city: { ink: string; halo: string }
}

export function mapColours(): MapColours {
  const dark = document.documentElement.dataset.theme !== 'light'
  // Opposite the map's blue, so that a hit is seen on every class.
  const pulse = dark ? { mark: '#ffb547', halo: '#0b0f14' } : { mark: '#c2410c', halo: '#ffffff' }
  return {
    scheme: dark ? 'dark' : 'light',
    sea: token('map-sea'),
    ocean: dark ? '#111b28' : '#dbe6f1',
    land: token('map-land'),
    border: token('map-border'),
    hatch: token('line'),
    edge: token('text'),
    area: token('accent'),
    classes: Array.from({ length: CLASSES }, (_, i) => token(`map-${i + 1}`)),
    pulse,
    marker: pulse,
    city: { ink: token('text'), halo: token('map-land') },
  }
}

/** The same for another set of classes. */
export function coloursOf(tokens: string[]): MapColours {
  const colours = mapColours()
  const neutral = { mark: colours.edge, halo: token('panel') }
  return {
    ...colours,
    classes: tokens.map(token),
    // Rising is as orange as the marks.
    marker: tokens.includes('map-same') ? neutral : colours.marker,
  }
}

/** Diagonal lines that tile without a seam: "no data". */
export function hatchTile(colours: MapColours, ratio: number): HTMLCanvasElement {
  const side = 6 * ratio
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = side
  const context = canvas.getContext('2d')
  if (!context) return canvas
  context.fillStyle = colours.land
  context.fillRect(0, 0, side, side)
  context.strokeStyle = colours.hatch
  context.lineWidth = ratio
  for (const shift of [-side, 0, side]) {
    context.beginPath()
    context.moveTo(shift - ratio, side + ratio)
    context.lineTo(shift + side + ratio, -ratio)
    context.stroke()
  }
  return canvas
}
