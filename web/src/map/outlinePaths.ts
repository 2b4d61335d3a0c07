/** The outlines of countries as paths on the screen, kept until the map moves. */
import type { Outlines } from './countries'
import type { Place } from './engine'

export class Paths {
  private kept = new Map<string, Path2D>()
  private lines: Map<string, Outlines['features'][number]>

  constructor(
    outlines: Outlines,
    private place: Place,
  ) {
    this.lines = new Map(outlines.features.map((one) => [one.properties.code, one]))
  }

  clear(): void {
    this.kept.clear()
  }

  of(country: string): Path2D {
    const known = this.kept.get(country)
    if (known) return known
    const path = new Path2D()
    for (const line of this.lines.get(country)?.geometry.coordinates ?? []) {
      let drawing = false
      for (const [lon = 0, lat = 0] of line) {
        const at = this.place(lon, lat)
        if (at && drawing) path.lineTo(at.x, at.y)
        else if (at) path.moveTo(at.x, at.y)
        drawing = at !== null
      }
    }
    this.kept.set(country, path)
    return path
  }
}
