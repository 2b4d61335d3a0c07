/** The page's tokens as colours for what draws on a canvas. */
import { useMutationObserver } from '@vueuse/core'
import { shallowRef, type ShallowRef } from 'vue'
import { token } from '@/style/theme'
import { OTHER, SLOTS } from './colours'

export type ChartColours = {
  panel: string
  line: string
  text: string
  quiet: string
  accent: string
  sans: string
  slot: (slot: number) => string
}

function read(): ChartColours {
  const series = Array.from({ length: SLOTS }, (_, i) => token(`series-${i + 1}`))
  const quiet = token('quiet')
  const panel = token('panel')
  const other = mix(quiet, panel, 0.62)
  return {
    panel,
    line: token('line'),
    text: token('text'),
    quiet,
    accent: token('accent'),
    sans: token('sans'),
    slot: (slot) => (slot === OTHER ? other : (series[slot] ?? other)),
  }
}

/** Follows the page between dark and light. */
export function useChartColours(): ShallowRef<ChartColours> {
  const colours = shallowRef(read())
  useMutationObserver(
    () => document.documentElement,
    () => (colours.value = read()),
    { attributeFilter: ['data-theme'] },
  )
  return colours
}

/** A share of one #rrggbb colour over another; the build may shorten #ffffff to #fff. */
export function mix(over: string, under: string, share: number): string {
  const [a, b] = [channels(over), channels(under)]
  const mixed = a.map((value, i) => Math.round(value * share + (b[i] ?? 0) * (1 - share)))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

function channels(colour: string): number[] {
  const long = colour.length < 7 ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour
  return [1, 3, 5].map((at) => Number.parseInt(long.slice(at, at + 2), 16) || 0)
}
