/** Views one has saved in this browser: a name for a page and what it is asked about. */

/** `path` is that of a page, `query` the address's own text after the question mark. */
export type View = { name: string; path: string; query: string }

export const LONGEST_NAME = 80
export const MOST_VIEWS = 200

/** What the browser kept may be older than this page, or written by somebody else: only views come out. */
export function viewsOf(text: string): View[] {
  let kept: unknown
  try {
    kept = JSON.parse(text)
  } catch {
    return []
  }
  if (!Array.isArray(kept)) return []
  const views: View[] = []
  for (const one of kept as unknown[])
    if (isView(one) && !named(views, one.name))
      views.push({ name: one.name, path: one.path, query: one.query })
  return views.slice(0, MOST_VIEWS)
}

/** One of the same name is overwritten in its place; a new one comes last. */
export function saved(views: View[], view: View): View[] {
  const named = { ...view, name: cleanName(view.name) }
  if (!named.name) return views
  const known = views.some((one) => one.name === named.name)
  return known
    ? views.map((one) => (one.name === named.name ? named : one))
    : [...views, named].slice(-MOST_VIEWS)
}

/** Unchanged when the new name is empty or another's. */
export function renamed(views: View[], from: string, to: string): View[] {
  const name = cleanName(to)
  if (!name || named(views, name)) return views
  return views.map((one) => (one.name === from ? { ...one, name } : one))
}

export function without(views: View[], name: string): View[] {
  return views.filter((one) => one.name !== name)
}

export function named(views: View[], name: string): View | undefined {
  return views.find((one) => one.name === cleanName(name))
}

/** The view that shows what is shown now; the order of the parameters does not count. */
export function shownView(views: View[], path: string, query: string): View | undefined {
  const now = sorted(query)
  return views.find((one) => one.path === path && sorted(one.query) === now)
}

export function cleanName(name: string): string {
  return Array.from(name.trim().replace(/\s+/g, ' ')).slice(0, LONGEST_NAME).join('')
}

function sorted(query: string): string {
  return [...new URLSearchParams(query)]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n')
}

function isView(one: unknown): one is View {
  if (typeof one !== 'object' || one === null) return false
  const { name, path, query } = one as Partial<Record<keyof View, unknown>>
  return (
    typeof name === 'string' &&
    name !== '' &&
    name === cleanName(name) &&
    typeof path === 'string' &&
    // A page of ours: neither another host nor a scheme.
    /^\/(?![/\\])[\w\-/]*$/.test(path) &&
    typeof query === 'string'
  )
}
