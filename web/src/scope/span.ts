/** A span as one types it: `36h`, "90 days", "2 weeks". */
import { isSpan } from './scope'

const UNITS: Record<string, { letter: string; times: number }> = {
  m: { letter: 'm', times: 1 },
  min: { letter: 'm', times: 1 },
  minute: { letter: 'm', times: 1 },
  h: { letter: 'h', times: 1 },
  hour: { letter: 'h', times: 1 },
  d: { letter: 'd', times: 1 },
  day: { letter: 'd', times: 1 },
  w: { letter: 'd', times: 7 },
  week: { letter: 'd', times: 7 },
  month: { letter: 'd', times: 30 },
  y: { letter: 'd', times: 365 },
  year: { letter: 'd', times: 365 },
}

/** As the API takes it; null for what is no span. */
export function spanOf(text: string): string | null {
  const found = /^(?:last\s+)?(\d{1,6})\s*([a-z]+)$/.exec(text.trim().toLowerCase())
  const unit = found && (UNITS[found[2]!] ?? UNITS[found[2]!.replace(/s$/, '')])
  if (!unit) return null
  const span = `${Number(found[1]) * unit.times}${unit.letter}`
  return isSpan(span) ? span : null
}
