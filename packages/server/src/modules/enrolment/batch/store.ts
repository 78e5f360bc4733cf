// Batches at rest: their rows, the file in parts, faults line by line, and what a reversal needs to know.
import type { enrolment } from '@yibao/kernel'
import type { Json, Row, Update } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { PERSON_JSON } from '../../person/index.ts'
import { fact } from '../../visit/index.ts'
import type { EnrolBatch } from './model.ts'

const BATCH_JSON = `json_build_object('batchId', b.batch_id, 'fileName', b.file_name, 'origin', b.origin, 'area', b.area,
  'employerNo', b.employer_no, 'sha256', b.sha256, 'bytes', b.bytes, 'state', b.state, 'run', b.run, 'done', b.done,
  'shareBp', b.share_bp, 'lines', b.lines, 'faulty', b.faults, 'kinds', b.kinds, 'faultKinds', b.fault_kinds,
  'refusal', b.refusal, 'steps', b.steps, 'by', b.by_account, 'at', b.at, 'movedAt', b.moved_at)`
const LINE_JSON = `json_build_object('batchId', l.batch_id, 'personNo', l.person_no, 'line', l.line, 'kind', l.kind,
  'firstOn', l.first_on, 'before', l.before, 'after', l.after, 'employerBefore', l.employer_before, 'wage', l.wage,
  'outcome', l.outcome)`

export const BATCH_FACTS = fact({
  batch: `(select ${BATCH_JSON} from enrol_batch b where b.batch_id = (q.args ->> 'batchId')::uuid)`,
})

const PERSONS = `any (array(select jsonb_array_elements_text(q.args -> 'persons')))`

/** What may rest on an enrolment: benefits since its first day, contributions charged for its time. */
export const REVERSAL_FACTS = fact({
  persons: `(select coalesce(json_agg(${PERSON_JSON}), '[]') from person p where p.person_no = ${PERSONS})`,
  lines: `(select coalesce(json_agg(${LINE_JSON}), '[]') from enrol_batch_line l
    where l.batch_id = (q.args ->> 'batchId')::uuid and l.person_no = ${PERSONS})`,
  used: `(select coalesce(json_agg(distinct l.person_no), '[]') from enrol_batch_line l
    join settlement s on s.person_no = l.person_no and s.reverses is null and s.reversed_by is null
      and s.settled_at >= l.first_on
    where l.batch_id = (q.args ->> 'batchId')::uuid and l.person_no = ${PERSONS})`,
  charged: `(select coalesce(json_agg(distinct l.person_no), '[]') from enrol_batch_line l
    join contribution_line c on c.person_no = l.person_no
      and c.period >= left(l.first_on::text, length(c.period))
    where l.batch_id = (q.args ->> 'batchId')::uuid and l.person_no = ${PERSONS})`,
})

export const batchRow = (batch: EnrolBatch): Row => ({
  batch_id: batch.batchId,
  ...batchColumns(batch),
  origin: batch.origin,
  file_name: batch.fileName,
  area: batch.area,
  employer_no: batch.employerNo,
  by_account: batch.by,
  at: batch.at,
})

export const batchUpdate = (batch: EnrolBatch): Update => ({
  key: { batch_id: batch.batchId },
  set: batchColumns(batch),
})

const batchColumns = (batch: EnrolBatch): Row => ({
  sha256: batch.sha256,
  bytes: batch.bytes,
  state: batch.state,
  run: batch.run,
  done: batch.done,
  share_bp: batch.shareBp,
  lines: batch.lines,
  faults: batch.faulty,
  kinds: batch.kinds as Json,
  fault_kinds: batch.faultKinds as Json,
  refusal: batch.refusal as Json,
  steps: batch.steps as unknown as Json,
  moved_at: batch.movedAt,
})

export const partRow = (batchId: string, no: number, bytes: Uint8Array): Row => ({
  batch_id: batchId,
  no,
  bytes: `\\x${Buffer.from(bytes).toString('hex')}`,
})
export const partKey = (batchId: string, no: number): Row => ({ batch_id: batchId, no })

export const faultsRow = (batchId: string, run: number, no: number, faults: readonly enrolment.LineFault[]): Row => ({
  batch_id: batchId,
  run,
  no,
  faults: faults as unknown as Json,
})

export const lineOutcome = (batchId: string, personNo: string, outcome: string): Update => ({
  key: { batch_id: batchId, person_no: personNo },
  set: { outcome },
})

export const wageKey = (personNo: string, employerNo: string, month: string): Row => ({
  person_no: personNo,
  employer_no: employerNo,
  from_month: month,
})

export async function findBatch(reader: Reader, batchId: string): Promise<EnrolBatch | undefined> {
  const { rows } = await reader.query<{ batch: EnrolBatch }>(
    `select ${BATCH_JSON} as batch from enrol_batch b where b.batch_id = $1`,
    [batchId],
  )
  return rows[0]?.batch
}

export async function listBatches(
  reader: Reader,
  query: { readonly state?: string; readonly employerNo?: string; readonly offset: number; readonly limit: number },
): Promise<{ rows: EnrolBatch[]; total: number }> {
  const where = `b.state <> 'receiving' and ($1::text is null or b.state = $1) and ($2::text is null or b.employer_no = $2)`
  const values = [query.state ?? null, query.employerNo ?? null]
  const { rows } = await reader.query<{ batch: EnrolBatch }>(
    `select ${BATCH_JSON} as batch from enrol_batch b where ${where} order by b.batch_id desc offset $3 limit $4`,
    [...values, query.offset, query.limit],
  )
  const counted = await reader.query<{ total: number }>(
    `select count(*) as total from enrol_batch b where ${where}`,
    values,
  )
  return { rows: rows.map(({ batch }) => batch), total: counted.rows[0]!.total }
}

/** Under way, and nothing heard of since; or a file that never came to its end. */
export async function stalledBatches(reader: Reader, before: string): Promise<EnrolBatch[]> {
  const { rows } = await reader.query<{ batch: EnrolBatch }>(
    `select ${BATCH_JSON} as batch from enrol_batch b
     where b.state in ('receiving', 'checking', 'importing', 'reversing') and b.moved_at < $1 order by b.batch_id`,
    [before],
  )
  return rows.map(({ batch }) => batch)
}

export async function partNumbers(reader: Reader, batchId: string): Promise<number[]> {
  const { rows } = await reader.query<{ no: number }>(
    'select no from enrol_batch_part where batch_id = $1 order by no',
    [batchId],
  )
  return rows.map(({ no }) => no)
}

export async function partOf(reader: Reader, batchId: string, no: number): Promise<Buffer> {
  const { rows } = await reader.query<{ bytes: Buffer }>(
    'select bytes from enrol_batch_part where batch_id = $1 and no = $2',
    [batchId, no],
  )
  return rows[0]?.bytes ?? Buffer.alloc(0)
}

const FAULTS = `enrol_batch_fault b cross join lateral json_array_elements(b.faults) f
  where b.batch_id = $1 and b.run = $2 and ($3::text is null or f ->> 'code' = $3)`

export async function faultsOf(
  reader: Reader,
  { batchId, run }: Pick<EnrolBatch, 'batchId' | 'run'>,
  code: string | undefined,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<{ rows: enrolment.LineFault[]; total: number }> {
  const values = [batchId, run, code ?? null]
  const { rows } = await reader.query<{ fault: enrolment.LineFault }>(
    `select f as fault from ${FAULTS} order by (f ->> 'line')::bigint, f ->> 'column' offset $4 limit $5`,
    [...values, offset, limit],
  )
  const counted = await reader.query<{ total: number }>(`select count(*) as total from ${FAULTS}`, values)
  return { rows: rows.map(({ fault }) => fault), total: counted.rows[0]!.total }
}

/** Persons of a batch's lines whose reversal is not decided. */
export async function undecidedLines(reader: Reader, batchId: string, limit: number): Promise<string[]> {
  const { rows } = await reader.query<{ personNo: string }>(
    `select l.person_no as "personNo" from enrol_batch_line l where l.batch_id = $1 and l.outcome is null
     order by l.person_no limit $2`,
    [batchId, limit],
  )
  return rows.map(({ personNo }) => personNo)
}

export async function outcomesOf(reader: Reader, batchId: string): Promise<Readonly<Record<string, number>>> {
  const { rows } = await reader.query<{ outcome: string; n: number }>(
    `select l.outcome, count(*) as n from enrol_batch_line l where l.batch_id = $1 and l.outcome is not null group by 1`,
    [batchId],
  )
  return Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n]))
}

export interface KeptLine {
  readonly personNo: string
  readonly line: number
  readonly outcome: string
}

/** Lines that a reversal had to leave. */
export async function keptLines(reader: Reader, batchId: string, limit: number): Promise<KeptLine[]> {
  const { rows } = await reader.query<KeptLine>(
    `select l.person_no as "personNo", l.line, l.outcome from enrol_batch_line l
     where l.batch_id = $1 and l.outcome is not null and l.outcome <> 'reversed' order by l.line limit $2`,
    [batchId, limit],
  )
  return rows
}
