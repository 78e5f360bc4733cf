// Claw-backs at rest: which lines of a settlement were found not payable, what came back from whom, and whether it has arrived.
import type { FundAmount } from '@yibao/kernel'
import type { Json, Row, Update } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'

export interface ClawedLine {
  readonly no: number
  readonly amountFen: number
  /** Null: the whole line. */
  readonly partFen: number | null
  readonly tiers: Readonly<Record<string, number>>
  readonly providerFen: number
  readonly personFen: number
}

export interface ClawBackDocument {
  readonly basis: string
  readonly lines: readonly ClawedLine[]
  readonly amounts: readonly FundAmount[]
  /** Of payers outside the funds. */
  readonly outsideFen: number
  readonly personPart: 'refunded_by_provider' | 'stays_with_person'
  readonly personAtFault: boolean
  readonly by: 'deduction' | 'repayment'
  readonly changes: readonly { readonly key: string; readonly change: number }[]
  /** The year of the benefit: what comes back in a later one is other income. */
  readonly benefitYear: number
}

export interface StoredClawBack {
  readonly clawBackId: string
  readonly personNo: string
  readonly settlementId: string
  readonly provider: string
  readonly area: string
  readonly state: 'deducted' | 'due' | 'recovered' | 'reversed'
  readonly decidedAt: string
  readonly decidedBy: string
  readonly dueFen: number
  readonly personFen: number
  readonly document: ClawBackDocument
  readonly receivedAt: string | null
  readonly receivedBy: string | null
  readonly reference: string | null
}

const CLAW_BACK_JSON = `json_build_object('clawBackId', c.claw_back_id, 'personNo', c.person_no, 'settlementId', c.settlement_id,
  'provider', c.provider, 'area', c.area, 'state', c.state, 'decidedAt', to_char(c.decided_at, 'YYYY-MM-DD HH24:MI:SS'),
  'decidedBy', c.decided_by, 'dueFen', c.due_fen, 'personFen', c.person_fen, 'document', c.document,
  'receivedAt', to_char(c.received_at, 'YYYY-MM-DD HH24:MI:SS'), 'receivedBy', c.received_by, 'reference', c.reference)`

/** For facts: claw-backs in effect of settlements that `args.settlements` names. */
export const CLAW_BACKS_FACT = `(select coalesce(json_agg(${CLAW_BACK_JSON} order by c.claw_back_id), '[]') from claw_back c
  where c.person_no = q.person_no and c.state <> 'reversed'
    and c.settlement_id in (select x::uuid from jsonb_array_elements_text(q.args -> 'settlements') x))`

export const CLAW_BACK_FACT = `(select ${CLAW_BACK_JSON} from claw_back c
  where c.claw_back_id = (q.args ->> 'clawBackId')::uuid and c.person_no = q.person_no)`

export const clawBackRow = (each: StoredClawBack): Row => ({
  claw_back_id: each.clawBackId,
  person_no: each.personNo,
  settlement_id: each.settlementId,
  provider: each.provider,
  area: each.area,
  state: each.state,
  decided_at: each.decidedAt,
  decided_by: each.decidedBy,
  due_fen: each.dueFen,
  person_fen: each.personFen,
  document: each.document as unknown as Json,
})

export const recoveredUpdate = (
  { clawBackId, personNo }: StoredClawBack,
  at: string,
  by: string,
  reference: string,
): Update => ({
  key: { claw_back_id: clawBackId, person_no: personNo },
  set: { state: 'recovered', received_at: at, received_by: by, reference },
})

export const reversedClawBackUpdate = (
  { clawBackId, personNo }: StoredClawBack,
  by: { readonly at: string; readonly actor: string; readonly reason: string },
): Update => ({
  key: { claw_back_id: clawBackId, person_no: personNo },
  set: { state: 'reversed', reversed_at: by.at, reversed_by: by.actor, reversal_reason: by.reason },
})

/** Its postings: a journal is numbered right after the claw-back it books. */
export const CLAW_BACK_JOURNALS_FACT = `(select coalesce(json_agg(json_build_object('journalId', j.journal_id,
    'layer', j.layer, 'lines', j.lines) order by j.journal_id), '[]') from journal j
  where j.journal_id > (q.args ->> 'clawBackId')::uuid and j.journal_id < (q.args ->> 'journalBefore')::uuid
    and j.person_no = q.person_no and j.cause_kind = 'clawed_back' and j.cause_id = q.args ->> 'clawBackId')`

export async function clawBacksIn(
  reader: Reader,
  state: string | undefined,
  page: { readonly offset: number; readonly size: number },
): Promise<{ rows: StoredClawBack[]; total: number; dueFen: number }> {
  const { rows } = await reader.query<{ each: StoredClawBack }>(
    `select ${CLAW_BACK_JSON} as each from claw_back c where ($1::text is null or c.state = $1)
     order by c.claw_back_id desc offset $2 limit $3`,
    [state ?? null, page.offset, page.size],
  )
  const sums = await reader.query<{ total: number; dueFen: number }>(
    `select count(*)::int as total, coalesce(sum(c.due_fen) filter (where c.state = 'due'), 0)::bigint as "dueFen"
     from claw_back c where ($1::text is null or c.state = $1)`,
    [state ?? null],
  )
  return { rows: rows.map(({ each }) => each), total: sums.rows[0]?.total ?? 0, dueFen: sums.rows[0]?.dueFen ?? 0 }
}

export async function findClawBack(reader: Reader, clawBackId: string): Promise<StoredClawBack | undefined> {
  const { rows } = await reader.query<{ each: StoredClawBack }>(
    `select ${CLAW_BACK_JSON} as each from claw_back c where c.claw_back_id = $1`,
    [clawBackId],
  )
  return rows[0]?.each
}

/** Those of a settlement that are in effect, oldest first. */
export async function clawBacksOf(reader: Reader, settlementId: string, personNo: string): Promise<StoredClawBack[]> {
  const { rows } = await reader.query<{ each: StoredClawBack }>({
    name: 'claw-backs of settlement',
    text: `select ${CLAW_BACK_JSON} as each from claw_back c
      where c.settlement_id = $1 and c.person_no = $2 and c.state <> 'reversed' order by c.claw_back_id`,
    values: [settlementId, personNo],
  })
  return rows.map(({ each }) => each)
}

/** Page by page, for whoever adds up what accumulators must be; `after` is the last one seen. */
export async function clawBacksAfter(reader: Reader, after: string, limit: number): Promise<StoredClawBack[]> {
  const { rows } = await reader.query<{ each: StoredClawBack }>(
    `select ${CLAW_BACK_JSON} as each from claw_back c
      where c.claw_back_id > $1 and c.state <> 'reversed' order by c.claw_back_id limit $2`,
    [after, limit],
  )
  return rows.map(({ each }) => each)
}

/** What providers still have to pay back. */
export async function sumOfRecoveries(reader: Reader): Promise<number> {
  const { rows } = await reader.query<{ fen: number }>(
    `select coalesce(sum(c.due_fen), 0)::bigint as fen from claw_back c where c.state = 'due'`,
  )
  return rows[0]?.fen ?? 0
}
