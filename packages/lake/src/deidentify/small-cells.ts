// Which cells of a table may not be printed: those of fewer people than the threshold, and as many others as it takes that nobody
// finds them again by subtracting from the sums. Pure.

export interface Cell {
  /** People behind the number; 0 is printed as 0. */
  readonly persons: number
  readonly value: number
}

/** True: not printed. The last row and column are the sums of the others, so no line may have exactly one hidden cell. */
export function hiddenCells(table: readonly (readonly Cell[])[], threshold: number): boolean[][] {
  const hidden = table.map((row) => row.map(({ persons }) => persons > 0 && persons < threshold))
  for (let lone = loneLine(table, hidden); lone; lone = loneLine(table, hidden)) {
    const partner = smallest(table, hidden, lone)
    if (!partner) hideAll(hidden, lone)
    else hidden[partner[0]]![partner[1]] = true
  }
  return hidden
}

type Place = readonly [row: number, column: number]

/** The places of a line in which exactly one cell is hidden and something else could be. */
function loneLine(table: readonly (readonly Cell[])[], hidden: readonly boolean[][]): readonly Place[] | undefined {
  const columns = table[0]?.length ?? 0
  const lines: Place[][] = [
    ...table.map((row, r) => row.map((_, c): Place => [r, c])),
    ...Array.from({ length: columns }, (_, c) => table.map((_, r): Place => [r, c])),
  ]
  return lines.find((line) => {
    const count = line.filter(([r, c]) => hidden[r]![c]).length
    return count === 1 && line.length > 1 && line.some(([r, c]) => !hidden[r]![c])
  })
}

/** The least cell that is not empty: an empty one would not protect anything, since it is known to be empty. */
function smallest(
  table: readonly (readonly Cell[])[],
  hidden: readonly boolean[][],
  line: readonly Place[],
): Place | undefined {
  return line
    .filter(([r, c]) => !hidden[r]![c] && table[r]![c]!.persons > 0)
    .toSorted(([ar, ac], [br, bc]) => table[ar]![ac]!.persons - table[br]![bc]!.persons)[0]
}

/** A line whose only number is hidden: its empty cells are hidden, too. */
function hideAll(hidden: boolean[][], line: readonly Place[]): void {
  for (const [r, c] of line) hidden[r]![c] = true
}
