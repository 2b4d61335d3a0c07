/** A question about points of either model: quality takes all of a month's values, so less often. */
import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { ref, watch, type Ref } from 'vue'
import type { Feed } from './feed'
import { useQuestion } from './question'

const EVERY_S = 60

export function useQuestionByModel<T extends { model: string }>(path: Ref<string>, feed: Feed) {
  const held = ref(false)
  const visible = useDocumentVisibility()
  const question = useQuestion<T>(path, { feed, every_s: EVERY_S, held })
  watch(question.answer, ({ content }) => (held.value = content?.model === 'quality'))
  useIntervalFn(() => {
    if (held.value && visible.value === 'visible') question.retry()
  }, EVERY_S * 1000)
  return question
}
