/** Where a map style may load from: its own host and the dashboard's, as the content policy says. */
export class TileHosts {
  /** Others that it names. */
  readonly foreign = new Set<string>()
  private origins: string[]

  /** `url` is the style's. */
  constructor(private url: string) {
    this.origins = [new URL(url).origin, window.location.origin]
  }

  /** The whole address of what is called `address` at `at`; undefined when it is elsewhere. */
  allowed(address: string, at = this.url): string | undefined {
    const whole = parsed(address, at)
    if (whole && this.origins.includes(whole.origin)) return withTokens(whole.href)
    this.foreign.add(whole ? nameOf(whole) : address.slice(0, 40))
    return undefined
  }

  /** Of several addresses of the same tiles; other hosts are told only when none is left. */
  allowedOf(addresses: string[], at = this.url): string[] {
    const before = new Set(this.foreign)
    const allowed = addresses.flatMap((one) => this.allowed(one, at) ?? [])
    if (allowed.length)
      for (const host of this.foreign) if (!before.has(host)) this.foreign.delete(host)
    return allowed
  }
}

/** What is no address of the web, such as pmtiles:// or mapbox://, is told by its scheme. */
function nameOf({ protocol, host }: URL): string {
  return /^https?:$/.test(protocol) ? host : `${protocol}//`
}

function parsed(address: string, at: string): URL | undefined {
  try {
    return new URL(address, at)
  } catch {
    return undefined
  }
}

/** A URL spells {z} as %7Bz%7D. */
function withTokens(href: string): string {
  return href.replace(/%7B/gi, '{').replace(/%7D/gi, '}')
}
