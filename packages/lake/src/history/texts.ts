// Small lists and pairs inside one column: `a b`, `key=12 key=7`. One form for writing and one for reading.
export const listText = (values: readonly string[] | undefined): string | null =>
  values && values.length > 0 ? values.join(' ') : null

export const listOf = (text: string): readonly string[] => (text === '' ? [] : text.split(' '))

/** Sentences hold spaces, so they stand on lines of their own. */
export const sentencesText = (values: readonly string[] | undefined): string | null =>
  values && values.length > 0 ? values.join('\n') : null

export const sentencesOf = (text: string): readonly string[] => (text === '' ? [] : text.split('\n'))

export type Pair = readonly [key: string, amount: number]

export const pairsText = (pairs: readonly Pair[]): string | null =>
  pairs.length > 0 ? pairs.map(([key, amount]) => `${key}=${amount}`).join(' ') : null

export const pairsOf = (text: string): Pair[] =>
  listOf(text).map((each): Pair => {
    const at = each.lastIndexOf('=')
    return [each.slice(0, at), Number(each.slice(at + 1))]
  })

/** full, over, pre, in scope of one part. */
export type PartSums = readonly [full: number, over: number, pre: number, inScope: number]

export const partsText = (parts: readonly (readonly [string, PartSums])[]): string | null =>
  parts.length > 0 ? parts.map(([name, sums]) => `${name}=${sums.join(',')}`).join(' ') : null

export const partsOf = (text: string): [string, PartSums][] =>
  listOf(text).map((each) => {
    const at = each.lastIndexOf('=')
    const [full = 0, over = 0, pre = 0, inScope = 0] = each
      .slice(at + 1)
      .split(',')
      .map(Number)
    return [each.slice(0, at), [full, over, pre, inScope]]
  })
