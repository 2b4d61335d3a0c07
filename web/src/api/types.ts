/** What the API answers, by the names the page uses; generated from the API's own description. */
import type { components } from './schema'

type Schemas = components['schemas']

export type Tag = Schemas['TagAnswer']
/** What is unknown is left out, never null; the precisions are those of `misp_dashboard/location`. */
export type Activity = Omit<Schemas['ActivityAnswer'], 'precision' | 'latitude' | 'longitude'> & {
  precision?: 'country' | 'city' | 'exact'
  latitude?: number
  longitude?: number
}
export type Activities = Omit<Schemas['Activities'], 'activities'> & { activities: Activity[] }
export type ActivityOverTime = Schemas['ActivityOverTime']
export type Countries = Schemas['Countries']
export type CountryHits = Schemas['Country']
export type Counters = Schemas['Counters']
export type Page = Schemas['PageSettings']
export type Tiles = Schemas['Tiles']

export type InstanceState = 'connecting' | 'connected' | 'refused' | 'silent' | 'disconnected'
export type Instance = Omit<Schemas['InstanceAnswer'], 'state'> & { state: InstanceState }
export type Instances = Omit<Schemas['Instances'], 'instances'> & { instances: Instance[] }

/** The one shape of every error. */
export type Problem = { error: string; message: string; remedy?: string; field?: string }
