/** An area of the map, a circle or a box in degrees, and how it is written in a URL. */

export type Circle = { kind: 'circle'; latitude: number; longitude: number; km: number }
/** `west` greater than `east` crosses the date line. */
export type Box = { kind: 'box'; west: number; south: number; east: number; north: number }
export type Area = Circle | Box

export const AREA_FIELDS = ['near', 'box'] as const
export type AreaField = (typeof AREA_FIELDS)[number]

/** Half way round the Earth: a circle of this radius is all of it. */
export const LONGEST_KM = 20_040
const SHORTEST_KM = 0.001

const NUMBER = /^[+-]?(\d{1,5}(\.\d{0,12})?|\.\d{1,12})$/
/** A hundred-thousandth of a degree is about a metre. */
const DIGITS = 5

export function fieldOf(area: Area): AreaField {
  return area.kind === 'circle' ? 'near' : 'box'
}

/** Null for what is no area on Earth. */
export function areaOf(field: AreaField, text: string): Area | null {
  const parts = text.split(',').map((one) => one.trim())
  if (!parts.every((one) => NUMBER.test(one))) return null
  const numbers = parts.map(Number)
  return field === 'near' ? circleOf(numbers) : boxOf(numbers)
}

/** `LAT,LON,KM` or `WEST,SOUTH,EAST,NORTH`, as the API takes it. */
export function areaText(area: Area): string {
  const numbers =
    area.kind === 'circle'
      ? [area.latitude, area.longitude, area.km]
      : [area.west, area.south, area.east, area.north]
  return numbers.map(written).join(',')
}

export function sameArea(one: Area, other: Area): boolean {
  return one.kind === other.kind && areaText(one) === areaText(other)
}

function circleOf([latitude, longitude, km, ...more]: number[]): Area | null {
  if (latitude === undefined || longitude === undefined || km === undefined || more.length)
    return null
  if (!isLatitude(latitude) || !isLongitude(longitude) || km < SHORTEST_KM || km > LONGEST_KM)
    return null
  return { kind: 'circle', latitude, longitude, km }
}

function boxOf([west, south, east, north, ...more]: number[]): Area | null {
  if (west === undefined || south === undefined || east === undefined || north === undefined)
    return null
  if (more.length || ![west, east].every(isLongitude) || ![south, north].every(isLatitude))
    return null
  return south < north && west !== east ? { kind: 'box', west, south, east, north } : null
}

function isLatitude(degrees: number): boolean {
  return Math.abs(degrees) <= 90
}

function isLongitude(degrees: number): boolean {
  return Math.abs(degrees) <= 180
}

function written(number: number): string {
  const text = String(Number(number.toFixed(DIGITS)))
  return text === '-0' ? '0' : text
}
