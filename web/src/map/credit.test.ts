// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { textOf } from './credit'

test.each([
  [
    '<a href="https://x.example" target=_blank>&copy; OpenStreetMap</a> &amp; all',
    '© OpenStreetMap & all',
  ],
  ['One<br/>two<p>three</p>', 'One two three'],
  ['<b>a</b>, b &#169;', 'a, b ©'],
  ['a<script>window.hacked=1</script><style>b{}</style>', 'a'],
  ['<img src=x onerror="window.hacked=1">a', 'a'],
  ['a<img src=x onerror=window.hacked=1 ', 'a<img src=x onerror=window.hacked=1'],
  ['<sc<script></script>ript>a</script>', 'a'],
  ['<<b>img src=x onerror=window.hacked=1>', 'img src=x onerror=window.hacked=1>'],
  ['&lt;img src=x onerror=window.hacked=1&gt;', '<img src=x onerror=window.hacked=1>'],
  [undefined, ''],
  [7, ''],
])('%j is shown as %j', (html, text) => {
  expect(textOf(html)).toBe(text)
  expect('hacked' in window).toBe(false)
})

test('a credit is not endless', () => {
  expect(textOf('x'.repeat(1000))).toHaveLength(200)
})
