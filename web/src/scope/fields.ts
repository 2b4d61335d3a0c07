/** What can be filtered, in groups, and where the values to choose from come from. */
import type { Field } from './scope'

/** `text` has its own field in the bar. An area comes from the map. */
export type Choice = Exclude<Field, 'text'> | 'area'

/**
 * `suggested`: the API is asked as one types. `written`: the same, and a part of a text is enough.
 * `typed`: the API has no list of them.
 * `country`, `region`: all there are, found by name. `flag`: true or false.
 */
export type Offer = 'suggested' | 'written' | 'typed' | 'country' | 'region' | 'flag' | 'area'

export const GROUPS: { name: 'what' | 'who' | 'where' | 'how'; fields: Choice[] }[] = [
  {
    name: 'what',
    fields: [
      'value',
      'type',
      'category',
      'tag',
      'event',
      'event_id',
      'threat_level',
      'analysis',
      'object',
      'relation',
      'comment',
    ],
  },
  { name: 'who', fields: ['org', 'instance'] },
  {
    name: 'where',
    fields: ['country', 'region', 'area', 'target', 'target_region', 'precision', 'means'],
  },
  { name: 'how', fields: ['kind', 'action', 'ids', 'noise'] },
]

export const CHOICES: Choice[] = GROUPS.flatMap((group) => group.fields)

export const OFFERS: Record<Choice, Offer> = {
  value: 'written',
  type: 'suggested',
  category: 'suggested',
  tag: 'written',
  event: 'written',
  event_id: 'typed',
  threat_level: 'suggested',
  analysis: 'suggested',
  object: 'suggested',
  relation: 'suggested',
  comment: 'typed',
  org: 'written',
  instance: 'suggested',
  country: 'country',
  region: 'region',
  area: 'area',
  target: 'country',
  target_region: 'region',
  precision: 'suggested',
  means: 'suggested',
  kind: 'suggested',
  action: 'suggested',
  ids: 'flag',
  noise: 'flag',
}
