// Batches at the console: the file comes in as it streams, its faults are shown line by line, and each step is one message.
import { Readable } from 'node:stream'
import type { BatchPage, BatchQuery, BatchStep, BatchView, DoneView, FaultPage, FaultQuery } from '@yibao/contract/rest'
import { type Outcome, refused } from '@yibao/kernel'
import { may, platformRefusals } from '../../../platform/index.ts'
import {
  BATCH_BYTES_MAX,
  bytesOf,
  type EnrolBatch,
  faultsOf,
  findBatch,
  isUnderWay,
  keptLines,
  LINE_OUTCOMES,
  listBatches,
} from '../../enrolment/index.ts'
import { shownId } from '../../gateway/index.ts'
import type { Asker } from '../asker.ts'
import { CSV_BEGIN, csvRow } from '../csv.ts'
import { actorOf } from '../flows/propose.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { consoleRefusals, domainRefusals } from '../refusals.ts'
import { type Put, rowStream } from '../row-stream.ts'
import { identifierIn } from '../settlement/found.ts'
import { BATCH_STATES, faultTitle, lineKind, OUTCOMES } from './words.ts'
import { isWorkbook, WORKBOOK_BYTES_MAX, workbookCsv } from './workbook.ts'

const KEPT_SHOWN = 200
const EXPORT_ROWS = 2000

export async function upload(
  { desks }: ConsoleParts,
  asker: Asker,
  name: string,
  body: unknown,
  bytes: number,
): Promise<Outcome<DoneView>> {
  if (!(body instanceof Readable))
    return refused('request_invalid', { field: 'body', problem: '应以 text/csv 发送文件' })
  if (bytes > BATCH_BYTES_MAX) return refused('batch_too_large', { megabytes: BATCH_BYTES_MAX >> 20 })
  const file = await rowsOf(body)
  if (!file.ok) return file
  const outcome = await desks.batches.receive(
    { ...ownOf(asker), fileName: plainName(name), origin: 'file' },
    file.value,
    actorOf(asker),
  )
  return outcome.ok ? { ok: true, value: { id: shownId(outcome.value) } } : outcome
}

/** A text streams as it comes; a workbook is read as a whole, within its limit, and goes on as the text of its first sheet. */
async function rowsOf(body: Readable): Promise<Outcome<AsyncIterable<Uint8Array>>> {
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const begin = await chunks.next()
  const first: Buffer = begin.done === true ? Buffer.alloc(0) : begin.value
  if (!isWorkbook(first)) return { ok: true, value: all(first, chunks) }
  const parts: Buffer[] = []
  let size = 0
  for await (const part of all(first, chunks)) {
    size += part.length
    if (size > WORKBOOK_BYTES_MAX) return refused('enrol_workbook_large', { megabytes: WORKBOOK_BYTES_MAX >> 20 })
    parts.push(part)
  }
  const text = workbookCsv(Buffer.concat(parts))
  return text.ok ? { ok: true, value: bytesOf(text.value) } : text
}

async function* all(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

/** An employer's area is where it lies; it is bounded by its own people, not by the area. */
export const ownOf = ({ principal }: Asker) => ({
  area: principal.area,
  employerNo: principal.employer === '' ? undefined : principal.employer,
})

/** What a program could take for a path or a command is not in a name. */
const plainName = (name: string): string => name.replaceAll(/[\p{Cc}\p{Cf}/\\]/gu, '_').slice(0, 120)

/** As the database writes a moment into JSON. */
export const moment = (at: string): string => at.slice(0, 19).replace('T', ' ')

const rowOf = ({ desks }: ConsoleParts, batch: EnrolBatch) => ({
  id: shownId(batch.batchId),
  fileName: batch.fileName,
  origin: batch.origin,
  employer: batch.employerNo === null ? '' : (desks.city.employer(batch.employerNo)?.name ?? batch.employerNo),
  state: batch.state,
  stateTitle: BATCH_STATES[batch.state],
  shareBp: batch.shareBp,
  lines: batch.lines,
  faulty: batch.faulty,
  by: batch.by,
  at: moment(batch.at),
})

export async function batchPage(parts: ConsoleParts, asker: Asker, query: BatchQuery): Promise<Outcome<BatchPage>> {
  const { page, size, offset } = pageOf(query)
  const { employerNo } = ownOf(asker)
  const asked = { offset, limit: size, ...(query.state && { state: query.state }), ...(employerNo && { employerNo }) }
  const { rows, total } = await asker.read((reader) => listBatches(reader, asked))
  return { ok: true, value: { rows: rows.map((row) => rowOf(parts, row)), total, page, size } }
}

async function found(asker: Asker, id: string): Promise<Outcome<EnrolBatch>> {
  const uuid = identifierIn(id)
  const batch = uuid && (await asker.read((reader) => findBatch(reader, uuid)))
  return batch ? { ok: true, value: batch } : refused('not_found', { what: `批次 ${id.slice(0, 40)}` })
}

const countsOf = (
  counts: Readonly<Record<string, number>>,
  title: (code: string) => { zh: string; en: string } | undefined,
) =>
  Object.entries(counts).flatMap(([code, count]) => {
    const said = title(code)
    return said && count > 0 ? [{ code, title: said, count }] : []
  })

export async function oneBatch(parts: ConsoleParts, asker: Asker, id: string): Promise<Outcome<BatchView>> {
  const outcome = await found(asker, id)
  if (!outcome.ok) return outcome
  const batch = outcome.value
  const kept =
    batch.state === 'reversed' ? await asker.read((reader) => keptLines(reader, batch.batchId, KEPT_SHOWN)) : []
  const isOutcome = (code: string) => (LINE_OUTCOMES as readonly string[]).includes(code)
  return {
    ok: true,
    value: {
      ...rowOf(parts, batch),
      done: batch.done,
      bytes: batch.bytes,
      sha256: batch.sha256 ?? '',
      kinds: countsOf(batch.kinds, lineKind),
      faultKinds: countsOf(batch.faultKinds, faultTitle),
      refusal: batch.refusal ? sentenceOf(batch.refusal) : '',
      outcomes: countsOf(batch.kinds, (code) =>
        isOutcome(code) ? OUTCOMES[code as keyof typeof OUTCOMES] : undefined,
      ),
      kept: kept.map(({ personNo, line, outcome: why }) => ({
        personNo,
        line,
        reason: OUTCOMES[why as keyof typeof OUTCOMES],
      })),
      steps: batch.steps.map(({ step, by, at, note }) => ({
        title: BATCH_STATES[step],
        by,
        at: moment(at),
        note,
      })),
      may: may(asker.principal, 'batch:write') ? mayOf(batch) : [],
    },
  }
}

function mayOf({ state, lines, faulty }: EnrolBatch): BatchView['may'] {
  if (isUnderWay(state)) return ['resume']
  if (state === 'checked') return faulty < lines ? ['confirm', 'withdraw'] : ['withdraw']
  if (state === 'refused') return ['withdraw']
  return state === 'imported' ? ['reverse'] : []
}

const WORDS = { ...platformRefusals, ...consoleRefusals, ...domainRefusals() }
const sentenceOf = ({ code, facts }: NonNullable<EnrolBatch['refusal']>): string => WORDS[code]?.message(facts) ?? code

export async function stepBatch(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  { step, note = '' }: BatchStep,
): Promise<Outcome<DoneView>> {
  const outcome = await found(asker, id)
  if (!outcome.ok) return outcome
  const { batchId } = outcome.value
  const said = note.trim()
  if ((step === 'reverse' || step === 'withdraw') && said === '')
    return refused('request_invalid', { field: 'note', problem: '请写明原因' })
  const actor = actorOf(asker)
  const { batches } = desks
  const done = await {
    confirm: () => batches.confirm(batchId, actor),
    withdraw: () => batches.withdraw(batchId, said, actor),
    resume: () => batches.resume(batchId, actor),
    reverse: () => batches.reverse(batchId, said, actor),
  }[step]()
  return done.ok ? { ok: true, value: { id } } : done
}

export async function faultPage(asker: Asker, id: string, query: FaultQuery): Promise<Outcome<FaultPage>> {
  const outcome = await found(asker, id)
  if (!outcome.ok) return outcome
  const { page, size, offset } = pageOf(query)
  const { rows, total } = await asker.read((reader) =>
    faultsOf(reader, outcome.value, query.code, { offset, limit: size }),
  )
  await asker.looked({ purpose: '查看批量参保的错误行', fields: 'masked', shown: rows.length })
  return { ok: true, value: { rows: rows.map((row) => ({ ...row, title: faultTitle(row.code) })), total, page, size } }
}

/** The whole file of errors, with what it is of written above; it streams, however many they are. */
export async function faultFile(
  parts: ConsoleParts,
  asker: Asker,
  id: string,
  code: string | undefined,
): Promise<Outcome<AsyncGenerator<string>>> {
  const outcome = await found(asker, id)
  if (!outcome.ok) return outcome
  const batch = outcome.value
  await asker.looked({ purpose: '导出批量参保的错误行', fields: 'masked', shown: batch.faulty })
  const write = async (put: Put): Promise<void> => {
    const { principal } = asker
    await put(
      [
        CSV_BEGIN,
        csvRow(['文件', batch.fileName, batch.sha256 ?? '']),
        csvRow(['导出时间', parts.platform.clock.now(), `${principal.displayName}(${principal.account})`]),
        csvRow(['行', '列', '原因', '原值', '应为', '代码']),
      ].join(''),
    )
    for (let offset = 0; ; offset += EXPORT_ROWS) {
      const { rows } = await asker.read((reader) => faultsOf(reader, batch, code, { offset, limit: EXPORT_ROWS }))
      await put(
        rows
          .map((row) => csvRow([row.line, row.column, faultTitle(row.code).zh, row.found, row.allowed, row.code]))
          .join(''),
      )
      if (rows.length < EXPORT_ROWS) return
    }
  }
  return { ok: true, value: rowStream(write) }
}
