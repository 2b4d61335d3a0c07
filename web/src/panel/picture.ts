/** A panel's picture as a PNG file: what its canvases show, with the words that lie over them. */
import { token } from '@/style/theme'

const EDGE = 16
const HEAD = 48
/** At least this many pixels for one of CSS, so that the file can be printed. */
const LEAST_RATIO = 2
/** Controls are no part of the picture. */
const LEFT_OUT = 'input, select, .controls, [data-picture=none], .unseen'

export type Told = { title: string; unit: string }

export async function downloadPicture(name: string, told: Told, content: HTMLElement) {
  const canvas = pictureOf(told, content)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) return
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}

export function pictureOf(told: Told, content: HTMLElement): HTMLCanvasElement {
  const frame = content.getBoundingClientRect()
  const ratio = Math.max(LEAST_RATIO, window.devicePixelRatio)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round((frame.width + 2 * EDGE) * ratio)
  canvas.height = Math.round((frame.height + HEAD + EDGE) * ratio)
  const context = canvas.getContext('2d')
  if (!context) return canvas
  context.scale(ratio, ratio)
  context.fillStyle = token('panel')
  context.fillRect(0, 0, canvas.width, canvas.height)
  drawHead(context, told, frame.width)
  context.translate(EDGE - frame.left, HEAD - frame.top)
  context.beginPath()
  context.rect(frame.left, frame.top, frame.width, frame.height)
  context.clip()
  drawElement(context, content)
  return canvas
}

function drawHead(context: CanvasRenderingContext2D, { title, unit }: Told, width: number): void {
  context.textBaseline = 'middle'
  context.fillStyle = token('text')
  context.font = `600 16px ${token('sans')}`
  context.fillText(title, EDGE, HEAD / 2)
  const left = EDGE + context.measureText(title).width + 12
  context.fillStyle = token('quiet')
  context.font = `400 13px ${token('sans')}`
  context.fillText(unit, left, HEAD / 2 + 1, Math.max(0, width + EDGE - left))
}

function drawElement(context: CanvasRenderingContext2D, element: Element): void {
  const style = getComputedStyle(element)
  if (style.visibility === 'hidden' || style.display === 'none' || style.clipPath !== 'none') return
  const box = element.getBoundingClientRect()
  if (element instanceof HTMLCanvasElement) {
    if (element.width && element.height && box.width && box.height)
      context.drawImage(element, box.left, box.top, box.width, box.height)
    return
  }
  if (isSeen(style.backgroundColor)) {
    context.fillStyle = style.backgroundColor
    context.fillRect(box.left, box.top, box.width, box.height)
  }
  for (const child of element.childNodes) {
    if (child instanceof Text) drawText(context, child, style)
    else if (child instanceof Element && !child.matches(LEFT_OUT)) drawElement(context, child)
  }
}

function drawText(context: CanvasRenderingContext2D, node: Text, style: CSSStyleDeclaration) {
  const text = node.data.replace(/\s+/g, ' ').trim()
  if (!text) return
  const range = document.createRange()
  range.selectNodeContents(node)
  const box = range.getBoundingClientRect()
  if (!box.width) return
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  context.fillStyle = style.color
  context.textBaseline = 'middle'
  context.fillText(text, box.left, box.top + box.height / 2, box.width + 1)
}

function isSeen(colour: string): boolean {
  return colour !== 'transparent' && !/^rgba\(.*, 0\)$/.test(colour)
}
