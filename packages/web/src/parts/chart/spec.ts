// What a bar chart shows, in plain data: drawn by draw.ts, written as a table by bar-chart.tsx.

export interface Series {
  readonly name: string
  readonly values: readonly number[]
  /** The second series of a stack is hatched, so that it can be told apart without colour. */
  readonly tone: 'accent' | 'soft' | 'bad'
}

export interface BarSpec {
  /** Says what the picture shows, for those who do not see it. */
  readonly description: string
  readonly categories: readonly string[]
  readonly series: readonly Series[]
  readonly stacked: boolean
  /** Columns by default; a line for time, rows for a ranking. */
  readonly shape?: 'columns' | 'line' | 'rows'
  /** On a dark ground. */
  readonly dark?: boolean
  readonly written: (value: number) => string
}
