/** Values to offer while a filter is written: those the log has just shown. */
import type { Activity } from '@/api/types'
import { ANALYSES, THREAT_LEVELS } from '@/format/level'
import type { Field } from '@/scope/scope'

const LOOKED_AT = 1000

const READ: Record<Field, (one: Activity) => string[]> = {
  value: (one) => [one.value ?? ''],
  type: (one) => [one.type ?? ''],
  category: (one) => [one.category ?? ''],
  tag: (one) => (one.tags ?? []).map((tag) => tag.name),
  event: (one) => [one.event_info ?? ''],
  org: (one) => [one.org ?? ''],
  instance: (one) => [one.instance],
  kind: (one) => [one.kind],
  action: (one) => [one.action],
  country: (one) => [one.country ?? ''],
  region: () => [],
  target: () => [],
  target_region: () => [],
  precision: (one) => [one.precision ?? ''],
  means: (one) => [one.located_by ?? ''],
  comment: (one) => [one.comment ?? ''],
  object: (one) => [one.object_name ?? ''],
  relation: (one) => [one.object_relation ?? ''],
  event_id: (one) => [one.event_id ? String(one.event_id) : ''],
  threat_level: (one) => [THREAT_LEVELS[one.threat_level ?? 0] ?? ''],
  analysis: (one) => [one.analysis === undefined ? '' : (ANALYSES[one.analysis] ?? '')],
  ids: () => ['true', 'false'],
  noise: () => ['true', 'false'],
  text: () => [],
}

export function suggestFrom(
  field: Field,
  rows: Activity[],
  instances: string[],
  kinds: string[],
): string[] {
  if (field === 'instance') return instances
  if (field === 'kind') return kinds
  const counts = new Map<string, number>()
  for (const value of rows.slice(0, LOOKED_AT).flatMap(READ[field]))
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((one, other) => other[1] - one[1]).map(([value]) => value)
}
