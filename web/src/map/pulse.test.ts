import { describe, expect, test } from 'vitest'
import type { Activity } from '@/api/types'
import { LIFE_MS, PulseField, target } from './pulse'

const labels: Record<string, [number, number]> = { NL: [5.5, 52.2], US: [-98, 39] }
const labelPoint = (code: string) => labels[code]
let ids = 0

function hit(more: Partial<Activity> = {}): Activity {
  return {
    id: `hit ${ids++}`,
    at: '2026-01-01T00:00:00.000Z',
    received_at: '2026-01-01T00:00:00.000Z',
    instance: 'one',
    topic: 'misp_json_attribute',
    kind: 'attribute',
    action: 'add',
    country: 'NL',
    latitude: 52.37,
    longitude: 4.9,
    precision: 'city',
    ...more,
  }
}

describe('where a hit points', () => {
  test('a city is a place', () => {
    expect(target(hit(), labelPoint)).toMatchObject({ lon: 4.9, lat: 52.37, precise: true })
  })

  test('a country is never a place, whatever coordinates come with it', () => {
    expect(target(hit({ precision: 'country' }), labelPoint)).toMatchObject({
      lon: 5.5,
      lat: 52.2,
      precise: false,
    })
  })

  test('what is not located points nowhere', () => {
    const nowhere = { country: undefined, latitude: undefined, longitude: undefined }
    expect(target(hit(nowhere), labelPoint)).toBeUndefined()
  })
})

describe('the hits that are seen', () => {
  test('an activity pulses once, however often it is told', () => {
    const field = new PulseField(labelPoint)
    const one = hit()
    expect(field.add([one], 0)).toBe(true)
    expect(field.add([one, one], 500)).toBe(false)
    expect(field.alive(500)).toHaveLength(1)
  })

  test('what was there before the map does not pulse', () => {
    const field = new PulseField(labelPoint)
    const old = hit()
    field.skip([old])
    expect(field.add([old], 0)).toBe(false)
  })

  test('a hit is gone after four seconds', () => {
    const field = new PulseField(labelPoint)
    field.add([hit()], 0)
    expect(field.alive(LIFE_MS - 1)).toHaveLength(1)
    expect(field.alive(LIFE_MS)).toHaveLength(0)
  })

  test('hits at one place in the same moment are one, with their weight', () => {
    const field = new PulseField(labelPoint)
    field.add([hit(), hit(), hit()], 0)
    expect(field.alive(0).map(({ weight }) => weight)).toEqual([3])
  })

  test('a calm stream shows every hit by itself', () => {
    const field = new PulseField(labelPoint)
    for (let i = 0; i < 10; i++) field.add([hit({ longitude: 4.9 + i * 0.1 })], i * 300)
    expect(field.alive(3000)).toHaveLength(10)
  })

  test('above twenty a second hits near each other are merged', () => {
    const field = new PulseField(labelPoint)
    for (let i = 0; i < 60; i++) field.add([hit({ longitude: 4.9 + (i % 10) * 0.1 })], i * 10)
    const alive = field.alive(600)
    expect(alive.length).toBeLessThan(25)
    expect(alive.reduce((sum, { weight }) => sum + weight, 0)).toBe(60)
  })

  test('a place and its country are not merged', () => {
    const field = new PulseField(() => [4.9, 52.37])
    field.add([hit(), hit({ precision: 'country' })], 0)
    expect(field.alive(0)).toHaveLength(2)
  })

  test('at most two hundred are alive', () => {
    const field = new PulseField(labelPoint)
    for (let i = 0; i < 1000; i++)
      field.add([hit({ longitude: -180 + ((i * 37) % 360), latitude: -80 + ((i * 7) % 160) })], i)
    expect(field.alive(1000).length).toBeLessThanOrEqual(200)
  })
})
