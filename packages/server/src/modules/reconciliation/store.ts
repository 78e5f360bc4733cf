// Files on their way, and the settlements that statements of accounts are compared with.
import type { Day } from '@yibao/kernel'
import type { Row } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'

export interface StoredFile {
  readonly fileNo: string
  readonly provider: string
  readonly name: string
  readonly bytes: Buffer
  readonly expiresAt: string
}

export interface FileToStore extends Omit<StoredFile, 'bytes'> {
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly madeBy: 'provider' | 'platform'
  readonly storedAt: string
}

export const fileRow = (file: FileToStore): Row => ({
  file_no: file.fileNo,
  provider: file.provider,
  name: file.name,
  made_by: file.madeBy,
  sha256: file.sha256,
  bytes: `\\x${Buffer.from(file.bytes).toString('hex')}`,
  stored_at: file.storedAt,
  expires_at: file.expiresAt,
})

export async function findFile(reader: Reader, fileNo: string): Promise<StoredFile | undefined> {
  const { rows } = await reader.query<StoredFile>({
    name: 'stored file',
    text: `select file_no as "fileNo", provider, name, bytes, expires_at as "expiresAt" from stored_file
      where file_no = $1`,
    values: [fileNo],
  })
  return rows[0]
}

export async function expiredFiles(reader: Reader, now: string, limit: number): Promise<string[]> {
  const { rows } = await reader.query<{ fileNo: string }>(
    'select file_no as "fileNo" from stored_file where expires_at < $1 order by expires_at limit $2',
    [now, limit],
  )
  return rows.map(({ fileNo }) => fileNo)
}

export interface StatementQuery {
  readonly provider: string
  readonly scheme?: string
  readonly clearing: string
  readonly from: Day
  readonly to: Day
  /** With refunds: cancelled settlements and their mirrors; without: only what is in effect. */
  readonly withRefunds: boolean
}

/** 冲正: the message never counted, so neither it nor the mirror that undid it is in any statement. */
const UNDONE = `exists (select from message_void m where m.sender = s.provider and m.msgid = s.msgid
    and m.person_no = s.person_no)
  or s.reverses is not null and exists (select from settlement o
    join message_void m on m.sender = o.provider and m.msgid = o.msgid and m.person_no = o.person_no
    where o.settlement_id = s.reverses and o.person_no = s.person_no)`

const STATEMENT = `s.provider = $1 and ($2::text is null or s.scheme = $2) and s.clearing = $3
  and s.settled_at >= $4::date and s.settled_at < $5::date + 1
  and ($6::boolean or (s.reverses is null and s.reversed_by is null))
  and not (${UNDONE})`

const valuesOf = (query: StatementQuery) => [
  query.provider,
  query.scheme ?? null,
  query.clearing,
  query.from,
  query.to,
  query.withRefunds,
]

export interface StatementSums {
  readonly count: number
  readonly totalFen: number
  readonly fundFen: number
  readonly accountFen: number
  readonly cashFen: number
}

export async function sumStatement(reader: Reader, query: StatementQuery): Promise<StatementSums> {
  const { rows } = await reader.query<StatementSums>(
    `select count(*) as count, coalesce(sum(s.total_fen), 0)::bigint as "totalFen",
       coalesce(sum(s.fund_fen), 0)::bigint as "fundFen", coalesce(sum(s.account_fen), 0)::bigint as "accountFen",
       coalesce(sum(s.cash_fen), 0)::bigint as "cashFen" from settlement s where ${STATEMENT}`,
    valuesOf(query),
  )
  return rows[0]!
}

export interface StatementRow {
  readonly settlementId: string
  readonly visitId: string
  readonly personNo: string
  readonly msgid: string
  readonly isRefund: boolean
  readonly totalFen: number
  readonly fundFen: number
  readonly accountFen: number
}

export async function statementRows(reader: Reader, query: StatementQuery): Promise<StatementRow[]> {
  const { rows } = await reader.query<StatementRow>(
    `select s.settlement_id as "settlementId", s.visit_id as "visitId", s.person_no as "personNo", s.msgid,
       s.reverses is not null as "isRefund", s.total_fen as "totalFen", s.fund_fen as "fundFen",
       s.account_fen as "accountFen"
     from settlement s where ${STATEMENT} order by s.settlement_id`,
    valuesOf(query),
  )
  return rows
}

export interface KnownSettlement {
  readonly settlementId: string
  readonly msgid: string
  readonly isUndone: boolean
}

/** Settlements of a provider by their identifiers, whether or not they belong in a statement. */
export async function knownSettlements(
  reader: Reader,
  provider: string,
  settlementIds: readonly string[],
): Promise<KnownSettlement[]> {
  const { rows } = await reader.query<KnownSettlement>(
    `select s.settlement_id as "settlementId", s.msgid, (${UNDONE}) as "isUndone" from settlement s
     where s.settlement_id = any($2::uuid[]) and s.provider = $1`,
    [provider, settlementIds],
  )
  return rows
}
