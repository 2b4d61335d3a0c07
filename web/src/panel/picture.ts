/** A panel's picture as a PNG or SVG file: what it shows, under its title. */
import { download } from '@/format/download'
import { token } from '@/style/theme'
import { piecesOf, standingAlone, type Font, type Piece } from './pieces'

const EDGE = 16
const HEAD = 48
/** At least this many pixels for one of CSS, so that the file can be printed. */
const LEAST_RATIO = 2
const NAMESPACE = 'http://www.w3.org/2000/svg'

export type Told = { title: string; unit: string }

export async function downloadPng(name: string, told: Told, content: HTMLElement) {
  const canvas = await canvasOf(told, content)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob) download(name, blob)
}

export async function downloadSvg(name: string, told: Told, content: HTMLElement) {
  const text = new XMLSerializer().serializeToString(await svgOf(told, content))
  download(name, new Blob([text], { type: 'image/svg+xml' }))
}

export async function canvasOf(told: Told, content: HTMLElement): Promise<HTMLCanvasElement> {
  const frame = content.getBoundingClientRect()
  const pieces = piecesOf(content)
  const images = await Promise.all(pieces.map(imageOf))
  const ratio = Math.max(LEAST_RATIO, window.devicePixelRatio)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round((frame.width + 2 * EDGE) * ratio)
  canvas.height = Math.round((frame.height + HEAD + EDGE) * ratio)
  const context = canvas.getContext('2d')
  if (!context) return canvas
  context.scale(ratio, ratio)
  context.fillStyle = token('panel')
  context.fillRect(0, 0, canvas.width, canvas.height)
  paintHead(context, told, frame.width)
  context.translate(EDGE - frame.left, HEAD - frame.top)
  context.beginPath()
  context.rect(frame.left, frame.top, frame.width, frame.height)
  context.clip()
  pieces.forEach((piece, i) => paint(context, piece, images[i] ?? null))
  return canvas
}

function paintHead(context: CanvasRenderingContext2D, { title, unit }: Told, width: number): void {
  context.textBaseline = 'middle'
  context.fillStyle = token('text')
  context.font = `600 16px ${token('sans')}`
  context.fillText(title, EDGE, HEAD / 2)
  const left = EDGE + context.measureText(title).width + 12
  context.fillStyle = token('quiet')
  context.font = `400 13px ${token('sans')}`
  context.fillText(unit, left, HEAD / 2 + 1, Math.max(0, width + EDGE - left))
}

function paint(
  context: CanvasRenderingContext2D,
  piece: Piece,
  image: HTMLImageElement | null,
): void {
  const { left, top, width, height } = piece.box
  if (piece.kind === 'ground') {
    context.fillStyle = piece.colour
    context.beginPath()
    context.roundRect(left, top, width, height, piece.radius)
    context.fill()
  } else if (piece.kind === 'text') {
    const { weight, size, family } = piece.font
    context.font = `${weight} ${size} ${family}`
    context.fillStyle = piece.colour
    context.textBaseline = 'middle'
    context.fillText(piece.text, left, top + height / 2, width + 1)
  } else if (piece.kind === 'canvas') {
    context.drawImage(piece.element, left, top, width, height)
  } else if (image) {
    context.drawImage(image, left, top, width, height)
  }
}

/** A drawing reaches a canvas only as an image. */
async function imageOf(piece: Piece): Promise<HTMLImageElement | null> {
  if (piece.kind !== 'drawing') return null
  const text = new XMLSerializer().serializeToString(standingAlone(piece.element))
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`
  await image.decode().catch(() => undefined)
  return image.naturalWidth ? image : null
}

export async function svgOf(told: Told, content: HTMLElement): Promise<SVGSVGElement> {
  const frame = content.getBoundingClientRect()
  const [width, height] = [frame.width + 2 * EDGE, frame.height + HEAD + EDGE]
  const svg = made('svg', { width, height, viewBox: `0 0 ${width} ${height}` }) as SVGSVGElement
  svg.append(made('rect', { width, height, fill: token('panel') }))
  const middle = { y: HEAD / 2, 'dominant-baseline': 'central' }
  const title = { x: EDGE, fill: token('text'), ...middle, ...lettered('600', '16px') }
  const head = made('text', title, told.title)
  const unit = { dx: 12, fill: token('quiet'), ...lettered('400', '13px') }
  if (told.unit) head.append(made('tspan', unit, told.unit))
  const shift = `translate(${EDGE - frame.left} ${HEAD - frame.top})`
  const clip = made('clipPath', { id: 'frame' })
  clip.append(made('rect', placed(frame)))
  const body = made('g', { transform: shift, 'clip-path': 'url(#frame)' })
  for (const piece of piecesOf(content)) body.append(await drawn(piece))
  svg.append(clip, head, body)
  return svg
}

async function drawn(piece: Piece): Promise<Element> {
  const { left, top, width, height } = piece.box
  if (piece.kind === 'ground')
    return made('rect', { ...placed(piece.box), rx: piece.radius, fill: piece.colour })
  if (piece.kind === 'text') {
    const at = { x: left, y: top + height / 2, 'dominant-baseline': 'central' }
    const { weight, size, family } = piece.font
    return made(
      'text',
      { ...at, fill: piece.colour, ...lettered(weight, size, family) },
      piece.text,
    )
  }
  if (piece.kind === 'drawing') {
    const copy = standingAlone(piece.element)
    copy.setAttribute('x', String(left))
    copy.setAttribute('y', String(top))
    return copy
  }
  const { chartSvg } = await import('./chartSvg')
  const chart = chartSvg(piece.element, width, height)
  if (chart) {
    chart.setAttribute('x', String(left))
    chart.setAttribute('y', String(top))
    return chart
  }
  // What WebGL or a map draws has no shapes to give.
  return made('image', { ...placed(piece.box), href: piece.element.toDataURL('image/png') })
}

function placed({ left, top, width, height }: DOMRect | Piece['box']) {
  return { x: left, y: top, width, height }
}

// Attributes, since the policy of the page forbids styles written into elements.
function lettered(weight: string, size: string, family: Font['family'] = token('sans')) {
  return { 'font-weight': weight, 'font-size': size, 'font-family': family }
}

function made(name: string, attributes: Record<string, string | number>, text = ''): Element {
  const element = document.createElementNS(NAMESPACE, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  if (text) element.textContent = text
  return element
}
