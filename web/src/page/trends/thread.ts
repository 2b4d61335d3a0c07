/** What a discussion is called, and which filter means it. */
import type { DiscussedThread } from '@/api/types'
import { exactly, type Filter } from '@/scope/scope'
import { words } from '@/words/en'

type Thread = Omit<DiscussedThread, 'posts' | 'organisations' | 'last_at'>

export function threadName(thread: Thread): string {
  const say = words.trendViews.discussions
  return thread.event_info || thread.title || say.thread(thread.thread_id, thread.instance)
}

/** What is beside its name. */
export function threadAbout(thread: Thread): string {
  const say = words.trendViews.discussions
  if (thread.event_id) return `${thread.instance}, event ${thread.event_id}`
  return thread.title ? `${thread.instance}, ${say.noEvent}` : say.unknown
}

/** An event goes by its title; a discussion of none has no filter. */
export function threadFilter(thread: Thread): Filter | undefined {
  if (!thread.event_info) return undefined
  return { field: 'event', value: exactly(thread.event_info), not: false }
}
