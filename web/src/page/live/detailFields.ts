/** Every field of an activity in words, in groups, for whoever wants to see all of it. */
import type { Activity } from '@/api/types'
import { countryName } from '@/format/country'
import { ANALYSES, THREAT_LEVELS } from '@/format/level'
import { exactTime } from '@/format/time'
import { valueTitle } from '@/scope/describe'
import type { Field } from '@/scope/scope'
import { words } from '@/words/en'
import { happened } from './columns'

export type Detail = {
  name: string
  text: string
  /** What is copied, when it is not what is shown. */
  whole?: string
  mono?: boolean
  by?: { field: Field; value: string }
}

export type Group = { title: string; details: Detail[] }

const { fields } = words.detail

export function detailGroups(one: Activity): Group[] {
  return [
    { title: words.detail.subject, details: subject(one) },
    { title: words.detail.event, details: event(one) },
    { title: words.detail.where, details: place(one) },
    { title: words.detail.origin, details: origin(one) },
  ].filter((group) => group.details.length)
}

function subject(one: Activity): Detail[] {
  return present([
    { name: fields.kind, text: happened(one), by: { field: 'kind', value: one.kind } },
    filtered(fields.category, 'category', one.category),
    filtered(fields.type, 'type', one.type),
    filtered(fields.comment, 'comment', one.comment),
    one.kind === 'attribute' && {
      name: fields.to_ids,
      text: one.to_ids ? words.detail.yes : words.detail.no,
      by: { field: 'ids', value: String(Boolean(one.to_ids)) },
    },
    one.kind === 'sighting' && {
      name: fields.sighting_type,
      text: words.detail.sightings[one.sighting_type ?? 0] ?? '',
    },
    filtered(fields.object_name, 'object', one.object_name),
    filtered(fields.object_relation, 'relation', one.object_relation),
    { name: fields.subject_uuid, text: one.subject_uuid ?? '', mono: true },
    { name: fields.subject_id, text: numberText(one.subject_id), mono: true },
  ])
}

function event(one: Activity): Detail[] {
  const named = (table: Record<number, string>, value?: number) =>
    value === undefined ? '' : (table[value] ?? String(value))
  return present([
    filtered(fields.event_info, 'event', one.event_info),
    {
      name: fields.event_id,
      text: numberText(one.event_id),
      mono: true,
      ...(one.event_id ? { by: { field: 'event_id', value: String(one.event_id) } as const } : {}),
    },
    { name: fields.event_uuid, text: one.event_uuid ?? '', mono: true },
    level(fields.threat_level, 'threat_level', THREAT_LEVELS, one.threat_level),
    level(fields.analysis, 'analysis', ANALYSES, one.analysis),
    { name: fields.distribution, text: named(words.detail.distributions, one.distribution) },
  ])
}

function place(one: Activity): Detail[] {
  const { latitude, longitude } = one
  const located = typeof latitude === 'number' && typeof longitude === 'number'
  return present([
    one.country
      ? {
          name: fields.country,
          text: `${countryName(one.country)} (${one.country})`,
          by: { field: 'country', value: one.country },
        }
      : false,
    { name: fields.place, text: one.place ?? '' },
    {
      name: fields.coordinates,
      text: located ? `${latitude.toFixed(3)}, ${longitude.toFixed(3)}` : '',
      mono: true,
    },
    { name: fields.precision, text: one.precision ?? '' },
    { name: fields.located_by, text: one.located_by ?? '' },
    { name: fields.asn, text: one.asn ? `AS${one.asn}` : '', mono: true },
  ])
}

function origin(one: Activity): Detail[] {
  return present([
    filtered(fields.org, 'org', one.org),
    { name: fields.org_uuid, text: one.org_uuid ?? '', mono: true },
    filtered(fields.instance, 'instance', one.instance),
    { name: fields.at, text: exactTime(one.at), whole: one.at },
    { name: fields.received_at, text: exactTime(one.received_at), whole: one.received_at },
    { name: fields.topic, text: one.topic, mono: true },
    { name: fields.id, text: one.id, mono: true },
  ])
}

function filtered(name: string, field: Field, value: string | undefined): Detail {
  return value ? { name, text: value, by: { field, value } } : { name, text: '' }
}

function level(
  name: string,
  field: 'threat_level' | 'analysis',
  names: Record<number, string>,
  number: number | undefined,
): Detail {
  const value = number === undefined ? '' : (names[number] ?? '')
  return { ...filtered(name, field, value), text: valueTitle(field, value) }
}

function numberText(value: number | undefined): string {
  return value ? String(value) : ''
}

function present(details: (Detail | false)[]): Detail[] {
  return details.filter((one): one is Detail => one !== false && one.text !== '')
}
