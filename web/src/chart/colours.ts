/** The same item has the same colour on every page, for as long as the browser's session lasts. */

export const SLOTS = 8
/** The slot of what is not shown by itself. */
export const OTHER = -1
const STORE = 'series-colours'

type Slots = Record<string, number>

/** Known from the start, so that two screens side by side agree on what is seen most. */
const GIVEN: Record<string, string[]> = {
  category: [
    'Network activity',
    'Payload delivery',
    'External analysis',
    'Artifacts dropped',
    'Financial fraud',
    'Attribution',
    'Payload installation',
    'Other',
  ],
  use: [
    'Browser logins',
    'Contributions',
    'Key sign-ins',
    'New accounts',
    'Disabled accounts',
    'New organisations',
    'Failed sign-ins',
  ],
  kind: ['attribute', 'event', 'object', 'sighting', 'tag', 'proposal', 'discussion', 'login'],
}

const taken: Record<string, Slots> = {}

/** Which colour slot (0–7) each name has among the others of one kind (category, instance, org …). */
export function slotsFor(by: string, names: string[]): Map<string, number> {
  const known = slotsOf(by)
  const used = new Set<number>()
  const slots = new Map<string, number>()
  const unplaced: string[] = []
  for (const name of names) {
    const slot = name === 'other' ? OTHER : known[name]
    if (slot === undefined || used.has(slot)) unplaced.push(name)
    else {
      slots.set(name, slot)
      if (slot !== OTHER) used.add(slot)
    }
  }
  for (const name of unplaced) {
    const slot = freeSlot(used, known)
    used.add(slot)
    slots.set(name, slot)
    known[name] = slot
  }
  if (unplaced.length) keep(by)
  return slots
}

/** A slot no item of this chart has, rather one that no item has at all. */
function freeSlot(used: Set<number>, known: Slots): number {
  const all = Array.from({ length: SLOTS }, (_, slot) => slot)
  const free = all.filter((slot) => !used.has(slot))
  const fresh = free.find((slot) => !Object.values(known).includes(slot))
  return fresh ?? free[0] ?? used.size % SLOTS
}

function slotsOf(by: string): Slots {
  taken[by] ??= { ...given(by), ...remembered(by) }
  return taken[by]
}

function given(by: string): Slots {
  return Object.fromEntries((GIVEN[by] ?? []).map((name, slot) => [name, slot]))
}

function remembered(by: string): Slots {
  const stored: unknown = JSON.parse(sessionStorage.getItem(`${STORE}.${by}`) ?? '{}')
  if (typeof stored !== 'object' || stored === null) return {}
  return Object.fromEntries(
    Object.entries(stored).filter(
      ([, slot]) => Number.isInteger(slot) && slot >= 0 && slot < SLOTS,
    ),
  )
}

function keep(by: string): void {
  sessionStorage.setItem(`${STORE}.${by}`, JSON.stringify(taken[by]))
}

/** What to paint a slot with, as CSS. */
export function slotColour(slot: number): string {
  return slot === OTHER
    ? 'color-mix(in srgb, var(--quiet) 62%, var(--panel))'
    : `var(--series-${slot + 1})`
}
