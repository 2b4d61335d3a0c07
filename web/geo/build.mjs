// The countries the maps draw: Natural Earth 1:50m (public domain) as a small TopoJSON with ISO codes, names and label points.
//
// Run by hand (`npm run geo`) after world-atlas changed; its output, src/map/countries.json, is kept in the repository.

import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import polylabel from 'polylabel'
import { feature, quantize } from 'topojson-client'
import { topology } from 'topojson-server'
import { presimplify, simplify } from 'topojson-simplify'
import { polygonsByCountry, unquantized } from './polygons.mjs'
import { NAMES, POINTS } from './territories.mjs'

const require = createRequire(import.meta.url)
const OUTPUT = new URL('../src/map/countries.json', import.meta.url)

const LEAST_TRIANGLE = 0.0022 // square degrees a point must add to the outline to be kept
const LEAST_ISLAND = 0.004 // square degrees below which an island that is not the main one is left out
const SMALL = 0.35 // square degrees below which a country is also drawn as a dot, since its shape cannot be seen

function area(ring) {
  let sum = 0
  for (let i = 1; i < ring.length; i++)
    sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1]
  return Math.abs(sum / 2)
}

function box(ring) {
  const lons = ring.map(([lon]) => lon)
  const lats = ring.map(([, lat]) => lat)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)].map(round(2))
}

const round = (digits) => (value) => Number(value.toFixed(digits))

const regionName = new Intl.DisplayNames('en', { type: 'region' })

function country(code, polygons) {
  const parts = polygons
    .map((rings) => ({ rings, area: area(rings[0]) }))
    .sort((a, b) => b.area - a.area)
  const main = parts[0].rings
  const kept = parts
    .filter((part, i) => i === 0 || part.area >= LEAST_ISLAND)
    .map((part) => part.rings)
  const properties = {
    code,
    name: NAMES[code] ?? regionName.of(code),
    label: polylabel(main, 0.05).slice(0, 2).map(round(2)),
    box: box(main[0]),
  }
  if (parts.reduce((sum, part) => sum + part.area, 0) < SMALL) properties.small = true
  return {
    type: 'Feature',
    id: code,
    properties,
    geometry: { type: 'MultiPolygon', coordinates: kept },
  }
}

function pointOnly([code, [lon, lat]]) {
  const properties = {
    code,
    name: NAMES[code] ?? regionName.of(code),
    label: [lon, lat],
    box: [lon - 0.3, lat - 0.3, lon + 0.3, lat + 0.3].map(round(2)),
    small: true,
  }
  return { type: 'Feature', id: code, properties, geometry: null }
}

const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/countries-50m.json'), 'utf8'))
const polygons = polygonsByCountry(feature(atlas, atlas.objects.countries).features)
const shapes = [...polygons].map(([code, parts]) => country(code, parts))
const points = Object.entries(POINTS)
  .filter(([code]) => !polygons.has(code))
  .map(pointOnly)
const features = [...shapes, ...points].sort((a, b) => a.id.localeCompare(b.id))

const exact = topology({ countries: { type: 'FeatureCollection', features } }, 1e5)
const light = quantize(simplify(presimplify(unquantized(exact)), LEAST_TRIANGLE), 4e4)
writeFileSync(OUTPUT, `${JSON.stringify(light)}\n`)
console.log(`${features.length} countries, ${(JSON.stringify(light).length / 1024).toFixed(0)} KiB`)
