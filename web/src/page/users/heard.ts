/** Which instances never told of a login or a key, so that a setting of theirs may be missing. */
import type { Heard } from '@/api/types'
import { shown, type Scope } from '@/scope/scope'

/** Those that the scope asks about. */
export function heardOf(heard: Heard[], scope: Scope): Heard[] {
  const wanted = scope.filters.filter((one) => one.field === 'instance' && !one.not)
  const names = wanted.map((one) => shown(one.value))
  // A pattern may mean any of them.
  if (!names.length || names.some((name) => name.includes('*'))) return heard
  return heard.filter((one) => names.includes(one.instance))
}

export function without(heard: Heard[], what: 'logins' | 'keys' | 'failures'): string[] {
  return heard.filter((one) => !one[what]).map((one) => one.instance)
}
