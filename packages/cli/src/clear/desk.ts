// A hospital's own stays: grouped by its scheme, weighed, priced by the rates, at the value the year began with or closed.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  assignDip,
  type CompiledDip,
  type CompiledScheme,
  CsvRows,
  compileDip,
  DIP_STATUS_TEXT,
  FaultList,
  fractions,
  Grouper,
  type GroupOptions,
  type GroupReason,
  type MedicalRecord,
  payment,
  REASON_WORDS,
  readLayout,
  recordOfRow,
} from '@yibao/kernel'
import { loadDipCatalogue, loadScheme } from '@yibao/policy'
import { recordsIn } from '../dip/record-file.ts'
import { groupFile } from '../group/group-file.ts'
import { textFile } from '../text-file.ts'
import { refuseFaults } from './inputs.ts'

/** A DRG scheme or a DIP catalogue, whichever the folder holds. */
export type DeskScheme =
  | { readonly kind: 'drg'; readonly folder: string; readonly compiled: CompiledScheme; readonly options: GroupOptions }
  | { readonly kind: 'dip'; readonly folder: string; readonly compiled: CompiledDip }

export interface DeskGroup extends payment.GroupResult {
  /** As the grouper says it: 分组成功, 无法入组 … */
  readonly statusText: string
  readonly reason: string
}

export interface DeskJob {
  readonly scheme: DeskScheme
  readonly rules: payment.PaymentRules
  readonly weights: ReadonlyMap<string, payment.GroupRow> | undefined
  readonly input: string
  readonly defaults: payment.StayDefaults
  readonly workers: number
  readonly at: 'start' | 'final'
}

export interface DeskClosed {
  readonly input: payment.PaymentInput
  readonly closed: payment.YearClosed
  readonly groups: ReadonlyMap<string, DeskGroup>
  /** Milliseconds of grouping, and of the rest, by the clock on the wall. */
  readonly text: string
}

export function deskScheme(folder: string, isDip: boolean, options: GroupOptions): DeskScheme {
  if (isDip) return { kind: 'dip', folder, compiled: compileDip(loadDipCatalogue(folder)) }
  return { kind: 'drg', folder, compiled: loadScheme(folder).compiled, options }
}

/** All stays of the file: each has a group or a reason, and a price. */
export async function closeStays(job: DeskJob): Promise<DeskClosed> {
  const groups =
    job.scheme.kind === 'drg' ? await drgGroups(job, job.scheme) : await dipGroups(job, job.scheme.compiled)
  const text = textFile(job.input)
  const faults = new FaultList()
  const listed = payment.readStays(job.input, text, job.defaults, faults)
  refuseFaults(faults)
  const cases = payment.withGroups(listed, groups)
  const tables = { groups: job.weights ?? weightsOf(job.scheme), providers: new Map() }
  const input: payment.PaymentInput = { rules: job.rules, tables, cases, at: job.at }
  return { input, closed: payment.clearYear(input), groups, text }
}

/** The scheme's own weights; a DIP case brings its score along. */
export function weightsOf(scheme: DeskScheme): Map<string, payment.GroupRow> {
  if (scheme.kind === 'dip') return new Map()
  const { weights, drgs } = scheme.compiled.scheme
  const names = new Map(drgs.map(({ drg, name }) => [drg, name]))
  return new Map(
    [...weights].map(([group, { weightE8, groupType }]) => [
      group,
      {
        ...{ group, title: names.get(group) ?? '', type: groupType, coefficients: new Map(), averageFen: new Map() },
        averageDays: undefined,
        weight: weightE8 === undefined ? undefined : fractions.exact(weightE8, 100_000_000),
      },
    ]),
  )
}

async function drgGroups(job: DeskJob, scheme: DeskScheme & { kind: 'drg' }): Promise<Map<string, DeskGroup>> {
  const scratch = mkdtempSync(join(tmpdir(), 'yibao-desk-'))
  try {
    const out = join(scratch, 'groups.csv')
    const { folder, compiled, options } = scheme
    await groupFile({ scheme: folder, compiled, options, input: job.input, out, workers: job.workers })
    return withReasons(readFileSync(out, 'utf8'), job.input, compiled, options)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function withReasons(
  written: string,
  input: string,
  compiled: CompiledScheme,
  options: GroupOptions,
): Map<string, DeskGroup> {
  const groups = new Map<string, DeskGroup>()
  const ungrouped = new Set<string>()
  const rows = payment.csvRows(written)
  rows.next()
  for (const { cells } of rows) {
    const [id = '', statusText = '', , , drg = ''] = cells
    const status = payment.STATUS_WORDS[statusText] ?? 'ungrouped'
    if (status === 'ungrouped') ungrouped.add(id)
    const isGroup = status === 'grouped'
    groups.set(id, {
      group: isGroup ? drg : '',
      status,
      statusText,
      reason: '',
      weight: undefined,
      auxiliary: undefined,
    })
  }
  if (ungrouped.size === 0) return groups
  const grouper = new Grouper(compiled, options)
  for (const record of recordsOf(textFile(input), (id) => ungrouped.has(id))) {
    const { reason } = grouper.group(record)
    const own = groups.get(record.recordId)
    if (own && reason) groups.set(record.recordId, { ...own, reason: reasonText(reason) })
  }
  return groups
}

export const reasonText = (reason: GroupReason): string => `${REASON_WORDS[reason].zh} ${REASON_WORDS[reason].en}`

/** Records of a file that has been read once without a fault. */
export function* recordsOf(text: string, wanted: (id: string) => boolean): Generator<MedicalRecord> {
  const bytes = Buffer.from(text)
  const layout = readLayout(bytes)
  if (!('columns' in layout)) return
  const rows = new CsvRows(bytes.subarray(layout.bodyFrom))
  const at = layout.columns.record_id
  while (rows.next()) {
    const id = Buffer.from(rows.bytes.subarray(rows.starts[at], rows.ends[at])).toString()
    if (wanted(id)) yield recordOfRow(rows, layout)
  }
}

async function dipGroups(job: DeskJob, compiled: CompiledDip): Promise<Map<string, DeskGroup>> {
  const groups = new Map<string, DeskGroup>()
  for await (const rows of recordsIn(job.input).batches)
    for (const { record, dischargedOn } of rows) groups.set(record.recordId, dipGroup(compiled, record, dischargedOn))
  return groups
}

export function dipGroup(compiled: CompiledDip, record: MedicalRecord, dischargedOn?: string): DeskGroup {
  const { validFrom, validTo } = compiled.catalogue
  const none = { group: '', status: 'ungrouped', weight: undefined, auxiliary: undefined } as const
  const isOutside =
    dischargedOn !== undefined &&
    ((validFrom !== undefined && dischargedOn < validFrom) || (validTo !== undefined && dischargedOn > validTo))
  if (isOutside) return { ...none, statusText: '不在目录有效期内', reason: `出院日期 ${dischargedOn} discharged then` }
  const { group, status } = assignDip(compiled, record)
  const statusText = DIP_STATUS_TEXT[status]
  if (!group) return { ...none, statusText, reason: statusText }
  const weight = group.scoreE4 === undefined ? undefined : fractions.exact(group.scoreE4, 10_000)
  return { group: group.seq, status: 'grouped', statusText, reason: '', weight, auxiliary: undefined }
}
