/** Distances and directions on a spherical Earth, in kilometres and degrees. */

/** Mean radius (IUGG), as the server measures. */
export const EARTH_KM = 6371.0088

const RADIANS = Math.PI / 180

export type LonLat = [lon: number, lat: number]

/** Along the great circle, by the haversine formula. */
export function distanceKm([lonA, latA]: LonLat, [lonB, latB]: LonLat): number {
  const half =
    Math.sin(((latB - latA) * RADIANS) / 2) ** 2 +
    Math.cos(latA * RADIANS) *
      Math.cos(latB * RADIANS) *
      Math.sin(((lonB - lonA) * RADIANS) / 2) ** 2
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** Where one arrives who goes straight on; its longitude is within half a turn of the start's. */
export function destination([lon, lat]: LonLat, bearing: number, km: number): LonLat {
  const [angle, turn, from] = [km / EARTH_KM, bearing * RADIANS, lat * RADIANS]
  const sine = Math.sin(from) * Math.cos(angle) + Math.cos(from) * Math.sin(angle) * Math.cos(turn)
  const to = Math.asin(Math.min(Math.max(sine, -1), 1))
  const across = Math.atan2(
    Math.sin(turn) * Math.sin(angle) * Math.cos(from),
    Math.cos(angle) - Math.sin(from) * sine,
  )
  return [lon + across / RADIANS, to / RADIANS]
}

/** The latitude nearest to a pole, or to the equator's far side, at which a meridian is `km` away. */
export function crossing([lon, lat]: LonLat, km: number, meridian: number): number {
  const [a, from] = [(meridian - lon) * RADIANS, lat * RADIANS]
  const [p, q] = [Math.sin(from), Math.cos(from) * Math.cos(a)]
  const away = Math.acos(Math.min(Math.max(Math.cos(km / EARTH_KM) / Math.hypot(p, q), -1), 1))
  const inside = [Math.atan2(p, q) - away, Math.atan2(p, q) + away].map(wrapped)
  return (inside.find((one) => Math.abs(one) <= Math.PI / 2 + 1e-9) ?? 0) / RADIANS
}

function wrapped(angle: number): number {
  return Math.atan2(Math.sin(angle), Math.cos(angle))
}

/** A longitude between -180 and 180. */
export function normal(lon: number): number {
  return lon >= -180 && lon <= 180 ? lon : ((((lon + 180) % 360) + 360) % 360) - 180
}
