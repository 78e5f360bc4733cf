// Declarations at rest, and the settlements of a month as the platform has them.
import { addDays, addMonths, day, PAYERS, type Payer } from '@yibao/kernel'
import { firstIdOf, type Json, type Row, type Update } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { fact } from '../../visit/index.ts'
import type { CategoryFigures, Declaration, KnownElsewhere, PlatformLine } from './model.ts'

const DECLARATION_JSON = `json_build_object('declarationId', d.declaration_id, 'provider', d.provider, 'area', d.area,
  'month', d.month, 'state', d.state, 'declaredOn', d.declared_on, 'figures', d.figures, 'linesSha256', d.lines_sha256,
  'linesCount', d.lines_count, 'differences', d.differences, 'differencesCount', d.differences_count,
  'checkedAt', to_char(d.checked_at, 'YYYY-MM-DD HH24:MI:SS'), 'meeting', d.meeting, 'steps', d.steps)`

const CLEARED = `(select c.state from clearing c where c.provider = q.args ->> 'provider'
  and c.month = q.args ->> 'month' and c.state <> 'withdrawn')`

export const DECLARE_FACTS = fact({
  same: `(select ${DECLARATION_JSON} from declaration d where d.provider = q.args ->> 'provider'
    and d.month = q.args ->> 'month' and d.state <> 'withdrawn')`,
  cleared: CLEARED,
})

export const DECLARATION_STEP_FACTS = fact({
  same: `(select ${DECLARATION_JSON} from declaration d where d.declaration_id = (q.args ->> 'declarationId')::uuid)`,
  cleared: CLEARED,
})

export const declarationRow = (each: Declaration, lines: string): Row => ({
  declaration_id: each.declarationId,
  provider: each.provider,
  area: each.area,
  month: each.month,
  state: each.state,
  declared_on: each.declaredOn,
  figures: each.figures as unknown as Json,
  lines,
  lines_sha256: each.linesSha256,
  lines_count: each.linesCount,
  differences: each.differences as unknown as Json,
  differences_count: each.differencesCount,
  checked_at: each.checkedAt,
  meeting: null,
  steps: each.steps as unknown as Json,
})

type Changed = Partial<
  Pick<Declaration, 'state' | 'figures' | 'differences' | 'differencesCount' | 'checkedAt' | 'meeting' | 'steps'>
>

export const declarationUpdate = ({ declarationId }: Declaration, set: Changed): Update => ({
  key: { declaration_id: declarationId },
  set: {
    ...(set.state !== undefined && { state: set.state }),
    ...(set.figures !== undefined && { figures: set.figures as unknown as Json }),
    ...(set.differences !== undefined && { differences: set.differences as unknown as Json }),
    ...(set.differencesCount !== undefined && { differences_count: set.differencesCount }),
    ...(set.checkedAt !== undefined && { checked_at: set.checkedAt }),
    ...(set.meeting !== undefined && { meeting: set.meeting as unknown as Json }),
    ...(set.steps !== undefined && { steps: set.steps as unknown as Json }),
  },
})

/** 冲正: the message never counted, so neither it nor the mirror that undid it is part of the month. */
const UNDONE = `exists (select from message_void m where m.sender = s.provider and m.msgid = s.msgid
    and m.person_no = s.person_no)
  or s.reverses is not null and exists (select from settlement o
    join message_void m on m.sender = o.provider and m.msgid = o.msgid and m.person_no = o.person_no
    where o.settlement_id = s.reverses and o.person_no = s.person_no)`

/** 零星报销: the funds owe the person, not the institution. */
const CLAIM = `exists (select from visit v where v.visit_id = s.visit_id and v.person_no = s.person_no
  and v.details ->> 'channel' = 'manual')`

const OF_MONTH = `s.provider = $1 and s.settlement_id >= $2 and s.settlement_id < $3
  and to_char(s.settled_at, 'YYYY-MM') = $4 and not (${UNDONE}) and not (${CLAIM})`

const monthValues = (provider: string, month: string) => {
  const first = day(`${month}-01`)
  return [provider, firstIdOf(addDays(first, -1)), firstIdOf(addDays(addMonths(first, 1), 1)), month]
}

const SUMS = `sum(s.total_fen)::bigint as "totalFen", sum(s.fund_fen)::bigint as "fundFen",
  sum(s.account_fen)::bigint as "accountFen", sum(s.cash_fen)::bigint as "cashFen"`

/** What the month owes for each category: mirrors count against what they cancel. */
export async function platformFigures(reader: Reader, provider: string, month: string): Promise<CategoryFigures[]> {
  const payers = PAYERS.map((payer, at) => `sum(s.payers[${at + 1}])::bigint as ${payer}`)
  const { rows } = await reader.query<CategoryFigures & Record<Payer, number>>(
    `select s.clearing as category, sum(case when s.reverses is null then 1 else -1 end)::int as count, ${SUMS},
       ${payers.join(', ')} from settlement s where ${OF_MONTH} group by 1 order by 1`,
    monthValues(provider, month),
  )
  return rows
    .map(({ category, count, totalFen, fundFen, accountFen, cashFen, ...sums }) => ({
      ...{ category, count, totalFen, fundFen, accountFen, cashFen },
      payers: Object.fromEntries(PAYERS.filter((payer) => sums[payer] !== 0).map((payer) => [payer, sums[payer]])),
    }))
    .filter(({ count, totalFen }) => count !== 0 || totalFen !== 0)
}

export async function platformLines(reader: Reader, provider: string, month: string): Promise<PlatformLine[]> {
  const { rows } = await reader.query<PlatformLine>(
    `select coalesce(s.reverses, s.settlement_id) as "settlementId", min(s.clearing) as category, ${SUMS}
     from settlement s where ${OF_MONTH} group by 1
     having sum(s.total_fen) <> 0 or sum(s.fund_fen) <> 0 or sum(s.account_fen) <> 0 order by 1`,
    monthValues(provider, month),
  )
  return rows
}

/** Of the provider's own, whatever month they belong to: another's is as unknown as one that never was. */
export async function knownElsewhere(
  reader: Reader,
  provider: string,
  month: string,
  settlementIds: readonly string[],
): Promise<KnownElsewhere[]> {
  const { rows } = await reader.query<KnownElsewhere>(
    `select s.settlement_id as "settlementId", coalesce(s.reverses, s.settlement_id) as key,
       to_char(s.settled_at, 'YYYY-MM') as month, (${UNDONE}) as "isUndone", (${CLAIM}) as "isClaim",
       to_char(s.settled_at, 'YYYY-MM') = $3 as "isCancelled"
     from settlement s where s.settlement_id = any ($2::uuid[]) and s.provider = $1`,
    [provider, settlementIds, month],
  )
  return rows
}

export async function findDeclaration(reader: Reader, declarationId: string): Promise<Declaration | undefined> {
  const { rows } = await reader.query<{ declaration: Declaration }>(
    `select ${DECLARATION_JSON} as declaration from declaration d where d.declaration_id = $1`,
    [declarationId],
  )
  return rows[0]?.declaration
}

export async function declarationOfMonth(
  reader: Reader,
  provider: string,
  month: string,
): Promise<Declaration | undefined> {
  const { rows } = await reader.query<{ declaration: Declaration }>(
    `select ${DECLARATION_JSON} as declaration from declaration d where d.provider = $1 and d.month = $2
       and d.state <> 'withdrawn'`,
    [provider, month],
  )
  return rows[0]?.declaration
}

/** By the identifier of one category's figures, as a message knows it. */
export async function declarationOfFigures(
  reader: Reader,
  provider: string,
  figuresId: string,
): Promise<Declaration | undefined> {
  const { rows } = await reader.query<{ declaration: Declaration }>(
    `select ${DECLARATION_JSON} as declaration from declaration d where d.provider = $1 and exists (
       select from json_array_elements(d.figures) f where f ->> 'figuresId' = $2)`,
    [provider, figuresId],
  )
  return rows[0]?.declaration
}

export async function declaredLines(reader: Reader, declarationId: string): Promise<string> {
  const { rows } = await reader.query<{ lines: string }>(
    'select d.lines from declaration d where d.declaration_id = $1',
    [declarationId],
  )
  return rows[0]?.lines ?? ''
}

export interface DeclarationFilter {
  readonly month?: string
  readonly state?: string
  readonly provider?: string
}

/** A declaration of a list, with what is needed for the clock of its payment. */
export interface DeclarationListed extends Declaration {
  readonly clearingId: string | null
  readonly clearingState: string | null
  readonly paidOn: string | null
}

const LISTED = `select ${DECLARATION_JSON} as declaration, c.clearing_id as "clearingId", c.state as "clearingState",
    case when c.state = 'paid' then (select max(left(t ->> 'at', 10)) from json_array_elements(c.steps) t
      where t ->> 'step' = 'pay') end as "paidOn"
  from declaration d
  left join clearing c on c.provider = d.provider and c.month = d.month and c.state <> 'withdrawn'
  where ($1::text is null or d.month = $1) and ($2::text is null or d.state = $2)
    and ($3::text is null or d.provider = $3) and ($2::text is not null or d.state <> 'withdrawn')`

type ListedRow = { declaration: Declaration } & Omit<DeclarationListed, keyof Declaration>

export async function declarationsOf(
  reader: Reader,
  query: DeclarationFilter & { readonly offset: number; readonly limit: number },
): Promise<{ rows: DeclarationListed[]; total: number }> {
  const values = [query.month ?? null, query.state ?? null, query.provider ?? null]
  const { rows } = await reader.query<ListedRow>(
    `${LISTED} order by d.month desc, d.provider, d.declaration_id offset $4 limit $5`,
    [...values, query.offset, query.limit],
  )
  const counted = await reader.query<{ total: number }>(`select count(*)::int as total from (${LISTED}) l`, values)
  return { rows: rows.map(({ declaration, ...rest }) => ({ ...declaration, ...rest })), total: counted.rows[0]!.total }
}

/** What the clock needs of every declaration of a filter. */
export interface DeclaredMonth {
  readonly declaredOn: string
  readonly paidOn: string | null
  readonly differencesCount: number
  readonly isReconciled: boolean
}

export async function declaredMonths(reader: Reader, query: DeclarationFilter): Promise<DeclaredMonth[]> {
  const { rows } = await reader.query<DeclaredMonth>(
    `select l.declaration ->> 'declaredOn' as "declaredOn", l."paidOn",
       (l.declaration ->> 'differencesCount')::int as "differencesCount",
       l.declaration ->> 'state' = 'reconciled' as "isReconciled" from (${LISTED}) l`,
    [query.month ?? null, query.state ?? null, query.provider ?? null],
  )
  return rows
}
