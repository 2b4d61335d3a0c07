/** Which of the latest located activities is looked at next. */
import type { Activity } from '@/api/types'

/** Seconds that each is shown; 0: until somebody goes on. */
export type Rotation = 5 | 10 | 30 | 0

/** Rotation stays among so many of the latest. */
export const LATEST = 20

/** The newest that was not shown yet; when all were, the next older one, and from the oldest the newest again. */
export function following(
  activities: Activity[],
  current: string | undefined,
  shown: Set<string>,
): Activity | undefined {
  const latest = activities.slice(0, LATEST)
  return latest.find(({ id }) => !shown.has(id)) ?? neighbour(latest, current, 1)
}

/** One step to an older (1) or newer (-1) activity, round the end. */
export function neighbour(
  activities: Activity[],
  current: string | undefined,
  step: 1 | -1,
): Activity | undefined {
  const latest = activities.slice(0, LATEST)
  const at = latest.findIndex(({ id }) => id === current)
  if (at < 0) return latest[0]
  return latest[(at + step + latest.length) % latest.length]
}
