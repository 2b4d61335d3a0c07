/** What is offered for a field: what the server found, or all there is, or what the page has loaded. */
import type { Suggestion } from '@/api/types'
import { countryName } from '@/format/country'
import type { Region } from '@/query/regions'
import { words } from '@/words/en'
import { valueTitle } from './describe'
import type { Offer } from './fields'
import type { Offered } from './rows'
import { exactly, type Field } from './scope'

type Sources = {
  suggestions: Suggestion[]
  /** Whether they are for what is typed now. */
  current: boolean
  failed: boolean
  loaded: () => string[]
  regions: Region[]
}

export function offeredFor(field: Field, offer: Offer, sources: Sources): Offered[] {
  if (offer === 'flag') return flags(field)
  if (offer === 'typed') return sources.loaded().map((value) => plain(field, value))
  if (offer === 'region') return sources.regions.map(regionOffered)
  const found = sources.failed
    ? sources.loaded().map((value) => plain(field, value))
    : sources.suggestions.map((one) => suggested(field, one, sources.current))
  return offer === 'country' ? withOtherCountries(found, sources.regions) : found
}

function suggested(field: Field, one: Suggestion, current: boolean): Offered {
  const { pattern, kind, activities: count } = one
  const note = words.scope.whole[kind] ?? ''
  const label = kind === 'value' ? valueTitle(field, pattern) : groupName(one)
  return { pattern, label, title: one.label, count, note, found: current }
}

/** "tlp" for `tlp:*`, "threat-actor" for `misp-galaxy:threat-actor=*`. */
function groupName(one: Suggestion): string {
  const name = one.label.replace(/[:=]\*$/, '')
  return one.kind === 'galaxy' && name !== 'misp-galaxy' ? name.replace(/^misp-galaxy:/, '') : name
}

function plain(field: Field, value: string): Offered {
  const pattern = exactly(value)
  return { pattern, label: valueTitle(field, pattern), title: value, count: null, note: '' }
}

function flags(field: Field): Offered[] {
  return Object.entries(words.scope.flags[field] ?? {}).map(([pattern, label]) => ({
    pattern,
    label: capital(label),
    count: null,
    note: words.scope.flagsWhy[field]?.[pattern] ?? '',
  }))
}

function regionOffered(region: Region): Offered {
  return {
    pattern: region.code,
    label: region.name,
    title: region.countries.map(countryName).sort().join(', '),
    count: null,
    note: `${words.scope.kindsOfRegion[region.kind] ?? ''}, ${words.scope.countries(region.countries.length)}`,
  }
}

/** Those that nothing points to can be chosen too: something may, later. */
function withOtherCountries(found: Offered[], regions: Region[]): Offered[] {
  const known = new Set(found.map((one) => one.pattern))
  const others = [...new Set(regions.flatMap((one) => one.countries))]
    .filter((code) => !known.has(code))
    .map((code) => ({ pattern: code, label: countryName(code), title: code, count: 0, note: '' }))
    .sort((one, other) => one.label.localeCompare(other.label, 'en'))
  return [...found, ...others]
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
