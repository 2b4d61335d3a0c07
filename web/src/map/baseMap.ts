/** The administrator's map tiles are loaded, once for all maps of the page. */
import type { Tiles } from '@/api/types'
import { words } from '@/words/en'
import { baseOf, NoStyle, rasterBase, type Base } from './baseStyle'

const PATIENCE_MS = 15_000

/** What a map says of the tiles beneath it. */
export type BaseTold = { drawn: boolean; attribution: string; note: string }

export const NO_BASE: BaseTold = { drawn: false, attribution: '', note: '' }

/** The message is for readers. */
export class BaseUnusable extends Error {}

const loaded = new Map<string, Promise<Base>>()

/** `tiles.url` for dark or light. */
export function urlFor(tiles: Tiles, scheme: 'dark' | 'light'): string {
  return tiles.url.replaceAll('{scheme}', scheme)
}

/** Raster tiles need no asking. A style that could not be had is asked for again the next time. */
export function loadBase(kind: Tiles['kind'], url: string): Base | Promise<Base> {
  if (kind === 'raster') return rasterBase(url)
  const known = loaded.get(url)
  if (known) return known
  const base = styleAt(url)
  loaded.set(url, base)
  base.then(
    ({ missing }) => missing.length && loaded.delete(url),
    () => loaded.delete(url),
  )
  return base
}

/** `wrong` is how many layers MapLibre refused. */
export function told(tiles: Tiles, url: string, base: Base, wrong: number): BaseTold {
  const says = words.tiles
  const { host } = new URL(url)
  const notes = [
    base.foreign.length && says.foreign(says.and(base.foreign), host),
    base.missing.length && says.missing(host, says.and(base.missing)),
    wrong && says.wrong(wrong),
  ]
  return {
    drawn: true,
    attribution: [...new Set([tiles.attribution, ...base.attribution])].filter(Boolean).join(' · '),
    note: notes.filter(Boolean).join(' · '),
  }
}

async function styleAt(url: string): Promise<Base> {
  try {
    return await baseOf(await ask(url), url, ask)
  } catch (error) {
    if (error instanceof NoStyle) throw new BaseUnusable(words.tiles.noStyle(new URL(url).host))
    throw error
  }
}

/** Throws BaseUnusable. */
async function ask(url: string): Promise<unknown> {
  const { host } = new URL(url)
  let answer: Response
  try {
    answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) })
  } catch {
    // The browser does not tell which: not reached, no leave by CORS, or sent on to another host.
    throw new BaseUnusable(words.tiles.noAnswer(host))
  }
  if (!answer.ok) throw new BaseUnusable(words.tiles.refused(host, answer.status))
  try {
    return await answer.json()
  } catch {
    throw new BaseUnusable(words.tiles.noStyle(host))
  }
}
