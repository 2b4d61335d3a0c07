/** Which taxonomies count: only the chosen ones, or all but some. */

export type Chosen = { only: string[]; without: string[] }

/** Patterns of the tags left out: only some are shown by leaving out all others. */
export function excludesOf({ only, without }: Chosen, present: string[]): string[] {
  const out = only.length ? present.filter((one) => !only.includes(one)) : without
  return out.map((one) => `${one}:*`)
}

/** The choice with one namespace chosen, or no longer. */
export function toggled(chosen: Chosen, how: keyof Chosen, name: string): Chosen {
  const was = chosen[how].includes(name)
  const rest = {
    only: chosen.only.filter((one) => one !== name),
    without: chosen.without.filter((one) => one !== name),
  }
  if (was) return rest
  return how === 'only'
    ? { only: [...rest.only, name], without: [] }
    : { only: [], without: [...rest.without, name] }
}
