// The borders that tell the country of coordinates: Natural Earth 1:10m (public domain), finer than what the maps draw.
//
// `npm run geo` writes them, a line a country: its ISO code and its polygons as WKB in hexadecimal, all compressed.

import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import { feature } from 'topojson-client'
import { topology } from 'topojson-server'
import { presimplify, simplify } from 'topojson-simplify'
import { polygonsByCountry, unquantized } from './polygons.mjs'
import { POINTS } from './territories.mjs'

const require = createRequire(import.meta.url)
const OUTPUT = new URL('../../misp_dashboard/location/borders.wkb.gz', import.meta.url)

const LEAST_TRIANGLE = 1e-4 // square degrees a point must add to the outline to be kept: about 1 km²
const SMALL = 0.1 // square degrees below which a country keeps all its points
const STEP = 1 / 1024 // degrees; a power of two leaves most of a number's bytes zero, which compress well

/** Countries that the atlas rounds to a line: a box around them. */
const TINY = {
  VA: [
    [12.4457, 41.9002],
    [12.4584, 41.9002],
    [12.4584, 41.9075],
    [12.4457, 41.9075],
    [12.4457, 41.9002],
  ],
}

const onGrid = (value) => Math.round(value / STEP) * STEP

function withoutRepeats(ring) {
  const points = ring.filter(
    ([lon, lat], i) => i === 0 || lon !== ring[i - 1][0] || lat !== ring[i - 1][1],
  )
  return points.length > 3 ? points : null
}

function wkbOfRings(rings) {
  const bytes = Buffer.alloc(9 + rings.reduce((sum, ring) => sum + 4 + 16 * ring.length, 0))
  let at = head(bytes, 0, 3, rings.length)
  for (const ring of rings) {
    at = bytes.writeUInt32LE(ring.length, at)
    for (const [lon, lat] of ring) at = bytes.writeDoubleLE(lat, bytes.writeDoubleLE(lon, at))
  }
  return bytes
}

const head = (bytes, at, type, count) =>
  bytes.writeUInt32LE(count, bytes.writeUInt32LE(type, bytes.writeUInt8(1, at)))

function wkbOfPolygons(polygons) {
  const start = Buffer.alloc(9)
  head(start, 0, 6, polygons.length)
  return Buffer.concat([start, ...polygons.map(wkbOfRings)])
}

function wkbOfPoint([lon, lat]) {
  const bytes = Buffer.alloc(21)
  bytes.writeUInt32LE(1, bytes.writeUInt8(1, 0))
  bytes.writeDoubleLE(lat, bytes.writeDoubleLE(lon, 5))
  return bytes
}

function line({ id, geometry }, isSmall) {
  const place = isSmall ? (point) => point : (point) => point.map(onGrid)
  const polygons = geometry.coordinates
    .map((rings) => rings.map((ring) => withoutRepeats(ring.map(place))))
    .filter(([outer]) => outer)
    .map((rings) => rings.filter((ring) => ring))
  if (!polygons.length && TINY[id]) polygons.push([TINY[id]])
  if (!polygons.length) throw new Error(`nothing is left of ${id}`)
  return `${id} ${wkbOfPolygons(polygons).toString('hex')}`
}

function size({ geometry }) {
  const twice = ([ring]) =>
    ring.reduce((sum, [x, y], i) => sum + (i ? ring[i - 1][0] * y - x * ring[i - 1][1] : 0), 0)
  return geometry.coordinates.reduce((sum, rings) => sum + Math.abs(twice(rings)) / 2, 0)
}

const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/countries-10m.json'), 'utf8'))
const features = [...polygonsByCountry(feature(atlas, atlas.objects.countries).features)].map(
  ([id, coordinates]) => ({
    type: 'Feature',
    id,
    geometry: { type: 'MultiPolygon', coordinates },
  }),
)
const exact = topology({ countries: { type: 'FeatureCollection', features } }, 1e6)
const light = simplify(presimplify(unquantized(exact)), LEAST_TRIANGLE)
const lines = feature(light, light.objects.countries).features.map((one, i) => {
  const isSmall = size(features[i]) < SMALL
  return line(isSmall ? features[i] : one, isSmall)
})
const drawn = new Set(lines.map((text) => text.split(' ')[0]))
const points = Object.entries(POINTS)
  .filter(([code]) => !drawn.has(code))
  .map(([code, point]) => `${code} ${wkbOfPoint(point).toString('hex')}`)
const text = [...lines, ...points].sort().join('\n')
const packed = gzipSync(text, { level: 9 })
writeFileSync(OUTPUT, packed)
console.log(`borders of ${lines.length} countries, ${(packed.length / 1024).toFixed(0)} KiB`)
