/** How each level looks, and which filters mean it. */
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

/** White is what clear was called before version 2 of the standard. */
const TLP_CLEAR = ['clear', 'white']

/** None for what is not told of an event: it is what no level is. */
export function levelFilters(of: OfLevels, level: string): Filter[] {
  switch (of) {
    case 'ids':
      return [{ field: 'ids', value: String(level === 'ids'), not: false }]
    case 'tlp':
      if (level === 'none') return [{ field: 'tag', value: 'tlp:*', not: true }]
      return (level === 'clear' ? TLP_CLEAR : [level]).map((one) => ({
        field: 'tag',
        value: `tlp:${one}`,
        not: false,
      }))
    default:
      if (level === 'unknown') return []
      return [{ field: of === 'threat' ? 'threat_level' : of, value: level, not: false }]
  }
}
