/** Where an indicator points or whom it targets, and how exactly that is known, in words. */
import type { Indicator, Of } from '@/api/types'
import { countryName } from '@/format/country'
import { words } from '@/words/en'

export type Where = { place: string; precision: string; title: string }

export function whereOf(one: Indicator, of: Of): Where {
  if (of === 'target') {
    const names = one.targets.map(countryName).join(', ')
    return { place: names, precision: '', title: names }
  }
  const country = one.country ? countryName(one.country) : ''
  const place = [one.place, one.place ? one.country : country].filter(Boolean).join(', ')
  const means = words.geo.means[one.located_by] ?? one.located_by
  const exact =
    one.latitude === null || one.longitude === null
      ? ''
      : `${one.latitude.toFixed(3)}, ${one.longitude.toFixed(3)}`
  return {
    place: place || exact,
    precision: words.geo.precision[one.precision] ?? one.precision,
    title: [one.place, country, exact, words.geo.byMeans(means)].filter(Boolean).join(' · '),
  }
}
