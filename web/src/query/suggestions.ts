/** Values to choose from while a filter is written: what the scope holds, most active first. */
import { refDebounced } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { Failure, get, isAbort } from '@/api/client'
import type { Suggestion, Suggestions } from '@/api/types'
import type { Field } from '@/scope/scope'

const TYPING_MS = 120

/** `field` null asks nothing. What was found stays until there is something newer. */
export function useSuggestions(
  asked: Ref<string>,
  field: Ref<Field | null>,
  text: Ref<string>,
  limit: Ref<number>,
) {
  const found = shallowRef<{ field: Field; match: string; suggestions: Suggestion[] } | null>(null)
  const state = shallowRef<'loading' | 'ready' | 'failed'>('loading')
  const match = refDebounced(text, TYPING_MS)
  let asking: AbortController | null = null

  const path = computed(() => {
    if (!field.value) return ''
    const own = new URLSearchParams({
      field: field.value,
      match: match.value,
      limit: String(limit.value),
    })
    return `/api/suggestions?${asked.value}&${own}`
  })

  async function ask(): Promise<void> {
    asking?.abort()
    const [now, of, looked] = [path.value, field.value, match.value]
    if (!of) return
    const mine = (asking = new AbortController())
    state.value = 'loading'
    try {
      const told = await get<Suggestions>(now, mine.signal)
      if (asking !== mine) return
      found.value = { field: of, match: looked, suggestions: told.suggestions }
      state.value = 'ready'
    } catch (error) {
      if (asking !== mine || isAbort(error)) return
      if (!(error instanceof Failure)) throw error
      state.value = 'failed'
    }
  }

  watch(path, () => void ask(), { immediate: true })
  onScopeDispose(() => asking?.abort())

  const suggestions = computed(() =>
    found.value && found.value.field === field.value ? found.value.suggestions : [],
  )
  /** Whether they are for the present text: the server knows more names than are shown. */
  const current = computed(() => state.value === 'ready' && found.value?.match === text.value)
  return { suggestions, current, state }
}
