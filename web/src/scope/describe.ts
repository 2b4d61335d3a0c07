/** The span, the filters and the areas in words. */
import { countryName } from '@/format/country'
import { fullNumber } from '@/format/number'
import { shortTag } from '@/format/text'
import { dayRange, momentRange } from '@/format/time'
import { words } from '@/words/en'
import type { Area } from './area'
import { regionName } from './regionNames'
import { shown, type Field, type Filter, type Scope } from './scope'

export function spanTitle(scope: Scope): string {
  if (scope.range) return rangeTitle(scope.range.since, scope.range.until)
  return words.scope.spans[scope.span] ?? words.scope.last(...lengthOf(scope.span))
}

/** "in the last hour", to end a sentence with. */
export function withinSpan(scope: Scope): string {
  return scope.range ? words.scope.inRange : words.scope.inLast(...lengthOf(scope.span))
}

export function filterTitle(filter: Filter): string {
  const verb = filter.not ? ` ${words.scope.isNot}` : ''
  return `${words.scope.fields[filter.field]}${verb} ${valueTitle(filter.field, filter.value)}`
}

/** What a pattern of a field means to a reader: a country's name, not its code. */
export function valueTitle(field: Field, pattern: string): string {
  const text = shown(pattern)
  switch (field) {
    case 'country':
    case 'target':
      return /^([a-z]{2}|\d{3})$/i.test(text) ? countryName(text.toUpperCase()) : text
    case 'region':
    case 'target_region':
      return regionName(text)
    case 'tag':
      return tagTitle(text)
    case 'precision':
      return own(words.scope.precisions, text)
    case 'ids':
    case 'noise':
      return own(words.scope.flags[field], text.toLowerCase())
    case 'threat_level':
    case 'analysis':
      return own(words.scope.levels[field], text.toLowerCase())
    default:
      return text
  }
}

/** "100 km around 49.61, 6.13", "Box 10°W – 20°E, 35°N – 60°N". */
export function areaTitle(area: Area): string {
  if (area.kind === 'circle')
    return words.scope.circle(kilometres(area.km), place(area.latitude, area.longitude))
  const meridians = [area.west, area.east].map((one) => degrees(one, 'E', 'W'))
  const parallels = [area.south, area.north].map((one) => degrees(one, 'N', 'S'))
  return words.scope.box(meridians.join(' – '), parallels.join(' – '))
}

/** Everything that narrows the scope but the span, one text each. */
export function narrowedBy(scope: Scope): string[] {
  return [...scope.filters.map(filterTitle), ...scope.areas.map(areaTitle)]
}

/** "threat-actor: any" for a whole galaxy. */
function tagTitle(text: string): string {
  const galaxy = /^misp-galaxy:([^=*]+)=\*$/.exec(text)
  return galaxy ? words.scope.anyOf(galaxy[1]!) : shortTag(text)
}

/** Whole days by their dates, the last one included; anything else to the minute. */
function rangeTitle(since: string, until: string): string {
  const [from, to] = [new Date(since), new Date(until)]
  const wholeDays = [from, to].every(
    (one) => one.getHours() + one.getMinutes() + one.getSeconds() === 0,
  )
  return wholeDays ? dayRange(from, new Date(to.getTime() - 1)) : momentRange(from, to)
}

function lengthOf(span: string): [number, 'm' | 'h' | 'd'] {
  return [Number(span.slice(0, -1)), span.slice(-1) as 'm' | 'h' | 'd']
}

function degrees(value: number, positive: string, negative: string): string {
  const letter = value < 0 ? negative : value > 0 ? positive : ''
  return `${Number(Math.abs(value).toFixed(1))}°${letter}`
}

function kilometres(km: number): string {
  return fullNumber(Number(km.toFixed(km < 10 ? 1 : 0)))
}

function place(latitude: number, longitude: number): string {
  return `${latitude.toFixed(2)}, ${longitude.toFixed(2)}`
}

/** What the table says, and the text itself where it says nothing: not what every object has. */
function own(table: Record<string, string> | undefined, text: string): string {
  return table && Object.hasOwn(table, text) ? table[text]! : text
}
