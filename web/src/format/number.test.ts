import { expect, it } from 'vitest'
import { bytes, fullNumber, shortNumber } from './number'

it('leaves numbers below a thousand whole', () => {
  expect(shortNumber(0)).toBe('0')
  expect(shortNumber(999)).toBe('999')
})

it('shortens longer ones to a digit that still tells them apart', () => {
  expect(shortNumber(1000)).toBe('1k')
  expect(shortNumber(1234)).toBe('1.2k')
  expect(shortNumber(12_444)).toBe('12.4k')
  expect(shortNumber(184_321)).toBe('184k')
  expect(shortNumber(3_140_000)).toBe('3.1M')
  expect(shortNumber(2_000_000_000)).toBe('2bn')
})

it('moves to the next unit rather than showing a thousand of one', () => {
  expect(shortNumber(999_960)).toBe('1M')
})

it('shows a rate with one digit while it is small', () => {
  expect(shortNumber(0.4)).toBe('0.4')
  expect(shortNumber(9.9)).toBe('9.9')
  expect(shortNumber(41.6)).toBe('42')
})

it('groups the digits of the whole number', () => {
  expect(fullNumber(1234567)).toBe('1,234,567')
})

it('says bytes with their unit', () => {
  expect(bytes(0)).toBe('0 B')
  expect(bytes(1500)).toBe('1.5 kB')
  expect(bytes(80_000_000)).toBe('80 MB')
})
