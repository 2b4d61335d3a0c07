/** How each level looks, and which filter means it. */
import { UNTOLD, type Kind } from '@/chart/kindsOverTime'
import type { OfLevels } from '@/query/levelsOverTime'
import type { Filter } from '@/scope/scope'

type Look = Pick<Kind, 'paint' | 'hatched'>

/** Told apart without seeing colours as others do; TLP in the colours of its standard. */
export const LOOKS: Record<OfLevels, Record<string, Look>> = {
  threat: {
    high: { paint: 'series-7' },
    medium: { paint: 'series-2' },
    low: { paint: 'series-1' },
    undefined: { paint: 'series-8' },
  },
  analysis: {
    initial: { paint: 'series-2' },
    ongoing: { paint: 'series-1' },
    completed: { paint: 'series-3' },
  },
  tlp: {
    red: { paint: 'tlp-red' },
    'amber+strict': { paint: 'tlp-amber', hatched: true },
    amber: { paint: 'tlp-amber' },
    green: { paint: 'tlp-green' },
    clear: { paint: 'tlp-clear' },
  },
  ids: { ids: { paint: 'series-1' } },
}

export const lookOf = (of: OfLevels, level: string): Look => LOOKS[of][level] ?? { paint: UNTOLD }

/** MISP's frames are not asked by threat level or analysis. */
export function levelFilter(of: OfLevels, level: string): Filter | undefined {
  if (of === 'ids') return { field: 'ids', value: String(level === 'ids'), not: false }
  if (of !== 'tlp') return undefined
  if (level === 'none') return { field: 'tag', value: 'tlp:*', not: true }
  return { field: 'tag', value: `tlp:${level}`, not: false }
}
