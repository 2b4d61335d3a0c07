/** An award in words. */
import type { Award } from '@/api/types'
import { contributorsWords } from '@/words/contributors'

const say = contributorsWords.awards.what

export function whatOf({ award, level, title, category }: Award): string {
  if (award === 'trophy') return say.trophy(title, category)
  return award === 'badge' ? say.badge(title) : say.requirement(level, title)
}
