import { describe, expect, test } from 'vitest'
import { clusters, extent, type Spot } from './cluster'

const spot = (longitude: number, latitude: number, hits = 1): Spot => ({
  country: 'LU',
  place: `${longitude} ${latitude}`,
  latitude,
  longitude,
  precision: 'city',
  hits,
})

let seed = 1
const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
const many = Array.from({ length: 800 }, () =>
  spot(random() * 360 - 180, random() * 140 - 70, Math.ceil(random() * 50)),
)

describe.each([
  ['a flat map', false],
  ['a globe', true],
])('on %s', (_, globe) => {
  const ground = { equator: 1000, globe }

  test('no hit is lost and none is counted twice', () => {
    const all = clusters(many, ground, 40)
    const sum = (one: { hits: number }[]) => one.reduce((total, { hits }) => total + hits, 0)
    expect(sum(all)).toBe(sum(many))
    expect(all.flatMap(({ spots }) => spots)).toHaveLength(many.length)
    expect(all.length).toBeLessThan(many.length / 2)
  })

  test('a cluster lies at its place with the most hits', () => {
    for (const { spots } of clusters(many, ground, 40))
      expect(spots[0].hits).toBe(Math.max(...spots.map(({ hits }) => hits)))
  })

  test('no two clusters would be one', () => {
    const centres = clusters(many, ground, 40).map(({ spots: [first] }) => ({ ...first, hits: 1 }))
    expect(clusters(centres, ground, 40)).toHaveLength(centres.length)
  })

  test('nearer places part as one zooms in', () => {
    const pair = [spot(6.1, 49.6), spot(7, 50)]
    expect(clusters(pair, { equator: 500, globe }, 40)).toHaveLength(1)
    expect(clusters(pair, { equator: 500_000, globe }, 40)).toHaveLength(2)
  })

  test('five thousand places are grouped within a frame or two', () => {
    const crowd = Array.from({ length: 5000 }, () =>
      spot(random() * 360 - 180, random() * 140 - 70),
    )
    expect(clusters(crowd, ground, 40).length).toBeGreaterThan(50)
  })
})

test('on a globe the date line parts nothing', () => {
  const pair = [spot(179.9, 10, 2), spot(-179.9, 10, 1)]
  const [one, ...others] = clusters(pair, { equator: 1000, globe: true }, 40)
  expect(others).toEqual([])
  expect(one && extent(one)).toEqual([179.9, 10, 180.1, 10])
})
