/** Capitals and the largest cities, for orientation. */

export type City = { name: string; lon: number; lat: number; from: number }

let loaded: Promise<City[]> | undefined

/** The most important first; `from` is the zoom (of a flat map) at which the name may be written. */
export function loadCities(): Promise<City[]> {
  loaded ??= import('./cities.json').then(({ default: rows }) =>
    (rows as [string, number, number, number][]).map(([name, lon, lat, from]) => ({
      name,
      lon,
      lat,
      from,
    })),
  )
  return loaded
}
