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
export type AttackCounts = Omit<Schemas['AttackCounts'], 'state'> & { state: TrendState }
export type AttackSubTechnique = Omit<Schemas['AttackSubTechnique'], 'state'> & AttackCounts
export type AttackTechnique = Omit<Schemas['AttackTechnique'], 'state' | 'sub_techniques'> &
  AttackCounts & { sub_techniques: AttackSubTechnique[] }
export type AttackUnknown = Omit<Schemas['AttackUnknown'], 'state'> & AttackCounts
export type Attack = Omit<Schemas['Attack'], 'techniques' | 'unknown'> & {
  techniques: AttackTechnique[]
  unknown: AttackUnknown[]
}
export type ActiveDays = Schemas['ActiveDays']
type Compared<T> = Omit<T, 'state'> & { state: TrendState }
export type SightingsOfKind = Compared<Schemas['SightingsOfKind']>
export type Sightings = Omit<
  Schemas['Sightings'],
  'sightings' | 'false_positives' | 'expirations'
> &
  Record<'sightings' | 'false_positives' | 'expirations', SightingsOfKind>
export type TopSighted = Schemas['TopSighted']
export type SightingSurges = Schemas['SightingSurges']
export type Discussions = Compared<Schemas['Discussions']>
export type DiscussedThread = Schemas['DiscussedThread']
export type LatestPost = Schemas['LatestPost']
export type LevelsOverTime = Schemas['LevelsOverTime']
export type LoginsByHour = Schemas['LoginsByHour']
export type LoginsOverTime = Schemas['LoginsOverTime']
export type OrgContribution = Schemas['OrgContribution']
export type ContributionPerLogin = Schemas['ContributionPerLogin']
export type SignIns = Schemas['SignIns']
export type Heard = Schemas['Heard']
export type Contributor = Schemas['Contributor']
export type Contributors = Schemas['Contributors']
export type ContributorDetail = Schemas['ContributorDetail']
export type Standing = Schemas['Standing']
export type ContributionRules = Schemas['ContributionRules']
export type Earned = Schemas['Earned']
export type CategoryContributor = Schemas['CategoryContributor']
export type ContributorsByCategory = Schemas['ContributorsByCategory']
export type ContributorsOverTime = Schemas['ContributorsOverTime']
export type LastContribution = Schemas['LastContribution']
export type LastContributors = Schemas['LastContributors']
export type HallOfFame = Schemas['HallOfFame']
export type Award = Required<Schemas['Award']>
export type Awards = Omit<Schemas['Awards'], 'awards'> & { awards: Award[] }
export type Suggestion = Schemas['Suggestion']
export type Suggestions = Schemas['Suggestions']
export type Counters = Schemas['Counters']
export type Page = Schemas['PageSettings']
export type NamedInstance = Schemas['NamedInstance']
export type Tiles = Schemas['Tiles']

export type InstanceState = 'connecting' | 'connected' | 'refused' | 'silent' | 'disconnected'
export type Instance = Omit<Schemas['InstanceAnswer'], 'state'> & { state: InstanceState }
export type Instances = Omit<Schemas['Instances'], 'instances'> & { instances: Instance[] }
export type TroubledPart = Schemas['TroubleAnswer']['part']

export type Backfill = Schemas['BackfillAnswer']
export type Gap = Schemas['GapAnswer']
export type Gaps = Schemas['Gaps']
export type Topic = Schemas['TopicAnswer']
export type Topics = Schemas['Topics']
export type Resources = Schemas['Resources']
export type Room = Schemas['Room']
export type RejectedRow = Schemas['RejectedRow']
export type RejectedList = Schemas['RejectedList']
export type RejectedFrame = Schemas['RejectedFrame']
export type Verdict = 'ok' | 'warning' | 'failed' | 'skipped'
export type Check = Omit<Schemas['CheckAnswer'], 'links'> & {
  links: (Omit<Schemas['LinkAnswer'], 'verdict'> & { verdict: Verdict })[]
}

/** The one shape of every error. */
export type Problem = { error: string; message: string; remedy?: string; field?: string }
