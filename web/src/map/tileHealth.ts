/** Whether tiles come: one that fails is nothing, several in a row are told until one comes again. */
const SEVERAL = 3

export class TileHealth {
  private failed = 0

  constructor(private onChange: (away: boolean) => void) {}

  fail(): void {
    this.failed += 1
    if (this.failed === SEVERAL) this.onChange(true)
  }

  come(): void {
    const away = this.failed >= SEVERAL
    this.failed = 0
    if (away) this.onChange(false)
  }
}
