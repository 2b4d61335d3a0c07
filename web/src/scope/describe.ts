/** The span and the filters in words. */
import { fullNumber } from '@/format/number'
import { shortTime } from '@/format/time'
import { words } from '@/words/en'
import type { Area } from './area'
import { shown, type Filter, type Scope } from './scope'

export function spanTitle(scope: Scope): string {
  if (scope.range) return `${shortTime(scope.range.since)} – ${shortTime(scope.range.until)}`
  return words.scope.spans[scope.span] ?? words.scope.otherSpan(scope.span)
}

/** "in the last hour", to end a sentence with. */
export function withinSpan(scope: Scope): string {
  if (scope.range) return words.scope.inRange
  return words.scope.inSpan[scope.span] ?? `in the last ${scope.span}`
}

export function filterTitle(filter: Filter): string {
  const verb = filter.not ? ` ${words.scope.isNot}` : ''
  return `${words.scope.fields[filter.field]}${verb} ${shown(filter.value)}`
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
