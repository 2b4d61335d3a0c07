/** What the API answers; see docs/api. */
export type Tag = { name: string; colour: string }

export type Activity = {
  id: string
  at: string
  received_at: string
  instance: string
  topic: string
  kind: string
  action: string
  org?: string
  org_uuid?: string
  event_id?: number
  event_uuid?: string
  event_info?: string
  threat_level?: number
  analysis?: number
  subject_id?: number
  subject_uuid?: string
  object_name?: string
  object_relation?: string
  category?: string
  type?: string
  value?: string
  comment?: string
  to_ids?: boolean
  tags?: Tag[]
  sighting_type?: number
  distribution?: number
  country?: string
  place?: string
  latitude?: number
  longitude?: number
  precision?: 'country' | 'city' | 'exact'
  located_by?: string
  asn?: number
}

export type Tiles = { url: string; attribution: string }

export type Page = {
  title: string
  version: string
  instances: { name: string; url: string }[]
  tiles: Tiles | null
  attribution: { text: string; url: string }[]
  kinds: string[]
}

export type Activities = { activities: Activity[]; next: string | null; live_id: string }

export type ActivityOverTime = {
  since: string
  until: string
  step_s: number
  series: { name: string; counts: number[] }[]
  total: number
}

export type CountryHits = { country: string; hits: number }
export type Countries = { countries: CountryHits[]; located: number; total: number }

export type Counters = {
  today: number
  per_minute: number
  events: number
  organisations: number
  sightings: number
  false_positives: number
  activities: number
}

export type InstanceState = 'connecting' | 'connected' | 'refused' | 'silent' | 'disconnected'

export type Instance = {
  name: string
  url: string
  state: InstanceState
  reason: string
  since: string
  last_frame_at: string | null
  frames_per_minute: number
  frames: number
  bytes: number
  rejected: number
}

export type Instances = { instances: Instance[]; lag: number; rejected: number }

export type Problem = { error: string; message: string; remedy?: string; field?: string }
