/** What a screen reader says of the log: how many lines came, not each of them. */
import { useIntervalFn } from '@vueuse/core'
import { ref, watch, type Ref } from 'vue'
import type { Activity } from '@/api/types'
import { words } from '@/words/en'

const EVERY_MS = 15_000

export function useSpokenSummary(arrived: Ref<Activity[]>): Ref<string> {
  const spoken = ref('')
  let count = 0
  watch(arrived, (lines) => (count += lines.length))
  useIntervalFn(() => {
    if (count) spoken.value = words.log.summary(count)
    count = 0
  }, EVERY_MS)
  return spoken
}
