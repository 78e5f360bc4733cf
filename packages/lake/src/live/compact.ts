// Which small files are due to become one: as many of one level, of one table and month, as a hand can hold.
import type { LiveFile, LiveManifest } from './manifest.ts'

export interface Merge {
  readonly table: string
  readonly month?: string
  readonly level: number
  readonly files: readonly LiveFile[]
}

export function dueMerges({ tables }: Pick<LiveManifest, 'tables'>, hand: number): Merge[] {
  return Object.entries(tables).flatMap(([table, files]) =>
    [...Map.groupBy(files, ({ month = '', level }) => `${month} ${level}`).values()]
      .filter((own) => own.length >= hand)
      .map((own): Merge => {
        const { month, level } = own[0]!
        return { table, level, files: own, ...(month !== undefined && { month }) }
      }),
  )
}
