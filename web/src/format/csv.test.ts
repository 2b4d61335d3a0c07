import { expect, it } from 'vitest'
import { csvOf } from './csv'

it('quotes what needs quoting', () => {
  expect(csvOf({ columns: ['a', 'b'], rows: [['x,"y"', 3]] })).toBe('a,b\r\n"x,""y""",3\r\n')
})

it('keeps a value from being run as a formula', () => {
  expect(csvOf({ columns: ['v'], rows: [['=cmd()'], [-3]] })).toBe("v\r\n'=cmd()\r\n-3\r\n")
})
