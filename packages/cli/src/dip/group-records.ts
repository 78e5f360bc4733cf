// A file of records into a file of DIP groups, in the order of the records.
import {
  assignDip,
  type CompiledDip,
  csvCell,
  DIP_STATUS_TEXT,
  type DipAssignment,
  type DipLayer,
  type DipStatus,
} from '@yibao/kernel'
import type { RecordRow, RecordSource } from './record-file.ts'
import type { ResultFile } from './result-file.ts'

export const DIP_RESULT_COLUMNS = [
  'record_id',
  'status',
  'layer',
  'seq',
  'dip_code',
  'type',
  'score',
  'decided_by',
] as const

export interface DipSummary {
  readonly catalogue: string
  readonly records: number
  readonly byStatus: Readonly<Partial<Record<DipStatus | 'out_of_validity', number>>>
  readonly byLayer: Readonly<Partial<Record<DipLayer, number>>>
  /** Records for which a tie rule or the number had to decide. */
  readonly ties: number
  readonly groups: number
}

const TIES = new Set(['nearest_cost', 'highest_score', 'lowest_score', 'order'])
export const OUT_OF_VALIDITY = '不在目录有效期内'

export async function groupRecords(
  compiled: CompiledDip,
  source: RecordSource,
  out: ResultFile,
  onProgress: (records: number) => void,
): Promise<DipSummary> {
  const tally = new Tally(compiled)
  try {
    await out.write(`${DIP_RESULT_COLUMNS.join(',')}\n`)
    for await (const rows of source.batches) {
      await out.write(rows.map((row) => resultRow(compiled, row, tally)).join(''))
      onProgress(tally.records)
    }
  } catch (error) {
    await out.drop()
    throw error
  }
  await out.done()
  return tally.summary()
}

export function resultRow(compiled: CompiledDip, { record, dischargedOn }: RecordRow, tally?: Tally): string {
  const { validFrom, validTo } = compiled.catalogue
  if (
    dischargedOn !== undefined &&
    ((validFrom !== undefined && dischargedOn < validFrom) || (validTo !== undefined && dischargedOn > validTo))
  ) {
    tally?.outside()
    return `${csvCell(record.recordId)},${OUT_OF_VALIDITY},,,,,,\n`
  }
  const assignment = assignDip(compiled, record)
  tally?.count(assignment)
  const { group, layer = '', status, decidedBy = '' } = assignment
  const head = `${csvCell(record.recordId)},${DIP_STATUS_TEXT[status]},${layer}`
  if (!group) return `${head},,,,,\n`
  const score = group.scoreE4 === undefined ? '' : scoreText(group.scoreE4)
  return `${head},${csvCell(group.seq)},${csvCell(group.dipCode)},${group.type},${score},${decidedBy}\n`
}

const scoreText = (scoreE4: number): string => {
  const digits = String(scoreE4).padStart(5, '0')
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`
}

export class Tally {
  records = 0
  readonly #compiled: CompiledDip
  readonly #statuses = new Map<string, number>()
  readonly #layers = new Map<string, number>()
  readonly #groups = new Set<string>()
  #ties = 0

  constructor(compiled: CompiledDip) {
    this.#compiled = compiled
  }

  outside(): void {
    this.records += 1
    add(this.#statuses, 'out_of_validity')
  }

  count({ status, layer, group, decidedBy }: DipAssignment): void {
    this.records += 1
    add(this.#statuses, status)
    if (!group || !layer) return
    add(this.#layers, layer)
    this.#groups.add(group.seq)
    if (decidedBy !== undefined && TIES.has(decidedBy) && layer !== 'priority') this.#ties += 1
  }

  summary(): DipSummary {
    const { id, version } = this.#compiled.catalogue
    return {
      catalogue: `${id} ${version}`,
      records: this.records,
      byStatus: Object.fromEntries(this.#statuses),
      byLayer: Object.fromEntries(this.#layers),
      ties: this.#ties,
      groups: this.#groups.size,
    }
  }
}

const add = (map: Map<string, number>, key: string): void => {
  map.set(key, (map.get(key) ?? 0) + 1)
}
