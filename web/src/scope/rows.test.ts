import { describe, expect, it } from 'vitest'
import { rowsOf, toggled, type Offered } from './rows'
import { shown, type Filter } from './scope'

const offer = (pattern: string, count = 1): Offered => ({
  pattern,
  label: shown(pattern),
  count,
  note: '',
})
const offered = [offer('ip-src', 9), offer('ip-dst', 5), offer('md5', 2)]
const chosen = (value: string, not = false): Filter => ({ field: 'type', value, not })

function rows(text: string, filters: Filter[] = [], pinned: string[] = [], written = false) {
  const asked = { field: 'type', offered, filters, pinned, written, free: true } as const
  return rowsOf({ ...asked, text, name: shown })
}

const patterns = (...given: Parameters<typeof rows>) => rows(...given).map((one) => one.pattern)

describe('the lines to tick', () => {
  it('are what is offered, as long as it fits what is typed', () => {
    expect(patterns('')).toEqual(['ip-src', 'ip-dst', 'md5'])
    expect(patterns('IP')).toEqual(['ip-src', 'ip-dst', 'IP'])
    expect(patterns('ip*dst')).toEqual(['ip*dst', 'ip-dst'])
  })

  it('begin with what was chosen before the list was begun, known or not', () => {
    const filters = [chosen('md5'), chosen('sha*', true)]
    const listed = rows('', filters, ['md5', 'sha*'])
    expect(listed.map((one) => [one.pattern, one.chosen])).toEqual([
      ['md5', 'is'],
      ['sha*', 'isNot'],
      ['ip-src', null],
      ['ip-dst', null],
    ])
    expect(listed[0]?.count).toBe(2)
  })

  it('stay where they are when ticked', () => {
    expect(patterns('', [chosen('md5')])).toEqual(['ip-src', 'ip-dst', 'md5'])
    expect(patterns('', [], ['md5'])).toEqual(['md5', 'ip-src', 'ip-dst'])
  })

  it('end with what was typed, and a part of a text where that is of use', () => {
    expect(patterns('evil', [], [], true)).toEqual(['*evil*', 'evil'])
    expect(patterns('evil')).toEqual(['evil'])
    expect(patterns('md5')).toEqual(['md5'])
  })

  it('take what was typed as text: only an asterisk means more', () => {
    expect(patterns('!a\\b', [], [], true)).toEqual(['*\\!a\\\\b*', '\\!a\\\\b'])
    expect(patterns('!x*')).toEqual(['\\!x*'])
    expect(rows('<img src=x onerror=alert(1)>')[0]?.label).toBe('<img src=x onerror=alert(1)>')
  })
})

it('keeps what the server found by another name', () => {
  const found = { ...offer('NL'), label: 'Netherlands', found: true }
  const rows = rowsOf({
    field: 'country',
    offered: [found, offer('LU')],
    filters: [],
    pinned: [],
    text: 'holl',
    written: false,
    free: false,
    name: shown,
  })
  expect(rows.map((one) => one.label)).toEqual(['Netherlands'])
})

describe('a tick', () => {
  it('adds, takes away, or turns round', () => {
    const [row] = rows('ip-src', [chosen('ip-src')])
    expect(toggled('type', row!, false)).toMatchObject({ remove: true })
    expect(toggled('type', row!, true)).toMatchObject({ not: true, remove: false })
    const [free] = rows('ip-src')
    expect(toggled('type', free!, false)).toMatchObject({ value: 'ip-src', remove: false })
  })
})
