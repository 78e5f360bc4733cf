// The addresses around one settlement.

export function pathsOf(id: string) {
  const page = `/settlements/${encodeURIComponent(id)}`
  return {
    page,
    sheet: `${page}/sheet`,
    /** The calculation, opened at a step. */
    why: (step?: string) => `${page}/explanation${step ? `?step=${encodeURIComponent(step)}` : ''}`,
    line: (no: number) => `${page}/lines/${no}`,
  }
}
