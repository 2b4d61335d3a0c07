/** What the fill of a country means: the classes of a measure, their colours and what the legend says of them. */
import { shortNumber } from '@/format/number'
import { words as page } from '@/words/en'
import { classBounds, CLASSES, readable } from './classes'

export type Measure = 'count' | 'share' | 'change'
export type Scale = 'log' | 'linear'

export type LegendEntry = {
  /** Of the colour, without `--`. */
  token: string
  label: string
  /** What the number means, where it is not plain. */
  word?: string
}

export type ValueClasses = {
  /** Of each class, as tokens of the page. */
  tokens: string[]
  legend: LegendEntry[]
  /** -1 where there is nothing to show. */
  levelOf(value: number): number
}

const words = page.map

export const SEQUENCE = Array.from({ length: CLASSES }, (_, i) => `map-${i + 1}`)
/** From falling to rising, and what was not there before. */
export const CHANGE = [
  'map-fall-2',
  'map-fall-1',
  'map-same',
  'map-rise-1',
  'map-rise-2',
  'map-new',
]

/** What a change is compared with: half and double are as far from no change as each other. */
const CHANGE_BOUNDS: Record<Scale, number[]> = {
  log: [-0.5, -0.1, 0.1, 1],
  linear: [-0.5, -0.1, 0.1, 0.5],
}

/** `largest` is the value the strongest class is made for. */
export function valueClasses(measure: Measure, scale: Scale, largest: number): ValueClasses {
  if (measure === 'change') return changeClasses(scale)
  const bounds = measure === 'count' ? countBounds(largest, scale) : shareBounds(largest, scale)
  const text = measure === 'count' ? shortNumber : percent
  return {
    tokens: SEQUENCE,
    legend: bounds.map((bound, i) => ({
      token: SEQUENCE[i] ?? '',
      label:
        i === bounds.length - 1 ? `${text(bound)}+` : bound ? text(bound) : words.above(text(0)),
    })),
    levelOf: (value) => (value > 0 ? bounds.findLastIndex((bound) => value >= bound) : -1),
  }
}

function changeClasses(scale: Scale): ValueClasses {
  const bounds = CHANGE_BOUNDS[scale]
  const [fallen = 0, , same = 0, risen = 0] = bounds
  const labels = [
    `≤${percent(fallen)}`,
    `<${percent(-same)}`,
    `±${percent(same)}`,
    `>+${percent(same)}`,
    `≥+${percent(risen)}`,
    words.newHint,
  ]
  return {
    tokens: CHANGE,
    legend: CHANGE.map((token, i) => ({
      token,
      label: labels[i] ?? '',
      word: i === 4 && scale === 'log' ? words.doubled : words.changes[i],
    })),
    levelOf: (value) => {
      if (Number.isNaN(value)) return -1
      if (value === Infinity) return CHANGE.length - 1
      // What fell by exactly half has fallen by half.
      if (value <= fallen) return 0
      return bounds.filter((bound, i) =>
        i < 2 ? value >= bound : value > bound || (i === 3 && value >= bound),
      ).length
    },
  }
}

/** Each class's least number of activities. */
function countBounds(largest: number, scale: Scale): number[] {
  if (scale === 'log' || largest <= CLASSES) return classBounds(largest)
  return evenBounds(largest, 1)
}

/** Each class's least part of the whole; the first is of anything above none. */
function shareBounds(largest: number, scale: Scale): number[] {
  if (!(largest > 0)) return []
  if (scale === 'linear') return evenBounds(largest, 0)
  const bounds = [1 / 81, 1 / 27, 1 / 9, 1 / 3].map((part) => readable(largest * part))
  return [0, ...bounds]
}

function evenBounds(largest: number, least: number): number[] {
  const step = Math.max(readable(largest / CLASSES), least)
  const steps = Array.from({ length: CLASSES - 1 }, (_, i) => (i + 1) * step)
  return [least, ...steps.filter((bound) => bound <= largest && bound > least)]
}

/** A part of 1 as people read it: 0.02 %, 3 %, 45 %. */
export function percent(part: number): string {
  const hundredth = part * 100
  const digits =
    hundredth && Math.abs(hundredth) < 1 ? 1 - Math.floor(Math.log10(Math.abs(hundredth))) : 0
  const text = Number(hundredth.toFixed(Math.min(digits, 6)))
  return `${String(text).replace('-', '−')} %`
}
