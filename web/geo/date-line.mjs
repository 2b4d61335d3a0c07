// Polygons that cross the date line or wind around a pole, cut at 180° so that no map draws a line across the world.

/** Longitudes made continuous: a step over the date line goes on past ±180 instead of jumping back. */
function unwrap(ring) {
  let turn = 0
  return ring.map(([lon, lat], i) => {
    if (i > 0) {
      const step = lon - ring[i - 1][0]
      if (step > 180) turn -= 360
      if (step < -180) turn += 360
    }
    return [lon + turn, lat]
  })
}

/** The part of a closed ring on one side of a meridian (Sutherland–Hodgman). */
function half(ring, meridian, side) {
  const inside = ([lon]) => side * (lon - meridian) >= 0
  const kept = []
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1], ring[i]]
    if (inside(a)) kept.push(a)
    if (inside(a) !== inside(b)) {
      const share = (meridian - a[0]) / (b[0] - a[0])
      kept.push([meridian, a[1] + share * (b[1] - a[1])])
    }
  }
  if (kept.length < 3) return null
  return [...kept, kept[0]]
}

const shift = (ring, turn) => ring && ring.map(([lon, lat]) => [lon + turn, lat])

/** A ring around the pole becomes one that runs from -180° to 180° and closes along the pole. */
function aroundPole(ring) {
  const open = ring.slice(0, -1)
  const start = open.reduce((best, p, i) => (p[0] < open[best][0] ? i : best), 0)
  const turned = [...open.slice(start), ...open.slice(0, start)]
  const eastward =
    turned[0][0] <= turned.at(-1)[0] ? turned : [turned[0], ...turned.slice(1).reverse()]
  const seam = eastward[0][1]
  const pole = seam < 0 ? -90 : 90
  return [[-180, pole], [-180, seam], ...eastward.slice(1), [180, seam], [180, pole], [-180, pole]]
}

const crosses = (ring) => ring.some((p, i) => i > 0 && Math.abs(p[0] - ring[i - 1][0]) > 180)

/** One polygon (rings) as the polygons that draw it without crossing the date line. */
export function cutAtDateLine(polygon) {
  const rings = polygon.filter((ring) => ring.some(([, lat]) => Math.abs(lat) < 89.9))
  const outer = rings.find(crosses)
  if (!outer) return [rings]
  const whole = unwrap(outer)
  if (Math.abs(whole[0][0] - whole.at(-1)[0]) > 180) return [[aroundPole(outer)]]
  const lons = whole.map(([lon]) => lon)
  const east = Math.max(...lons) > 180
  const parts = east
    ? [half(whole, 180, -1), shift(half(whole, 180, 1), -360)]
    : [half(whole, -180, 1), shift(half(whole, -180, -1), 360)]
  return parts.filter((ring) => ring !== null).map((ring) => [ring])
}
