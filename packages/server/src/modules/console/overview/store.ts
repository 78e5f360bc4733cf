// Sums of the first page: of settlements in effect, by day, by provider and by payer, within the key (see the migration).
import { type Day, PAYERS, type Payer } from '@yibao/kernel'
import type { Reader } from '../../common/index.ts'

export interface EffectiveSums {
  /** Exactly one of both: what the sums are of. */
  readonly day: Day | null
  readonly provider: string | null
  readonly settlements: number
  readonly totalFen: number
  readonly inScopeFen: number
  readonly fundFen: number
  readonly personFen: number
  readonly cashFen: number
  /** In the order of the policy language's payers. */
  readonly payers: readonly number[]
}

const AMOUNTS = ['total_fen', 'in_scope_fen', 'fund_fen', 'person_fen', 'cash_fen'] as const
const total = (column: string): string => `coalesce(sum(${column}), 0)::bigint`
const each = <T extends string>(write: (column: string, at: number) => T): string =>
  [...AMOUNTS, ...PAYERS.map((_, at) => `payer_${at}`)].map(write).join(', ')

/** Of rows in the database: where a column's amount stands. */
const source = (column: string): string =>
  column.startsWith('payer_') ? `s.payers[${Number(column.slice('payer_'.length)) + 1}]` : `s.${column}`

/**
 * A cancelled settlement counts nothing, nor does what cancelled it. Summed once by day and provider, which the database
 * does by hashing and in parallel, and then, from those few rows, both ways: grouping a million rows twice would sort them.
 */
export async function effectiveSums(reader: Reader): Promise<EffectiveSums[]> {
  const { rows } = await reader.query<EffectiveSums>(
    `with fine as materialized (
       select s.settled_at::date as day, s.provider, count(*) as settlements,
         ${each((column) => `sum(${source(column)}) as ${column}`)}
       from settlement s where s.reverses is null and s.reversed_by is null group by 1, 2)
     select day, provider, ${total('settlements')} as settlements, ${total('total_fen')} as "totalFen",
       ${total('in_scope_fen')} as "inScopeFen", ${total('fund_fen')} as "fundFen", ${total('person_fen')} as "personFen",
       ${total('cash_fen')} as "cashFen", json_build_array(${PAYERS.map((_, at) => total(`payer_${at}`)).join(', ')}) as payers
     from fine group by grouping sets ((day), (provider)) order by 1`,
  )
  return rows
}

export const paidBy = ({ payers }: EffectiveSums, payer: Payer): number => payers[PAYERS.indexOf(payer)] ?? 0
