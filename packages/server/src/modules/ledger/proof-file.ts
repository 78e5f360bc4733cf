// 入账证明: a file that shows that a settlement's journals stand in the sealed chain, checkable by anybody without the database.
// Whoever keeps a published head (every report prints it) needs nothing else: not the platform, not its keeper's word.
import type { EntryLine } from '@yibao/kernel'
import type pg from 'pg'
import { epochMsOfId, idAt } from '../../platform/index.ts'
import { type InclusionProof, isIncluded, lastBlock, proofOf } from '../../platform/seal/index.ts'
import { JOURNALS } from './journal-source.ts'
import { contentOf, journalsOfCause } from './store.ts'

export const PROOF_FORMAT = 'yibao-ledger-proof/1'
const DAY_MS = 86_400_000

export interface ProofFile {
  readonly format: typeof PROOF_FORMAT
  readonly settlement: string
  readonly head: { readonly no: number; readonly hash: string }
  /** The text that was hashed: the JSON array of the journal's columns. */
  readonly journals: readonly { readonly content: string; readonly proof: InclusionProof }[]
}

export async function proofFile(pool: pg.Pool, settlement: string): Promise<ProofFile | undefined> {
  const madeMs = epochMsOfId(settlement)
  const span = { id: settlement, fromId: idAt(madeMs - DAY_MS), untilId: idAt(madeMs + DAY_MS) }
  const ids = await journalsOfCause(pool, span)
  const last = await lastBlock(pool, JOURNALS.chain)
  if (ids.length === 0 || !last) return undefined
  const journals = await Promise.all(
    ids.map(async (id) => {
      const proof = await proofOf(pool, JOURNALS, id, last.no)
      const content = await contentOf(pool, JOURNALS.columns, id)
      return proof && content !== undefined ? [{ content, proof }] : []
    }),
  )
  const proven = journals.flat()
  // A journal that waits for its block cannot be proven yet; part of a settlement proves nothing.
  if (proven.length < ids.length) return undefined
  return { format: PROOF_FORMAT, settlement, head: { no: last.no, hash: last.hash.toString('hex') }, journals: proven }
}

export interface CheckedProof {
  readonly isProven: boolean
  /** What is wrong, in words; undefined when it holds. */
  readonly fault?: string
  readonly settlement: string
  readonly head: { readonly no: number; readonly hash: string }
  readonly postedOn: readonly string[]
  readonly lines: readonly EntryLine[]
}

/** Pure. `undefined`: the text is no such file. `head` is one that was published; without it the file's own is taken. */
export function checkProof(text: string, head?: string): CheckedProof | undefined {
  const file = readProof(text)
  if (!file) return undefined
  const { settlement, journals } = file
  const fields = journals.map(({ content }) => columnsOf(content))
  const fault = faultOf(file, fields, head)
  return {
    ...{ isProven: fault === undefined, ...(fault !== undefined && { fault }), settlement, head: file.head },
    postedOn: fields.flatMap((each) => (each ? [each.posted_on ?? ''] : [])),
    lines: fields.flatMap((each) => linesOf(each?.lines)),
  }
}

type Columns = Readonly<Record<string, string | null>>

function faultOf(
  file: ProofFile,
  fields: readonly (Columns | undefined)[],
  head: string | undefined,
): string | undefined {
  if (file.journals.length === 0) return '文件中没有凭证(no journal in the file)'
  if (head !== undefined && head.toLowerCase() !== file.head.hash)
    return `账链头不是公布的那个：文件 ${file.head.hash}，公布 ${head}(another head)`
  for (const [at, { content, proof }] of file.journals.entries()) {
    if (fields[at]?.cause_id !== file.settlement) return `第${at + 1}张凭证不是这笔结算的(not of this settlement)`
    if (!isIncluded(content, proof, file.head.hash)) return `第${at + 1}张凭证与账链不符：内容或证明被改动(altered)`
  }
  return undefined
}

function columnsOf(content: string): Columns | undefined {
  const texts = parsed(content)
  if (!Array.isArray(texts) || texts.length !== JOURNALS.columns.length) return undefined
  return Object.fromEntries(JOURNALS.columns.map((column, at) => [column, texts[at] as string | null]))
}

const linesOf = (text: string | null | undefined): EntryLine[] => {
  const lines = text ? parsed(text) : undefined
  return Array.isArray(lines) ? (lines as EntryLine[]) : []
}

/** Text from outside: what is no JSON is no proof. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isHash = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

function readProof(text: string): ProofFile | undefined {
  const file = parsed(text)
  if (!isRecord(file) || file.format !== PROOF_FORMAT || typeof file.settlement !== 'string') return undefined
  if (!isRecord(file.head) || typeof file.head.no !== 'number' || !isHash(file.head.hash)) return undefined
  if (!Array.isArray(file.journals) || !file.journals.every(isProvenJournal)) return undefined
  return file as unknown as ProofFile
}

function isProvenJournal(journal: unknown): boolean {
  if (!isRecord(journal) || typeof journal.content !== 'string' || !isRecord(journal.proof)) return false
  const { path, headers } = journal.proof
  if (!Array.isArray(path) || !path.every((step) => isRecord(step) && isHash(step.hash))) return false
  return (
    Array.isArray(headers) &&
    headers.every((header) => isRecord(header) && [header.hash, header.previousHash, header.merkleRoot].every(isHash))
  )
}
