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

/** None for what is not told of an event: it is what no level is. */
export function levelFilter(of: OfLevels, level: string): Filter | undefined {
  switch (of) {
    case 'ids':
      return { field: 'ids', value: String(level === 'ids'), not: false }
    case 'tlp':
      return level === 'none'
        ? { field: 'tag', value: 'tlp:*', not: true }
        : { field: 'tag', value: `tlp:${level}`, not: false }
    default:
      if (level === 'unknown') return undefined
      return { field: of === 'threat' ? 'threat_level' : of, value: level, not: false }
  }
}
