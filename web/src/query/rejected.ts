/** The messages nobody could understand: a page of them, one as a whole, and what is done with them. */
import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { get, post } from '@/api/client'
import type { RejectedFrame, RejectedList } from '@/api/types'
import { useQuestion, type Answer } from './question'

export const ROWS = 20
const NOT_ALLOWED = 403
const NONE: RejectedList = { rejected: [], next: null, total: 0, dropped: 0 }

/** `before` is the `next` of the page before, null for the newest; `refusal` says why one may not look. */
export function useRejected(before: MaybeRefOrGetter<number | null>) {
  const refusal = ref<{ what: string; remedy: string } | null>(null)
  const path = computed(() => {
    // Whoever may not look does not ask again and again.
    if (refusal.value) return ''
    const after = toValue(before)
    return `/api/rejected?limit=${ROWS}${after === null ? '' : `&before=${after}`}`
  })
  const question = useQuestion<RejectedList>(path, { every_s: 10 })
  watch(question.answer, ({ failure }) => {
    if (failure?.cause.status === NOT_ALLOWED)
      refusal.value = { what: failure.cause.message, remedy: failure.cause.remedy }
  })
  const answer = computed<Answer<RejectedList>>(() => {
    const told = question.answer.value
    if (!refusal.value) return told
    return { ...told, state: 'ready', content: NONE, outdated: false, failure: null }
  })
  return { answer, refusal, retry: question.retry }
}

export function rejectedFrame(number: number, indent: boolean): Promise<RejectedFrame> {
  return get<RejectedFrame>(`/api/rejected/${number}?indent=${indent}`)
}

/** Resolves with how many it was. */
export async function doWithRejected(
  what: 'retry' | 'discard',
  numbers: number[] | 'all',
): Promise<number> {
  const choice = numbers === 'all' ? { all: true } : { numbers }
  return (await post<{ frames: number }>(`/api/rejected/${what}`, choice)).frames
}
