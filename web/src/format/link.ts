/** Addresses that may be put behind a link. */
import type { Activity } from '@/api/types'

/** The address if it is one of the web, else nothing: a link must not run a script. */
export function webAddress(url: string): string | undefined {
  return /^https?:\/\//i.test(url) ? url : undefined
}

/** Where the event of an activity or indicator is in the MISP it came from. */
export function eventAddress(
  activity: Pick<Activity, 'instance' | 'event_uuid' | 'event_id'>,
  instances: { name: string; url: string }[],
): string | undefined {
  const url = instances.find((one) => one.name === activity.instance)?.url ?? ''
  const event = activity.event_uuid || activity.event_id
  if (!webAddress(url) || !event) return undefined
  return `${url.replace(/\/+$/, '')}/events/view/${encodeURIComponent(event)}`
}

/** Where a discussion is in its MISP: at its event, or by itself when it belongs to none. */
export function threadAddress(
  thread: { instance: string; thread_id: number; event_uuid: string; event_id: number },
  instances: { name: string; url: string }[],
): string | undefined {
  const url = instances.find((one) => one.name === thread.instance)?.url ?? ''
  if (!webAddress(url) || !thread.thread_id) return undefined
  if (thread.event_id || thread.event_uuid) return eventAddress(thread, instances)
  return `${url.replace(/\/+$/, '')}/threads/view/${thread.thread_id}`
}
