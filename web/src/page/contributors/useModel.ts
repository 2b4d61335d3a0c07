/** Which points count: as the configuration says until the reader chooses, kept in the URL. */
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { MODELS, type Model } from '@/query/contributors'

export function useModel() {
  const route = useRoute()
  const router = useRouter()
  const model = computed<Model | null>(
    () => MODELS.find((one) => one === route.query.model) ?? null,
  )

  function set(chosen: Model): void {
    void router.replace({ query: { ...route.query, model: chosen } })
  }

  return { model, set }
}

export type ModelHandle = ReturnType<typeof useModel>
