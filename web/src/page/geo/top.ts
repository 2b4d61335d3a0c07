/** The countries, regions and places by hits, as the ranked list shows them. */
import type { Countries, PlaceHits } from '@/api/types'
import { countryName } from '@/format/country'
import { changeOf, shareOf, type Change } from './measure'

export type Row = {
  key: string
  name: string
  /** In quiet type beside the name. */
  note: string
  hits: number
  share: number
  change: Change
  /** Alpha-2; empty for a region. */
  country: string
  region?: string
  place?: PlaceHits
}

export function countryRows(told: Countries | null): Row[] {
  if (!told) return []
  const countries = told.countries.map(({ country, hits, previous }) => ({
    key: country,
    name: countryName(country),
    note: country,
    hits,
    share: shareOf(hits, told.located),
    change: changeOf(hits, previous),
    country,
  }))
  const regions = told.regions.map(({ region, name, hits, previous }) => ({
    key: `region ${region}`,
    name,
    note: '',
    hits,
    share: shareOf(hits, told.located),
    change: changeOf(hits, previous),
    country: '',
    region,
  }))
  return [...countries, ...regions].sort((one, other) => other.hits - one.hits)
}

export function placeRows(places: PlaceHits[], hits: number): Row[] {
  return places.map((place) => ({
    key: placeKey(place),
    name: place.place || `${place.latitude.toFixed(2)}, ${place.longitude.toFixed(2)}`,
    note: countryName(place.country),
    hits: place.hits,
    share: shareOf(place.hits, hits),
    change: null,
    country: place.country,
    place,
  }))
}

export function placeKey(place: PlaceHits): string {
  return `${place.country} ${place.place} ${place.latitude} ${place.longitude}`
}
