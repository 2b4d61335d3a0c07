/** Whom to credit for map tiles: servers say it in HTML, and it is shown as text. */
const LONGEST = 200

/** Without tags; `&copy;` is ©. Nothing in it is loaded or run. */
export function textOf(html: unknown): string {
  if (typeof html !== 'string') return ''
  const bare = html
    .slice(0, 10_000)
    .replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, '')
    .replace(/<\/?(br|p|div|li)\b[^>]*>/gi, ' ')
    .replace(/<[^>]*>/g, '')
  const text = decoded(bare.replace(/</g, '&lt;')).replace(/\s+/g, ' ').trim()
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}

/** There are no tags left: a parser would try what is in their attributes, and be stopped by the content policy only. */
function decoded(entities: string): string {
  return new DOMParser().parseFromString(entities, 'text/html').body.textContent ?? ''
}
