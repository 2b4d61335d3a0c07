/** Five classes of hits on a log scale, with bounds one can read. */

export const CLASSES = 5

/** The least number of each class; ascending, at most five, fewer when the largest number is small. */
export function classBounds(largest: number): number[] {
  if (largest < 1) return []
  if (largest <= CLASSES) return Array.from({ length: largest }, (_, i) => i + 1)
  const bounds = [1]
  for (let i = 1; i < CLASSES; i++) {
    const bound = readable(largest ** (i / CLASSES))
    bounds.push(Math.max(bound, (bounds.at(-1) ?? 0) + 1))
  }
  return bounds
}

/** 1, 2 or 5 times a power of ten. */
export function readable(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const lead = value / power
  return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10)
}

/** 0 for the lightest class, -1 for no hits. */
export function classOf(hits: number, bounds: number[]): number {
  if (hits < 1) return -1
  return bounds.findLastIndex((bound) => hits >= bound)
}
