import { expect, it } from 'vitest'
import { spanOf } from './span'

it.each([
  ['36h', '36h'],
  ['90d', '90d'],
  [' 15 min ', '15m'],
  ['45 minutes', '45m'],
  ['Last 24 hours', '24h'],
  ['2 weeks', '14d'],
  ['3 months', '90d'],
  ['1 year', '365d'],
])('reads %s as %s', (typed, span) => {
  expect(spanOf(typed)).toBe(span)
})

it.each(['', '24', 'h', '0h', '-3h', '1.5h', '30 years', '5 parsecs', '24h; x', '<b>1h</b>'])(
  'does not take %s for a span',
  (typed) => {
    expect(spanOf(typed)).toBeNull()
  },
)
