/** The filters in force as chips: those on one field, and of one sense, stand together. */
import type { Field, Filter } from './scope'

export type Chip = { field: Field; not: boolean; filters: Filter[] }

/** In the order of the filters, what is left out after what is meant. */
export function chipsOf(filters: Filter[]): Chip[] {
  const chips: Chip[] = []
  for (const filter of filters) {
    const chip = chips.find((one) => one.field === filter.field && one.not === filter.not)
    if (chip) chip.filters.push(filter)
    else chips.push({ field: filter.field, not: filter.not, filters: [filter] })
  }
  return chips.sort((one, other) => Number(one.not) - Number(other.not))
}
