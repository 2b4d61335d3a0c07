/** Numbers as people read them: short in place, whole on demand. */

const whole = new Intl.NumberFormat('en-GB')
const UNITS = [
  { from: 1e9, letter: 'bn' },
  { from: 1e6, letter: 'M' },
  { from: 1e3, letter: 'k' },
]

export function fullNumber(value: number): string {
  return whole.format(value)
}

/** At most four significant characters and a unit: 950, 1.2k, 12.4k, 184k, 3.1M. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (Math.abs(value) < 1000) return shortBelowThousand(value)
  // 999,950 rounds to 1,000k: it belongs to the next unit.
  const unit = UNITS.find(({ from }) => Math.abs(value) >= from * 0.99995) ?? UNITS[2]!
  const scaled = value / unit.from
  return trimZero(scaled.toFixed(Math.abs(scaled) < 99.95 ? 1 : 0)) + unit.letter
}

function shortBelowThousand(value: number): string {
  if (Number.isInteger(value)) return String(value)
  return Math.abs(value) < 9.95 ? trimZero(value.toFixed(1)) : String(Math.round(value))
}

export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = value < 1 ? 0 : Math.min(Math.floor(Math.log10(value) / 3), units.length - 1)
  return `${trimZero((value / 1000 ** step).toFixed(step ? 1 : 0))} ${units[step]}`
}

function trimZero(text: string): string {
  return text.replace(/\.0$/, '')
}
