/** How many tags fit into a line: whole ones and a count, rather than all of them cut short. */
import type { Tag } from '@/api/types'
import { shortTag } from '@/format/text'
import type { Column } from './columns'

/** About the width of a character of the small type. */
export const TEXT_PX = 6.5
const CHIP_PX = 30
const WIDEST_PX = 158
const LEAST_PX = 72
const COUNT_PX = 22

/** `left`: the room that remains, for a comment. */
export function tagsThatFit(
  tags: Tag[],
  roomPx: number,
): { shown: Tag[]; more: number; left: number } {
  let left = roomPx
  let count = 0
  for (const tag of tags) {
    const needed = Math.min(shortTag(tag.name).length * TEXT_PX + CHIP_PX, WIDEST_PX)
    const last = count === tags.length - 1
    // The first may be cut short: one tag in part tells more than a count.
    const least = count === 0 ? Math.min(needed, LEAST_PX) : needed
    if (least + (last ? 0 : COUNT_PX) > left) break
    left -= needed
    count++
  }
  const more = tags.length - count
  return { shown: tags.slice(0, count), more, left: left - (more ? COUNT_PX : 0) }
}

/** The column of tags takes its share of a table's width, as in `WIDTHS`. */
export function tagColumnPx(columns: Column[], width: number): number {
  return Math.max(150, (width / Math.max(columns.length, 1)) * 1.3)
}
