/** How long something took, in its two largest units: "3 d 4 h", "12 min", "8 s". */

const UNITS: [letter: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
]

export function duration(ms: number): string {
  let left = Math.max(0, Math.round(ms / 1000))
  const parts: string[] = []
  for (const [letter, seconds] of UNITS) {
    const count = Math.floor(left / seconds)
    left -= count * seconds
    if (count) parts.push(`${count} ${letter}`)
    else if (parts.length) break
    if (parts.length === 2) break
  }
  return parts.join(' ') || '0 s'
}
