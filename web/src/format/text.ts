/** Long values shortened so that both ends, which tell them apart, stay readable. */

/** At most `length` characters, the middle replaced by an ellipsis; never inside a surrogate pair. */
export function middle(text: string, length: number): string {
  const characters = Array.from(text)
  if (characters.length <= length) return text
  const kept = Math.max(length - 1, 2)
  const head = Math.ceil(kept * 0.6)
  return characters.slice(0, head).join('') + '…' + characters.slice(head - kept).join('')
}

/** A galaxy's tag without the words every one of them begins with; others as MISP names them. */
export function shortTag(name: string): string {
  const galaxy = /^misp-galaxy:([^=]+)="(.*)"$/s.exec(name)
  return galaxy ? `${galaxy[1]}: ${galaxy[2]}` : name
}
