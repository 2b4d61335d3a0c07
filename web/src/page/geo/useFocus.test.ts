import { expect, it } from 'vitest'
import { nextTick, ref } from 'vue'
import type { Region } from '@/query/regions'
import { scopeOf } from '@/scope/scope'
import { useFocus } from './useFocus'

const BENELUX = { code: 'benelux', name: 'Benelux', kind: 'own', countries: ['BE', 'NL', 'LU'] }
const made = (query: Record<string, string>, known: Region[] = [BENELUX as Region]) => {
  const scope = ref(scopeOf(query))
  const regions = ref(known)
  return { scope, regions, ...useFocus(scope, regions) }
}

it('looks at the areas of the address it was opened with', () => {
  expect(made({ box: '0,0,10,10' }).focus.value).toEqual({ box: [-6, -6, 16, 16] })
  expect(made({}).focus.value).toBe(null)
})

it('looks at the countries of a region once it knows them', async () => {
  const { focus, regions } = made({ region: 'benelux', country: 'FR' }, [])
  expect(focus.value).toBe(null)
  regions.value = [BENELUX as Region]
  await nextTick()
  expect(focus.value).toEqual({ countries: ['FR', 'BE', 'NL', 'LU'] })
})

it('stays where it is for what was drawn on it, and for what is taken away', async () => {
  const { focus, scope, draw } = made({ country: 'FR' })
  const before = focus.value
  draw()
  scope.value = scopeOf({ country: 'FR', near: '49.6,6.1,50' })
  await nextTick()
  expect(focus.value).toBe(before)
  scope.value = scopeOf({ country: 'FR' })
  await nextTick()
  expect(focus.value).toBe(before)
})
