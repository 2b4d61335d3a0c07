// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { baseOf, NoStyle, rasterBase } from './baseStyle'

const URL_OF_STYLE = 'https://tiles.example.org/styles/dark/style.json?key=k'
const AT = 'https://tiles.example.org'
const TILES = { type: 'vector', tiles: [`${AT}/{z}/{x}/{y}.pbf`] }
const LAYER = { id: 'water', type: 'fill', source: 'map', 'source-layer': 'water' }

function styled(more: object, answers: Record<string, unknown> = {}) {
  const style = { version: 8, sources: { map: TILES }, layers: [LAYER], ...more }
  return baseOf(style, URL_OF_STYLE, (url) =>
    url in answers ? Promise.resolve(answers[url]) : Promise.reject(new Error(`asked for ${url}`)),
  )
}

test('names of a style never meet ours', async () => {
  const { sources, layers } = await styled({
    sources: { countries: TILES },
    layers: [
      { id: 'sea', type: 'background' },
      { ...LAYER, id: 'land', source: 'countries' },
    ],
  })
  expect(sources).toEqual([['base:countries', TILES]])
  expect(layers.map(({ id }) => id)).toEqual(['base:sea', 'base:land'])
  expect(layers[1]).toMatchObject({ source: 'base:countries', 'source-layer': 'water' })
})

test('what lies on other hosts is left out with its layers, and told', async () => {
  const base = await styled({
    sources: {
      map: TILES,
      far: { type: 'raster', tiles: ['https://far.example.net/{z}/{x}/{y}.png'] },
      described: { type: 'vector', url: 'https://other.example.net/tiles.json' },
      points: { type: 'geojson', data: 'https://far.example.net/points.json' },
      packed: { type: 'vector', url: 'pmtiles://https://tiles.example.org/world.pmtiles' },
      named: { type: 'vector', url: 'mapbox://mapbox.streets' },
    },
    layers: [LAYER, { id: 'far', type: 'raster', source: 'far' }],
    glyphs: 'https://fonts.example.net/{fontstack}/{range}.pbf',
    sprite: 'https://sprites.example.net/sprite',
  })
  expect(base.sources.map(([id]) => id)).toEqual(['base:map'])
  expect(base.layers.map(({ id }) => id)).toEqual(['base:water'])
  expect(base.glyphs).toBeUndefined()
  expect(base.sprites).toEqual([])
  expect(base.foreign).toEqual([
    'far.example.net',
    'fonts.example.net',
    'mapbox://',
    'other.example.net',
    'pmtiles://',
    'sprites.example.net',
  ])
})

test('of several hosts with the same tiles, the allowed one will do', async () => {
  const tiles = ['https://a.example.net/{z}/{x}/{y}.pbf', ...TILES.tiles]
  const base = await styled({ sources: { map: { type: 'vector', tiles } } })
  expect(base.sources).toEqual([['base:map', TILES]])
  expect(base.foreign).toEqual([])
})

test('addresses are completed from where they stand, and the places in them stay', async () => {
  const base = await styled(
    {
      sources: { map: { type: 'vector', url: '/data/map.json' } },
      glyphs: '../../fonts/{fontstack}/{range}.pbf',
      sprite: [{ id: 'default', url: 'sprite' }],
    },
    { [`${AT}/data/map.json`]: { tiles: ['map/{z}/{x}/{y}.pbf?key={k}'] } },
  )
  expect(base.sources[0]?.[1]).toEqual({
    type: 'vector',
    tiles: [`${AT}/data/map/{z}/{x}/{y}.pbf?key={k}`],
  })
  expect(base.glyphs).toBe(`${AT}/fonts/{fontstack}/{range}.pbf`)
  expect(base.sprites).toEqual([{ id: 'default', url: `${AT}/styles/dark/sprite` }])
})

test('a TileJSON says what tiles there are, and the style has the last word', async () => {
  const answer = {
    ...{ name: 'x', vector_layers: [], bounds: [0, 0, 1, 1] },
    minzoom: 0,
    maxzoom: 14,
  }
  const { sources } = await styled(
    { sources: { map: { type: 'vector', url: `${AT}/map.json`, maxzoom: 10 } } },
    { [`${AT}/map.json`]: { ...answer, tiles: TILES.tiles } },
  )
  expect(sources[0]?.[1]).toEqual({ ...TILES, bounds: [0, 0, 1, 1], minzoom: 0, maxzoom: 10 })
})

test('a source that is not answered is left out alone', async () => {
  const base = await styled({
    sources: {
      map: TILES,
      gone: { type: 'vector', url: `${AT}/gone.json` },
      film: { type: 'video' },
    },
    layers: [LAYER, { ...LAYER, id: 'x', source: 'gone' }],
  })
  expect(base.missing).toEqual(['film', 'gone'])
  expect(base.layers).toHaveLength(1)
})

test.each([null, [], 'text', {}, { version: 8, sources: {} }, { tilejson: '3.0.0', tiles: [] }])(
  '%j is no style',
  async (answer) => {
    await expect(baseOf(answer, URL_OF_STYLE, () => Promise.reject())).rejects.toThrow(NoStyle)
  },
)

test('credits are text, each once, and kept from MapLibre', async () => {
  const attribution =
    '<a href="https://osm.example">&copy; OpenStreetMap</a> <b onclick="x">&amp; all</b>'
  const sources = { map: { ...TILES, attribution }, again: { ...TILES, attribution } }
  const base = await styled({ sources })
  expect(base.attribution).toEqual(['© OpenStreetMap & all'])
  expect(base.sources).toEqual([
    ['base:map', TILES],
    ['base:again', TILES],
  ])
})

test('raster tiles are a style of one layer', () => {
  const { sources, layers } = rasterBase(`${AT}/{z}/{x}/{y}.png`)
  expect(sources[0]?.[1]).toMatchObject({ type: 'raster', tileSize: 256 })
  expect(layers).toMatchObject([{ type: 'raster', source: sources[0]?.[0] }])
})
