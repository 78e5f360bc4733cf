// The door of the reconciliation module: files that come and go, statements of accounts, and their comparison.
import { createHash } from 'node:crypto'
import { accepted, addDays, type Day, dayOf, daysBetween, type Outcome, refused } from '@yibao/kernel'
import type { Clock, Kind, Receipt, WritePath } from '../../platform/index.ts'
import { type Asked, commandFor, type Message, type Reader, SYSTEM } from '../common/index.ts'
import type { ShownId } from '../visit/index.ts'
import {
  expiredFiles,
  type FileToStore,
  fileRow,
  findFile,
  type KnownSettlement,
  knownSettlements,
  type StatementQuery,
  type StatementRow,
  type StatementSums,
  statementRows,
  sumStatement,
} from './store.ts'

export { type ComparedRow, compareRows, type SentRow } from './compare.ts'
export { type ReconciliationRefusalCode, reconciliationRefusals } from './refusals.ts'
export type { KnownSettlement, StatementQuery, StatementRow, StatementSums } from './store.ts'
export { textOf, unzipText, zipText } from './zip.ts'

/** As Base64 inside a message it still fits the limit of messages. */
export const FILE_BYTES_MAX = 3 * 1024 * 1024
export const FILE_TEXT_BYTES_MAX = 32 * 1024 * 1024
const FILE_DAYS = 7
const FILE_NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u
const STATEMENT_DAYS_MAX = 366

export interface FileToKeep {
  readonly provider: string
  readonly name: string
  readonly bytes: Uint8Array
  readonly madeBy: FileToStore['madeBy']
}

export interface KeptFile {
  readonly fileNo: string
  readonly name: string
  readonly expiresAt: string
}

const fileStored = (shown: ShownId): Kind<Asked<FileToKeep, KeptFile>> => ({
  name: 'file.stored',
  subjects: ({ input }) => [`provider:${input.provider}`],
  decide: ({ message, input }, _, context) => {
    const fileNo = shown(context.newId())
    const expiresAt = `${addDays(context.today, FILE_DAYS)} 23:59:59`
    const file: FileToStore = {
      ...input,
      fileNo,
      expiresAt,
      storedAt: context.now,
      sha256: createHash('sha256').update(input.bytes).digest('hex'),
    }
    return accepted({
      answer: message.answer({ fileNo, name: input.name, expiresAt }, context),
      rows: { insert: { stored_file: [fileRow(file)] } },
      event: { fileNo },
      objects: [fileNo],
    })
  },
})

const filesExpired: Kind<{ readonly fileNos: readonly string[] }, unknown, { removed: number }> = {
  name: 'file.expired',
  subjects: () => ['files:expired'],
  decide: ({ fileNos }) =>
    accepted({
      answer: { removed: fileNos.length },
      rows: { remove: { stored_file: fileNos.map((fileNo) => ({ file_no: fileNo })) } },
    }),
}

export interface ReconciliationDesk {
  keep(message: Message<KeptFile>, file: FileToKeep): Promise<Outcome<Receipt>>
  /** The bytes of a file that is the provider's own and not expired. */
  fetch(provider: string, fileNo: string): Promise<Outcome<{ readonly name: string; readonly bytes: Buffer }>>
  sums(query: StatementQuery): Promise<StatementSums>
  rows(query: StatementQuery): Promise<StatementRow[]>
  /** What is known of settlements that a provider names and no statement holds. */
  known(provider: string, settlementIds: readonly string[]): Promise<KnownSettlement[]>
  /** For a job: expired files go. */
  removeExpired(): Promise<number>
}

export interface ReconciliationParts {
  readonly writePath: WritePath
  readonly reader: Reader
  readonly clock: Clock
  readonly shown: ShownId
}

export function openReconciliation({ writePath, reader, clock, shown }: ReconciliationParts): ReconciliationDesk {
  const kind = fileStored(shown)
  return {
    keep: async (message, file) => {
      if (file.bytes.length === 0) return refused('file_empty', {})
      if (file.bytes.length > FILE_BYTES_MAX)
        return refused('file_too_large', { found: file.bytes.length, allowed: FILE_BYTES_MAX })
      if (!FILE_NAME.test(file.name))
        return refused('file_name', { name: file.name.replace(/[^\p{L}\p{N}._/-]/gu, '□').slice(0, 40) })
      return writePath.submit(commandFor(kind, message, file))
    },
    fetch: async (provider, fileNo) => {
      const file = await findFile(reader, fileNo)
      if (file?.provider !== provider) return refused('file_unknown', { file: fileNo.slice(0, 40) })
      if (file.expiresAt.slice(0, 19) < clock.now())
        return refused('file_expired', { file: fileNo, at: file.expiresAt.slice(0, 19) })
      return accepted({ name: file.name, bytes: file.bytes })
    },
    sums: (query) => sumStatement(reader, query),
    rows: (query) => statementRows(reader, query),
    known: async (provider, settlementIds) =>
      settlementIds.length === 0 ? [] : knownSettlements(reader, provider, settlementIds),
    removeExpired: async () => {
      const now = clock.now()
      const fileNos = await expiredFiles(reader, now, 500)
      if (fileNos.length === 0) return 0
      await writePath.submit({
        kind: filesExpired,
        key: { sender: 'system', msgid: `files expired ${fileNos[0]} ${fileNos.length} ${dayOf(now)}` },
        actor: SYSTEM,
        input: { fileNos },
        request: fileNos,
      })
      return fileNos.length
    },
  }
}

/** A statement covers whole days in order, at most a year of them. */
export const checkStatementDates = (from: Day, to: Day) =>
  from > to || daysBetween(from, to) >= STATEMENT_DAYS_MAX ? refused('statement_dates', { from, to }) : undefined
