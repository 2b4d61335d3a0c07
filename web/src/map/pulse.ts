/** Which hits are to be seen on the map at a moment: each located activity once, merged when they come thick. */
import type { Activity } from '@/api/types'

/** How long a hit can be seen. */
export const LIFE_MS = 4000

const MOST_ALIVE = 200
const MOST_REMEMBERED = 5000
/** Above so many a second hits near each other become one. */
const BUSY_PER_S = 20
const SAME_MOMENT_MS = 150
const BUSY_MOMENT_MS = 800
const NEAR_DEGREES = 3

export type Pulse = {
  lon: number
  lat: number
  country: string
  /** False where only the country is known: lon and lat are then its label point. */
  precise: boolean
  /** How many activities it stands for. */
  weight: number
  bornAt: number
}

export type LabelPoint = (country: string) => [lon: number, lat: number] | undefined

export type Target = Pick<Pulse, 'lon' | 'lat' | 'country' | 'precise'>

/** Where an activity points, honestly: a place, a country, or nowhere. */
export function target(activity: Activity, labelPoint: LabelPoint): Target | undefined {
  const { latitude, longitude, precision, country = '' } = activity
  if (precision !== 'country' && latitude !== undefined && longitude !== undefined)
    return { lon: longitude, lat: latitude, country, precise: true }
  const label = labelPoint(country)
  return label && { lon: label[0], lat: label[1], country, precise: false }
}

export class PulseField {
  private pulses: Pulse[] = []
  private seen = new Set<string>()
  private arrivals: number[] = []

  constructor(private labelPoint: LabelPoint) {}

  /** What was there before the map was: known, not shown. */
  skip(activities: Activity[]): void {
    activities.forEach(({ id }) => this.remember(id))
  }

  /** Takes the activities it has not had yet; true when there is something new to see. */
  add(activities: Activity[], now: number): boolean {
    let added = false
    for (const activity of activities) {
      if (this.seen.has(activity.id)) continue
      this.remember(activity.id)
      const where = target(activity, this.labelPoint)
      if (!where) continue
      this.place(where, now)
      added = true
    }
    return added
  }

  alive(now: number): Pulse[] {
    if (this.pulses.some(({ bornAt }) => now - bornAt >= LIFE_MS))
      this.pulses = this.pulses.filter(({ bornAt }) => now - bornAt < LIFE_MS)
    return this.pulses
  }

  private place(where: Target, now: number): void {
    const busy = this.isBusy(now)
    const moment = busy ? BUSY_MOMENT_MS : SAME_MOMENT_MS
    const near = busy ? NEAR_DEGREES : 0.01
    const twin = this.pulses.findLast(
      (pulse) =>
        now - pulse.bornAt < moment &&
        pulse.precise === where.precise &&
        Math.abs(pulse.lon - where.lon) <= near &&
        Math.abs(pulse.lat - where.lat) <= near,
    )
    if (twin) twin.weight += 1
    else this.pulses.push({ ...where, weight: 1, bornAt: now })
    if (this.pulses.length > MOST_ALIVE) this.pulses.shift()
  }

  private isBusy(now: number): boolean {
    this.arrivals.push(now)
    while (this.arrivals.length > BUSY_PER_S + 1) this.arrivals.shift()
    return this.arrivals.length > BUSY_PER_S && now - (this.arrivals[0] ?? now) < 1000
  }

  private remember(id: string): void {
    this.seen.add(id)
    if (this.seen.size <= MOST_REMEMBERED) return
    const [oldest] = this.seen
    if (oldest !== undefined) this.seen.delete(oldest)
  }
}
