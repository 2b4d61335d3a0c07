// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest'

type Colours = typeof import('./colours')

// Each test is a page of its own: modules forget, the session's storage does not.
async function page(): Promise<Colours> {
  vi.resetModules()
  return import('./colours')
}

beforeEach(() => sessionStorage.clear())

test('the same item has the same colour in every chart', async () => {
  const { slotsFor } = await page()
  const first = slotsFor('org', ['CERT A', 'CERT B'])
  const second = slotsFor('org', ['CERT C', 'CERT B'])
  expect(second.get('CERT B')).toBe(first.get('CERT B'))
  expect(second.get('CERT C')).not.toBe(first.get('CERT A'))
})

test('and on the next page of the same session', async () => {
  const before = (await page()).slotsFor('org', ['CERT A', 'CERT B'])
  const after = (await page()).slotsFor('org', ['CERT B'])
  expect(after.get('CERT B')).toBe(before.get('CERT B'))
})

test('no two items of one chart share a colour', async () => {
  const { slotsFor } = await page()
  const names = Array.from({ length: 30 }, (_, i) => `org ${i}`)
  for (let at = 0; at + 8 <= names.length; at += 3) {
    const slots = slotsFor('org', names.slice(at, at + 8))
    expect(new Set(slots.values()).size).toBe(8)
  }
  // The first eight and the ninth never met before: two of them have the same slot.
  const met = slotsFor('org', [...names.slice(0, 7), 'org 8'])
  expect(new Set(met.values()).size).toBe(8)
})

test('what is lumped together is grey and takes no colour', async () => {
  const { OTHER, slotsFor } = await page()
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const slots = slotsFor('type', [...names, 'other'])
  expect(slots.get('other')).toBe(OTHER)
  expect(new Set(slots.values()).size).toBe(9)
})

test('well-known categories are coloured alike on every screen', async () => {
  const { slotsFor } = await page()
  const slots = slotsFor('category', ['Payload delivery', 'Network activity'])
  expect([...slots.values()]).toEqual([1, 0])
})

test('what a stranger wrote into the storage is not believed', async () => {
  sessionStorage.setItem('series-colours.org', '{"a": 99, "b": "red"}')
  const { slotsFor } = await page()
  expect([...slotsFor('org', ['a', 'b']).values()]).toEqual([0, 1])
})
