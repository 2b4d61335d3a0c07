/** Which instances the scope is about. */
import type { Scope } from '@/scope/scope'

/** Patterns as the API reads them: `*` is any text, `\` makes the next character itself, case does not count. */
export function namesIn(scope: Scope): (name: string) => boolean {
  const filters = scope.filters.filter((one) => one.field === 'instance')
  const wanted = filters.filter((one) => !one.not).map((one) => expression(one.value))
  const unwanted = filters.filter((one) => one.not).map((one) => expression(one.value))
  return (name) =>
    (!wanted.length || wanted.some((one) => one.test(name))) &&
    !unwanted.some((one) => one.test(name))
}

function expression(pattern: string): RegExp {
  const source = pattern.replace(/\\(.)|\*|[^\\*]+|\\/gs, (part, escaped?: string) => {
    if (escaped !== undefined) return literal(escaped)
    return part === '*' ? '.*' : literal(part)
  })
  return new RegExp(`^${source}$`, 'isu')
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
