// Natural Earth's features as polygons by ISO code.

import iso from 'i18n-iso-countries'
import { cutAtDateLine } from './date-line.mjs'
import { OVERSEAS, SOUTH_OF, UNNUMBERED } from './territories.mjs'

/** Which country one polygon belongs to: Natural Earth draws overseas territories with their state. */
function owner(code, polygon) {
  const [lon, lat] = polygon[0][0]
  const away = (OVERSEAS[code] ?? []).find(
    ({ within: [west, south, east, north] }) =>
      lon > west && lon < east && lat > south && lat < north,
  )
  return away?.code ?? code
}

/** The part of a closed ring north (side 1) or south (side -1) of a parallel. */
function beyond(ring, parallel, side) {
  const inside = ([, lat]) => side * (lat - parallel) >= 0
  const kept = []
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1], ring[i]]
    if (inside(a)) kept.push(a)
    if (inside(a) !== inside(b)) {
      const share = (parallel - a[1]) / (b[1] - a[1])
      kept.push([a[0] + share * (b[0] - a[0]), parallel])
    }
  }
  return kept.length < 3 ? null : [...kept, kept[0]]
}

/** A polygon with the code of its country; in two where a parallel divides it. */
function owned(code, polygon) {
  const cut = SOUTH_OF[code]
  if (!cut) return [[owner(code, polygon), polygon]]
  const part = (side) => polygon.map((ring) => beyond(ring, cut.parallel, side)).filter(Boolean)
  const both = [
    [code, part(1)],
    [cut.code, part(-1)],
  ]
  return both.filter(([, rings]) => rings.length > 0)
}

/** ISO code -> polygons (rings) that do not cross the date line. */
export function polygonsByCountry(features) {
  const polygons = new Map()
  for (const { id, properties, geometry } of features) {
    const code = UNNUMBERED[properties.name] ?? iso.numericToAlpha2(id)
    if (!code)
      throw new Error(`no ISO code for ${properties.name} (${id}): add it to territories.mjs`)
    const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    for (const [to, part] of parts.flatMap(cutAtDateLine).flatMap((one) => owned(code, one)))
      polygons.set(to, [...(polygons.get(to) ?? []), part])
  }
  return polygons
}

/** topojson-simplify weighs points in degrees, so the whole-number steps of the topology are undone first. */
export function unquantized({ transform, arcs, ...rest }) {
  const [kx, ky] = transform.scale
  const [dx, dy] = transform.translate
  const degrees = arcs.map((arc) => {
    let [x, y] = [0, 0]
    return arc.map(([stepX, stepY]) => [(x += stepX) * kx + dx, (y += stepY) * ky + dy])
  })
  return { ...rest, arcs: degrees }
}
