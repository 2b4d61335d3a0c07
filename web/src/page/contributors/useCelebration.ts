/** New awards one after the other, each for a moment; nothing when switched off or unwanted. */
import { useLocalStorage, usePreferredReducedMotion } from '@vueuse/core'
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import type { Award, Awards } from '@/api/types'
import type { Answer } from '@/query/question'
import { keyOf, newsOf } from './awards'

const SHOWN_MS = 6_000
/** At a time when many come in, the latest are enough. */
const MOST_WAITING = 3

export function useCelebration(answer: Ref<Answer<Awards>>, asked: Ref<string>) {
  const wanted = useLocalStorage('celebrate-awards', true)
  const motion = usePreferredReducedMotion()
  const still = computed(() => motion.value === 'reduce')
  const on = computed(() => wanted.value && !still.value)

  const shown = shallowRef<Award | null>(null)
  /** The latest, for who hears the page. */
  const latest = shallowRef<Award | null>(null)
  const fresh = ref(new Set<string>())
  let known: Set<string> | null = null
  let waiting: Award[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  // Another question's awards are not new because they were not asked for before.
  watch(asked, () => (known = null))
  watch(answer, ({ content, outdated }) => {
    if (!content || outdated) return
    if (known) tell(newsOf(known, content.awards, new Date()))
    known = new Set(content.awards.map(keyOf))
  })
  watch(on, (now) => {
    if (!now) stop()
  })

  function tell(news: Award[]): void {
    const last = news.at(-1)
    if (!last) return
    latest.value = last
    fresh.value = new Set(news.map(keyOf))
    if (!on.value) return
    waiting = [...waiting, ...news].slice(-MOST_WAITING)
    if (!shown.value) next()
  }

  function next(): void {
    clearTimeout(timer)
    shown.value = waiting.shift() ?? null
    if (shown.value) timer = setTimeout(next, SHOWN_MS)
  }

  function stop(): void {
    waiting = []
    next()
  }

  onScopeDispose(() => clearTimeout(timer))

  return { wanted, still, shown, latest, fresh, close: next }
}
