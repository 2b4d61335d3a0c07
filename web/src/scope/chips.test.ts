import { expect, it } from 'vitest'
import { chipsOf } from './chips'
import type { Filter } from './scope'

const filter = (field: Filter['field'], value: string, not = false): Filter => ({
  field,
  value,
  not,
})

it('puts the filters on one field together, and what is left out apart and last', () => {
  const chips = chipsOf([
    filter('tag', 'tlp:white', true),
    filter('type', 'ip-src'),
    filter('type', 'md5', true),
    filter('type', 'ip-dst'),
  ])
  expect(chips.map((one) => [one.field, one.not, one.filters.map((each) => each.value)])).toEqual([
    ['type', false, ['ip-src', 'ip-dst']],
    ['tag', true, ['tlp:white']],
    ['type', true, ['md5']],
  ])
})
