/** What the API answers, by the names the page uses; generated from the API's own description. */
import type { components } from './schema'

type Schemas = components['schemas']

export type Tag = Schemas['TagAnswer']
/** What is unknown is left out, never null; the precisions are those of `misp_dashboard/location`. */
export type Activity = Omit<Schemas['ActivityAnswer'], 'precision' | 'latitude' | 'longitude'> & {
  precision?: 'coordinates' | 'city' | 'country' | 'weak'
  latitude?: number
  longitude?: number
}
export type Activities = Omit<Schemas['Activities'], 'activities'> & { activities: Activity[] }
export type ActivityOverTime = Schemas['ActivityOverTime']
export type Countries = Schemas['Countries']
export type CountryHits = Schemas['Country']
/** Where it points, or who is targeted. */
export type Of = 'origin' | 'target'
export type CountriesOverTime = Schemas['CountriesOverTime']
export type Places = Schemas['Places']
export type PlaceHits = Schemas['PlaceHits']
export type Indicator = Schemas['IndicatorAnswer']
export type Indicators = Schemas['IndicatorsAnswer']
export type Coverage = Schemas['Coverage']
export type LocationMeans = Schemas['LocationMeans']
export type Regions = Schemas['Regions']
export type FoundPlace = Schemas['FoundPlace']
export type FoundPlaces = Schemas['FoundPlaces']
export type TrendState = 'new' | 'rising' | 'falling' | 'steady'
export type TrendItem = Omit<Schemas['ActiveItem'], 'state'> & { state: TrendState }
export type MostActive = Omit<Schemas['MostActive'], 'items'> & { items: TrendItem[] }
export type Namespace = Schemas['TagNamespace']
export type TagNamespaces = Schemas['TagNamespaces']
export type ActiveDays = Schemas['ActiveDays']
export type Suggestion = Schemas['Suggestion']
export type Suggestions = Schemas['Suggestions']
export type Counters = Schemas['Counters']
export type Page = Schemas['PageSettings']
export type NamedInstance = Schemas['NamedInstance']
export type Tiles = Schemas['Tiles']

export type InstanceState = 'connecting' | 'connected' | 'refused' | 'silent' | 'disconnected'
export type Instance = Omit<Schemas['InstanceAnswer'], 'state'> & { state: InstanceState }
export type Instances = Omit<Schemas['Instances'], 'instances'> & { instances: Instance[] }

export type Gap = Schemas['GapAnswer']
export type Gaps = Schemas['Gaps']

/** The one shape of every error. */
export type Problem = { error: string; message: string; remedy?: string; field?: string }
