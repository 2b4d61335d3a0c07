/** Which of many names can be written without lying on each other. */

export type Rectangle = { x: number; y: number; width: number; height: number }

const CELL = 64

/** What the screen is taken by so far. */
export class Taken {
  private cells = new Map<string, Rectangle[]>()

  /** Takes the room, when it is free. */
  take(room: Rectangle): boolean {
    const keys = cellsOf(room)
    if (keys.some((key) => this.cells.get(key)?.some((other) => overlap(room, other)))) return false
    this.add(room, keys)
    return true
  }

  /** Takes the room, free or not. */
  add(room: Rectangle, keys = cellsOf(room)): void {
    for (const key of keys) {
      const cell = this.cells.get(key)
      if (cell) cell.push(room)
      else this.cells.set(key, [room])
    }
  }
}

function cellsOf({ x, y, width, height }: Rectangle): string[] {
  const keys: string[] = []
  for (let i = Math.floor(x / CELL); i <= Math.floor((x + width) / CELL); i++)
    for (let j = Math.floor(y / CELL); j <= Math.floor((y + height) / CELL); j++)
      keys.push(`${i},${j}`)
  return keys
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
