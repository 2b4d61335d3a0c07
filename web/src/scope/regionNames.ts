/** Names of regions by their codes: those the server told, and before that read from the code itself. */
import { shallowRef } from 'vue'

const told = shallowRef(new Map<string, string>())
const SHORT = new Map([
  ['eu', 'EU'],
  ['eea', 'EEA'],
  ['nato', 'NATO'],
  ['and', 'and'],
  ['the', 'the'],
])

export function learnRegionNames(regions: { code: string; name: string }[]): void {
  told.value = new Map(regions.map((one) => [one.code, one.name]))
}

/** "Western Europe" for `western-europe`, "EU" for `eu`. */
export function regionName(code: string): string {
  return told.value.get(code.toLowerCase()) ?? code.split('-').map(named).join(' ')
}

function named(part: string): string {
  return SHORT.get(part) ?? part.charAt(0).toUpperCase() + part.slice(1)
}
