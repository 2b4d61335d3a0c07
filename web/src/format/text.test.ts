import { expect, it } from 'vitest'
import { middle, shortTag } from './text'

it('leaves a short value alone', () => {
  expect(middle('198.51.100.7', 20)).toBe('198.51.100.7')
})

it('keeps both ends of a long one', () => {
  const hash = 'a'.repeat(32) + 'b'.repeat(32)
  expect(middle(hash, 21)).toBe('a'.repeat(12) + '…' + 'b'.repeat(8))
  expect(middle(hash, 21)).toHaveLength(21)
})

it('never cuts a character in two', () => {
  expect(middle('🦊'.repeat(10), 5)).toBe('🦊🦊🦊…🦊')
})

it('names a galaxy cluster without the prefix all of them share', () => {
  expect(shortTag('misp-galaxy:threat-actor="Invented Heron"')).toBe('threat-actor: Invented Heron')
  expect(shortTag('tlp:amber')).toBe('tlp:amber')
})
