/** The span and the filters in words. */
import { shortTime } from '@/format/time'
import { words } from '@/words/en'
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
