// Where the bars and bands of a flow stand: three rows of bars, each as high as the money that passes, the largest on top.

export interface Flow {
  /** One bar in each column, from left to right. */
  readonly path: readonly string[]
  readonly value: number
}

export interface Bar {
  readonly id: string
  readonly column: number
  readonly value: number
  readonly y: number
  readonly height: number
}

export interface Band {
  readonly from: string
  readonly to: string
  readonly column: number
  readonly value: number
  readonly y1: number
  readonly y2: number
  readonly height: number
}

const GAP = 13
/** So that a small one can still be seen and named. */
const LEAST = 3

export function layOut(
  flows: readonly Flow[],
  height: number,
): { readonly bars: readonly Bar[]; readonly bands: readonly Band[] } {
  const columns = Math.max(0, ...flows.map(({ path }) => path.length))
  const stacks = Array.from({ length: columns }, (_, column) => sums(flows, ({ path }) => path[column] ?? ''))
  const total = flows.reduce((sum, { value }) => sum + value, 0)
  const most = Math.max(1, ...stacks.map((stack) => stack.length))
  const scale = total === 0 ? 0 : (height - GAP * (most - 1) - LEAST * most) / total
  const bars = stacks.flatMap((stack, column) => {
    let y = 0
    return stack.map(([id, value]): Bar => {
      const bar = { id, column, value, y, height: value * scale + LEAST }
      y += bar.height + GAP
      return bar
    })
  })
  return { bars, bands: bandsOf(flows, bars, columns, scale) }
}

function bandsOf(flows: readonly Flow[], bars: readonly Bar[], columns: number, scale: number): Band[] {
  const find = (column: number, id: string): Bar => bars.find((bar) => bar.column === column && bar.id === id)!
  return Array.from({ length: Math.max(0, columns - 1) }).flatMap((_, column) => {
    const pairs = sums(flows, ({ path }) => `${path[column]}\n${path[column + 1]}`)
    const [left, right] = [new Map<string, number>(), new Map<string, number>()]
    // In the order of the bars on both sides, so that bands of one bar do not cross each other.
    const placed = pairs
      .map(([key, value]) => {
        const [from = '', to = ''] = key.split('\n')
        return { from, to, value, source: find(column, from), target: find(column + 1, to) }
      })
      .sort((a, b) => a.source.y - b.source.y || a.target.y - b.target.y)
    return placed.map(({ from, to, value, source, target }): Band => {
      const [y1, y2] = [left.get(from) ?? source.y, right.get(to) ?? target.y]
      const own = value * scale
      left.set(from, y1 + own)
      right.set(to, y2 + own)
      return { from, to, column, value, y1, y2, height: own }
    })
  })
}

function sums(flows: readonly Flow[], keyOf: (flow: Flow) => string): [string, number][] {
  const found = new Map<string, number>()
  for (const flow of flows) found.set(keyOf(flow), (found.get(keyOf(flow)) ?? 0) + flow.value)
  return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}
