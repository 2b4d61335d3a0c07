/** The part of the world a map shows: where home is, how far one may pan, what the globe hides. */

/** The world's width at zoom 0, in CSS pixels. */
export const TILE = 512
const RADIANS = Math.PI / 180
export const MERCATOR_END = 85.0511
/** The inhabited world: a map of it wastes no room on Antarctica. */
export const SOUTH = -57
export const NORTH = 79
/** MapLibre's camera looks from one and a half heights away. */
const CAMERA_HEIGHTS = 1.5

export type Size = { width: number; height: number }
export type Camera = { lon: number; lat: number; zoom: number }

const clamp = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), most)

/** Mercator in units of the world's width, downwards from the north; the poles at its ends. */
export function mercatorY(lat: number): number {
  const sine = Math.sin(clamp(lat, -MERCATOR_END, MERCATOR_END) * RADIANS)
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
}

export function latitude(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI
}

/** The whole inhabited world, as large as it fits. */
export function flatHome({ width, height }: Size): Camera {
  const tall = mercatorY(SOUTH) - mercatorY(NORTH)
  const zoom = Math.log2(Math.min(width / TILE, height / (TILE * tall)))
  return { lon: 0, lat: latitude((mercatorY(SOUTH) + mercatorY(NORTH)) / 2), zoom }
}

/** The whole globe, Europe and Africa first. */
export function globeHome({ width, height }: Size): Camera {
  const lat = 22
  const distance = CAMERA_HEIGHTS * height
  // Near the camera a sphere looks smaller than it is: its edge is where the view touches it.
  const sine = Math.sin(Math.atan((Math.min(width, height) * 0.44) / distance))
  const radius = (distance * sine) / (1 - sine)
  const zoom = Math.log2((radius * 2 * Math.PI * Math.cos(lat * RADIANS)) / TILE)
  return { lon: 12, lat, zoom }
}

/** In CSS pixels. */
export function globeRadius({ lat, zoom }: Camera): number {
  return (TILE * 2 ** zoom) / (2 * Math.PI) / Math.cos(lat * RADIANS)
}

/** The radius of the disc a globe is seen as, in pixels. */
export function discRadius(camera: Camera, height: number): number {
  const radius = globeRadius(camera)
  const distance = CAMERA_HEIGHTS * height
  return (distance * radius) / Math.sqrt((radius + distance) ** 2 - radius ** 2)
}

/** As near to the wanted camera as keeps the world within the frame. */
export function within(wanted: Camera, size: Size, leastZoom: number): Camera {
  const zoom = Math.max(wanted.zoom, leastZoom)
  const world = TILE * 2 ** zoom
  const halfX = size.width / 2 / world
  const halfY = size.height / 2 / world
  const [top, bottom] = [mercatorY(NORTH), mercatorY(SOUTH)]
  const x = halfX >= 0.5 ? 0.5 : clamp(wanted.lon / 360 + 0.5, halfX, 1 - halfX)
  const y =
    halfY * 2 >= bottom - top
      ? (top + bottom) / 2
      : clamp(mercatorY(wanted.lat), top + halfY, bottom - halfY)
  return { lon: (x - 0.5) * 360, lat: latitude(y), zoom }
}

/** The camera that shows a box (degrees) with some room around it. */
export function around([west, south, east, north]: readonly number[], size: Size): Camera {
  const [w = 0, s = 0, e = 0, n = 0] = [west, south, east, north]
  const [top, bottom] = [mercatorY(n), mercatorY(s)]
  const wide = Math.max((e - w) / 360, 1e-4)
  const tall = Math.max(bottom - top, 1e-4)
  const zoom = Math.log2(Math.min(size.width / (TILE * wide), size.height / (TILE * tall)) * 0.72)
  return { lon: (w + e) / 2, lat: latitude((top + bottom) / 2), zoom }
}

/** Whether a place lies on the far side of a globe seen from straight above the camera's place. */
export function isBehind(lon: number, lat: number, camera: Camera, height: number): boolean {
  const a = lat * RADIANS
  const b = camera.lat * RADIANS
  const cosine =
    Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos((lon - camera.lon) * RADIANS)
  const radius = globeRadius(camera)
  return cosine < radius / (radius + CAMERA_HEIGHTS * height)
}
