/** How the three kinds of sighting look, the same wherever they are drawn. */
import type { Sighted } from '@/query/sightings'

export const LOOK: Record<Sighted, { paint: string; down?: boolean; line?: boolean }> = {
  sightings: { paint: 'series-4' },
  false_positives: { paint: 'series-2', down: true },
  expirations: { paint: 'series-6', line: true },
}
