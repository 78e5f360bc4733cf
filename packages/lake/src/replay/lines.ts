// Fee lines of the claims at hand: read beside the claims, in the same order, and only where a policy looks at them.
import { join } from 'node:path'
import type { Line } from '@yibao/kernel'
import { type Engine, quoted } from '../history/engine.ts'
import type { LakeSlice } from '../history/manifest.ts'
import { listOf } from '../history/texts.ts'
import { readable } from './vectors.ts'

const SELECTED = `claim, item, item_class, item_kind, item_tags, CAST(amount_fen AS DOUBLE), CAST(quantity AS DOUBLE),
  CAST(price AS DOUBLE), CAST(ceiling AS DOUBLE), catalogue_rate_bp, denied_for, CAST(split_full_fen AS DOUBLE),
  CAST(split_over_fen AS DOUBLE), CAST(split_pre_fen AS DOUBLE)`

interface Rows {
  readonly columns: readonly (readonly unknown[])[]
  readonly rows: number
  at: number
}

/** Lines of one slice. Claims are asked for in ascending order. */
export class LineReader {
  readonly #source: AsyncGenerator<Rows>
  #rows: Rows | undefined

  constructor(engine: Engine, folder: string, slice: LakeSlice, firstClaim: number, lastClaim?: number) {
    this.#source = rowsOf(engine, join(folder, slice.claim_lines.path), firstClaim, lastClaim)
  }

  /** The lines of each claim from `first` to `last`. */
  async of(first: number, last: number): Promise<Map<number, Line[]>> {
    const lines = new Map<number, Line[]>()
    for (;;) {
      if (!this.#rows || this.#rows.at === this.#rows.rows) {
        const next = await this.#source.next()
        if (next.done) return lines
        this.#rows = next.value
      }
      const { columns, at } = this.#rows
      const claim = columns[0]![at] as number
      if (claim > last) return lines
      this.#rows.at += 1
      if (claim < first) continue
      const own = lines.get(claim)
      const line = lineAt(columns, at)
      if (own) own.push(line)
      else lines.set(claim, [line])
    }
  }

  async close(): Promise<void> {
    await this.#source.return(undefined)
  }
}

async function* rowsOf(engine: Engine, path: string, first: number, last: number | undefined): AsyncGenerator<Rows> {
  const until = last === undefined ? '' : ` AND claim <= ${last}`
  const sql = `SELECT ${SELECTED} FROM read_parquet(${quoted(path)}, hive_partitioning = false)
    WHERE claim >= ${first}${until}`
  const connection = await engine.connect()
  try {
    const result = await readable(path, () => connection.stream(sql))
    for (;;) {
      const chunk = await readable(path, () => result.fetchChunk())
      if (!chunk || chunk.rowCount === 0) return
      yield { columns: chunk.getColumns(), rows: chunk.rowCount, at: 0 }
    }
  } finally {
    connection.closeSync()
  }
}

function lineAt(columns: readonly (readonly unknown[])[], at: number): Line {
  const [, item, itemClass, kind, tags, amount, quantity, price, ceiling, rate, denied, full, over, pre] = columns.map(
    (column) => column[at],
  )
  return {
    item,
    itemClass,
    kind,
    amountFen: amount,
    ...(tags !== null && { tags: listOf(tags as string) }),
    ...(quantity !== null && { quantity }),
    ...(price !== null && { price }),
    ...(ceiling !== null && { ceiling }),
    ...(rate !== null && { catalogueRateBp: rate }),
    ...(denied !== null && { deniedFor: denied }),
    ...(full !== null && { split: { full, over, pre } }),
  } as Line
}
