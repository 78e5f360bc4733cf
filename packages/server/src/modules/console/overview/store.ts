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

const sum = (column: string): string => `coalesce(sum(${column}), 0)::bigint`
const PAYER_SUMS = PAYERS.map((_, at) => sum(`s.payers[${at + 1}]`)).join(', ')

/** A cancelled settlement counts nothing, nor does what cancelled it. */
export async function effectiveSums(reader: Reader): Promise<EffectiveSums[]> {
  const { rows } = await reader.query<EffectiveSums>(
    `select s.settled_at::date as day, s.provider, count(*) as settlements, ${sum('s.total_fen')} as "totalFen",
       ${sum('s.in_scope_fen')} as "inScopeFen", ${sum('s.fund_fen')} as "fundFen", ${sum('s.person_fen')} as "personFen",
       ${sum('s.cash_fen')} as "cashFen", json_build_array(${PAYER_SUMS}) as payers
     from settlement s where s.reverses is null and s.reversed_by is null
     group by grouping sets ((s.settled_at::date), (s.provider)) order by 1`,
  )
  return rows
}

export const paidBy = ({ payers }: EffectiveSums, payer: Payer): number => payers[PAYERS.indexOf(payer)] ?? 0
