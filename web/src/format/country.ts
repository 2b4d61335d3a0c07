/** Countries by their name instead of their two letters. */

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })

export function countryName(code: string): string {
  return /^([A-Z]{2}|\d{3})$/.test(code) ? (names.of(code) ?? code) : code
}
