/** What the insignia are drawn of: a frame that says the tier, and one to four marks in it. */

export const FAMILIES = ['monthly', 'rank', 'trophy', 'badge'] as const
export type Family = (typeof FAMILIES)[number]

export const LEVELS: Record<Family, number> = { monthly: 16, rank: 16, trophy: 12, badge: 5 }
export const BADGES = ['code', 'donor', 'upvoted', 'valuable', 'plenty'] as const

/** `ground` is a light fill, `full` a whole one; `mark` lies on it as a line, `dot` as an area. */
export type Shape = { kind: 'ground' | 'full' | 'frame' | 'mark' | 'dot'; d: string }
/** All within 24 by 24. `tier` is 0 for none yet; on a `full` ground marks are cut out. */
export type Insignia = { tier: number; full: boolean; shapes: Shape[] }

type Point = readonly [number, number]

const MIDDLE = 12
const round = (value: number): string => String(Number(value.toFixed(2)))

/** Level 0 is an empty frame. A badge's level is its place among `BADGES`, from 1. */
export function insignia(family: Family, level: number): Insignia {
  const known = Math.min(Math.max(Math.trunc(level), 0), LEVELS[family])
  const tier = known === 0 || family === 'badge' ? Math.min(known, 1) : Math.ceil(known / 4)
  const count = known === 0 ? 0 : ((known - 1) % 4) + 1
  const drawn = { monthly, rank, trophy, badge }[family](tier, family === 'badge' ? known : count)
  return { tier, full: drawn.some((one) => one.kind === 'full'), shapes: drawn }
}

const FRAMES = [
  circle(12, 12, 10.4),
  circle(12, 12, 10.4),
  'M12 1.4L20.8 4.4V11.4C20.8 16.8 17 20.6 12 22.6C7 20.6 3.2 16.8 3.2 11.4V4.4Z',
  polygon(6, 11, 11, 12),
  polygon(8, 11.4, 9, 12),
] as const

/** A circle, a shield, a hexagon, a star: with one to four chevrons in it. */
function monthly(tier: number, count: number): Shape[] {
  const frame = FRAMES[tier] ?? FRAMES[0]
  const first = MIDDLE + 1.2 - ((count - 1) * 3.2) / 2
  const chevrons = Array.from({ length: count }, (_, i): Shape => {
    const y = first + i * 3.2
    return { kind: 'mark', d: `M7.8 ${round(y + 1)}L12 ${round(y - 2.6)}L16.2 ${round(y + 1)}` }
  })
  return [{ kind: 'ground', d: frame }, { kind: 'frame', d: frame }, ...chevrons]
}

const BOARD = 'M4 7L12 1.4L20 7V21.4A1 1 0 0 1 19 22.4H5A1 1 0 0 1 4 21.4Z'
const SPOTS: Point[][] = [
  [],
  [[12, 13.4]],
  [
    [12, 9.6],
    [12, 17],
  ],
  [
    [12, 9.2],
    [8.4, 16.4],
    [15.6, 16.4],
  ],
  [
    [8.4, 10],
    [15.6, 10],
    [8.4, 17.4],
    [15.6, 17.4],
  ],
]

/** A shoulder board: bars, then diamonds, then stars, then stars cut out of a full board. */
function rank(tier: number, count: number): Shape[] {
  const board: Shape[] = [
    { kind: tier === 4 ? 'full' : 'ground', d: BOARD },
    { kind: 'frame', d: BOARD },
  ]
  if (tier <= 1) {
    const bars = Array.from({ length: count }, (_, i): Shape => ({
      kind: 'mark',
      d: `M8 ${round(19 - i * 3.5)}H16`,
    }))
    return [...board, ...bars]
  }
  const dots = (SPOTS[count] ?? []).map((spot): Shape => ({
    kind: 'dot',
    d: tier === 2 ? polygon(4, 3, 3, spot[1], spot[0]) : polygon(5, 3.5, 1.5, spot[1], spot[0]),
  }))
  return [...board, ...dots]
}

const CUP = 'M7 2.6H17V8.6A5 5 0 0 1 7 8.6Z'
const HALF = 'M7 7.6H17V8.6A5 5 0 0 1 7 8.6Z'
const HANDLES = 'M7 4.4H3.8V6.4A3.4 3.4 0 0 0 7.2 9.8M17 4.4H20.2V6.4A3.4 3.4 0 0 1 16.8 9.8'
const STEM = 'M12 13.6V17M7.6 17.6H16.4'

/** A cup: empty, half full, full; dots below it count. The highest has a star in it. */
function trophy(tier: number, count: number): Shape[] {
  const filled: Shape[] =
    tier === 3
      ? [{ kind: 'full', d: CUP }]
      : [{ kind: 'ground', d: CUP }, ...(tier === 2 ? [{ kind: 'dot', d: HALF } as const] : [])]
  const left = MIDDLE - ((count - 1) * 3.8) / 2
  const dots = Array.from({ length: count }, (_, i): Shape => ({
    kind: 'frame',
    d: circle(left + i * 3.8, 21.4, 0.9),
  }))
  const first: Shape[] =
    tier === 3 && count === 4 ? [{ kind: 'dot', d: polygon(5, 3.6, 1.5, 7.6) }] : []
  return [
    ...filled,
    ...first,
    { kind: 'frame', d: CUP },
    { kind: 'frame', d: HANDLES },
    { kind: 'frame', d: STEM },
    ...dots,
  ]
}

const RIBBONS = 'M7.4 16.4L6 22.6L12 19.8L18 22.6L16.6 16.4'
const GLYPHS = [
  '',
  'M9.4 7L6.9 9.8L9.4 12.6M14.6 7L17.1 9.8L14.6 12.6',
  'M12 13.8L8.4 10A2.2 2.2 0 0 1 12 7.4A2.2 2.2 0 0 1 15.6 10Z',
  'M12 13.6V6.4M8.6 9.6L12 6.2L15.4 9.6',
  'M9.8 6.4H14.2L16.4 9.2L12 14L7.6 9.2ZM7.6 9.2H16.4',
  'M8 6.8H16M8 9.8H16M8 12.8H16',
] as const

/** A rosette with a sign in it. */
function badge(_tier: number, number: number): Shape[] {
  const disc = circle(12, 9.8, 8)
  return [
    { kind: 'frame', d: RIBBONS },
    { kind: 'ground', d: disc },
    { kind: 'frame', d: disc },
    ...(GLYPHS[number] ? [{ kind: 'mark', d: GLYPHS[number] } as const] : []),
  ]
}

function circle(x: number, y: number, r: number): string {
  const across = round(2 * r)
  return `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 1 ${across} 0a${r} ${r} 0 1 1 -${across} 0Z`
}

/** Corners at `outer` and, between them, at `inner` from the middle; the first one is on top. */
function polygon(corners: number, outer: number, inner: number, y: number, x = MIDDLE): string {
  const points = Array.from({ length: corners * 2 }, (_, i) => {
    const angle = (Math.PI * i) / corners - Math.PI / 2
    const far = i % 2 ? (inner === outer ? outer * Math.cos(Math.PI / corners) : inner) : outer
    return `${round(x + Math.cos(angle) * far)} ${round(y + Math.sin(angle) * far)}`
  })
  return `M${points.join('L')}Z`
}
