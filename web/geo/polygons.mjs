// Natural Earth's features as polygons by ISO code.

import iso from 'i18n-iso-countries'
import { cutAtDateLine } from './date-line.mjs'
import { OVERSEAS, UNNUMBERED } from './territories.mjs'

/** Which country one polygon belongs to: Natural Earth draws overseas territories with their state. */
function owner(code, polygon) {
  const [lon, lat] = polygon[0][0]
  const away = (OVERSEAS[code] ?? []).find(
    ({ within: [west, south, east, north] }) =>
      lon > west && lon < east && lat > south && lat < north,
  )
  return away?.code ?? code
}

/** ISO code -> polygons (rings) that do not cross the date line. */
export function polygonsByCountry(features) {
  const polygons = new Map()
  for (const { id, properties, geometry } of features) {
    const code = UNNUMBERED[properties.name] ?? iso.numericToAlpha2(id)
    if (!code)
      throw new Error(`no ISO code for ${properties.name} (${id}): add it to territories.mjs`)
    const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    for (const part of parts.flatMap(cutAtDateLine)) {
      const to = owner(code, part)
      polygons.set(to, [...(polygons.get(to) ?? []), part])
    }
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
