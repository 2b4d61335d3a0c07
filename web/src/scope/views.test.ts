import { describe, expect, it } from 'vitest'
import { renamed, saved, shownView, viewsOf, without, type View } from './views'

const europe: View = { name: 'Europe', path: '/geo', query: 'region=europe&span=7d' }
const red: View = { name: 'tlp:red', path: '/', query: 'tag=tlp%3Ared' }

describe('saving a view', () => {
  it('overwrites the one of the same name where it stands', () => {
    const changed = { ...europe, query: 'region=eu' }
    expect(saved([europe, red], changed)).toEqual([changed, red])
    expect(saved([europe], red)).toEqual([europe, red])
  })

  it('needs a name, and keeps it short and on one line', () => {
    expect(saved([], { ...red, name: '  ' })).toEqual([])
    expect(saved([], { ...red, name: ' two\n words ' })[0]?.name).toBe('two words')
    expect(saved([], { ...red, name: 'x'.repeat(500) })[0]?.name).toHaveLength(80)
  })

  it('renames, but never over another', () => {
    expect(renamed([europe, red], 'Europe', 'EU')[0]?.name).toBe('EU')
    expect(renamed([europe, red], 'Europe', 'tlp:red')).toEqual([europe, red])
    expect(renamed([europe], 'Europe', ' ')).toEqual([europe])
  })

  it('deletes by name', () => {
    expect(without([europe, red], 'Europe')).toEqual([red])
  })
})

it('knows which view is shown, whatever the order of its parameters', () => {
  expect(shownView([red, europe], '/geo', 'span=7d&region=europe')).toEqual(europe)
  expect(shownView([red, europe], '/', 'span=7d&region=europe')).toBeUndefined()
  expect(shownView([red, europe], '/geo', 'span=7d')).toBeUndefined()
})

describe('what the browser kept', () => {
  it('comes back as it went', () => {
    expect(viewsOf(JSON.stringify([europe, red]))).toEqual([europe, red])
  })

  it.each([
    '',
    'null',
    '{"name":"x"}',
    '[1,"x",null,[]]',
    '[{"name":"","path":"/","query":""}]',
    '[{"name":"x","path":"//evil.example","query":""}]',
    '[{"name":"x","path":"/\\\\evil.example","query":""}]',
    '[{"name":"x","path":"javascript:alert(1)","query":""}]',
    '[{"name":"x","path":"https://evil.example/","query":""}]',
    '[{"name":"x","path":"/","query":5}]',
  ])('is no view when it is not one of ours: %s', (text) => {
    expect(viewsOf(text)).toEqual([])
  })

  it('has each name once', () => {
    expect(viewsOf(JSON.stringify([europe, { ...red, name: 'Europe' }]))).toEqual([europe])
  })

  it('is text, whatever a name says', () => {
    const hostile = { ...red, name: '<img src=x onerror=alert(1)>' }
    expect(viewsOf(JSON.stringify([hostile]))).toEqual([hostile])
  })
})
