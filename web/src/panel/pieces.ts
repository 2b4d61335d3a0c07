/** What a panel shows, as the pieces a picture of it is painted from. */

export type Box = { left: number; top: number; width: number; height: number }

export type Font = { weight: string; size: string; family: string }

export type Piece =
  | { kind: 'ground'; box: Box; colour: string; radius: number }
  | { kind: 'text'; box: Box; text: string; colour: string; font: Font }
  | { kind: 'canvas'; box: Box; element: HTMLCanvasElement }
  | { kind: 'drawing'; box: Box; element: SVGSVGElement }

/** Controls are no part of the picture. */
const LEFT_OUT = 'input, select, .controls, [data-picture=none], .unseen'

/** From the back to the front; boxes are in pixels of the window. */
export function piecesOf(element: Element): Piece[] {
  const style = getComputedStyle(element)
  if (style.visibility === 'hidden' || style.display === 'none' || style.clipPath !== 'none')
    return []
  const box = element.getBoundingClientRect()
  const drawn = Boolean(box.width && box.height)
  if (element instanceof HTMLCanvasElement)
    return drawn && element.width && element.height ? [{ kind: 'canvas', box, element }] : []
  if (element instanceof SVGSVGElement) return drawn ? [{ kind: 'drawing', box, element }] : []
  const pieces: Piece[] = []
  if (isSeen(style.backgroundColor)) {
    const radius = Number.parseFloat(style.borderTopLeftRadius) || 0
    pieces.push({ kind: 'ground', box, colour: style.backgroundColor, radius })
  }
  for (const child of element.childNodes) {
    if (child instanceof Text) pieces.push(...textOf(child, style))
    else if (child instanceof Element && !child.matches(LEFT_OUT)) pieces.push(...piecesOf(child))
  }
  return pieces
}

function textOf(node: Text, style: CSSStyleDeclaration): Piece[] {
  const text = node.data.replace(/\s+/g, ' ').trim()
  if (!text) return []
  const range = document.createRange()
  range.selectNodeContents(node)
  const box = range.getBoundingClientRect()
  if (!box.width) return []
  const font = { weight: style.fontWeight, size: style.fontSize, family: style.fontFamily }
  return [{ kind: 'text', box, text, colour: style.color, font }]
}

function isSeen(colour: string): boolean {
  return colour !== 'transparent' && !/^rgba\(.*, 0\)$/.test(colour)
}

/** What a stylesheet gives a drawing's parts, which a file on its own would lack. */
const STYLED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
]

/** A copy that looks the same without the page's stylesheets. */
export function standingAlone(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const originals = [drawing, ...drawing.querySelectorAll('*')]
  const copies = [copy, ...copy.querySelectorAll('*')]
  originals.forEach((original, i) => {
    const style = getComputedStyle(original)
    for (const name of STYLED) copies[i]?.setAttribute(name, style.getPropertyValue(name))
    copies[i]?.removeAttribute('class')
  })
  const { width, height } = drawing.getBoundingClientRect()
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  return copy
}
