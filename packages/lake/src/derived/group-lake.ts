// Groups over a lake: every stay put to a grouper, month after month, into the derived table `groups`. What groups is handed in:
// DRG and DIP lie side by side.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DischargeType, Fen, MedicalRecord, Sex } from '@yibao/kernel'
import { CompactStaging } from '../history/compact-staging.ts'
import { writeDerived } from '../history/derived.ts'
import { GROUP_COLUMNS, type GroupedStay } from '../history/derived-columns.ts'
import { type Engine, openEngine, quoted } from '../history/engine.ts'
import { hashOf, LakeError, type LakeFile, type LakeSlice, readManifest } from '../history/manifest.ts'
import { readable } from '../replay/vectors.ts'
import { verifyLake } from '../replay/verify.ts'

/** A stay's group, or why it has none. */
export interface CaseGroup {
  readonly status: string
  readonly group?: string | undefined
  readonly reason?: string | undefined
  /** Weight or points, ten-thousandths. */
  readonly weight?: number | undefined
}

export interface LakeGrouping {
  readonly folder: string
  readonly method: 'drg' | 'dip'
  /** The scheme and its version. */
  readonly grouping: string
  readonly groupOf: (record: MedicalRecord, dischargedOn: string) => CaseGroup
  readonly onProgress?: (share: number, stays: number) => void
}

export interface LakeGroups {
  readonly stays: number
  readonly byStatus: Readonly<Record<string, number>>
  /** Why stays have no group. */
  readonly byReason: Readonly<Record<string, number>>
  readonly groups: number
}

/** Ordinary stays in the city's own hospitals: day surgery is paid by the disease, births by their kind, others by other cities. */
const IS_STAY = "setting = 'inpatient' AND place = 'local'"
const TEXTS = [
  'id',
  'settled_on',
  'person_no',
  'provider',
  'county',
  'scheme',
  'level',
  'sex',
  'diagnoses',
  'procedures',
] as const
const MORE_TEXTS = ['discharge_type', 'department', 'discharged_on'] as const
const NUMBERS = [
  'age',
  'age_days',
  'birth_weight_g',
  'los_days',
  'icu_hours',
  'total_fen',
  'fund_fen',
  'person_fen',
] as const
const SELECTED = [
  ...[...TEXTS, ...MORE_TEXTS].map((name) => `CAST(${name} AS VARCHAR)`),
  ...NUMBERS.map((name) => `CAST(${name} AS DOUBLE)`),
].join(', ')

export async function groupLake(options: LakeGrouping): Promise<LakeGroups> {
  const { folder, method, grouping } = options
  const manifest = readManifest(folder)
  await verifyLake(folder, manifest)
  const run = new GroupRun(options)
  await writeDerived(folder, manifest, { table: 'groups', part: method, origin: { grouping } }, async (own) => {
    const months = [...Map.groupBy(manifest.slices, ({ month }) => month)]
    const engine = await openEngine({ memoryMb: 1024, threads: 2 })
    try {
      const files: LakeFile[] = []
      for (const [at, [month, slices]] of months.entries()) {
        files.push(await run.month(engine, own, month, slices))
        options.onProgress?.((at + 1) / months.length, run.stays)
      }
      if (run.stays === 0) throw new LakeError(`${folder}：没有住院结算，无可分组(no stays to group)`)
      if (!run.hasDiagnoses)
        throw new LakeError(
          `${folder}：住院结算都没有诊断，不能分组；按年生成的历史库才有病案首页(no stay has a diagnosis)`,
        )
      return files
    } finally {
      engine.close()
    }
  })
  return run.result()
}

class GroupRun {
  stays = 0
  readonly #options: LakeGrouping
  readonly #byStatus: Record<string, number> = {}
  readonly #byReason: Record<string, number> = {}
  #withDiagnosis = 0
  readonly #groups = new Set<string>()

  constructor(options: LakeGrouping) {
    this.#options = options
  }

  result(): LakeGroups {
    return { stays: this.stays, byStatus: this.#byStatus, byReason: this.#byReason, groups: this.#groups.size }
  }

  /** A history without front pages: nothing can be said of any stay. */
  get hasDiagnoses(): boolean {
    return this.#withDiagnosis > 0
  }

  async month(engine: Engine, own: string, month: string, slices: readonly LakeSlice[]): Promise<LakeFile> {
    const staging = new CompactStaging<GroupedStay>('grouped', GROUP_COLUMNS)
    await staging.create(engine.connection)
    const before = this.stays
    for (const slice of slices) await this.#slice(engine, slice, staging)
    staging.flush()
    const path = `month=${month}/part.parquet`
    mkdirSync(dirname(join(own, path)), { recursive: true })
    const select = `${staging.select({}, GROUP_COLUMNS)} ORDER BY settled_on, id`
    await engine.connection.run(`COPY (${select}) TO ${quoted(join(own, path))} (FORMAT parquet, COMPRESSION zstd)`)
    await engine.connection.run('DROP TABLE grouped')
    return { path, rows: this.stays - before, sha256: await hashOf(join(own, path)) }
  }

  async #slice(engine: Engine, { claims }: LakeSlice, staging: CompactStaging<GroupedStay>): Promise<void> {
    const path = join(this.#options.folder, claims.path)
    const sql = `SELECT ${SELECTED} FROM read_parquet(${quoted(path)}, hive_partitioning = false) WHERE ${IS_STAY}`
    const connection = await engine.connect()
    try {
      const result = await readable(path, () => connection.stream(sql))
      for (;;) {
        const chunk = await readable(path, () => result.fetchChunk())
        if (!chunk || chunk.rowCount === 0) return
        const columns = chunk.getColumns()
        for (let row = 0; row < chunk.rowCount; row += 1)
          this.#stay(
            columns.map((column) => column[row]),
            staging,
          )
      }
    } finally {
      connection.closeSync()
    }
  }

  #stay(cells: readonly unknown[], staging: CompactStaging<GroupedStay>): void {
    const { method, grouping, groupOf } = this.#options
    const text = (at: number): string => (cells[at] as string | null) ?? ''
    const numbers = cells.slice(TEXTS.length + MORE_TEXTS.length) as (number | null)[]
    const [age, ageDays, birthWeightG, losDays, icuHours, totalFen, fundFen, personFen] = numbers
    const [id, settledOn, personNo, provider, county, scheme, level] = TEXTS.map((_, at) => text(at)) as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ]
    const found = groupOf(
      {
        recordId: id,
        sex: text(7) as Sex,
        ...{ ageYears: age ?? undefined, ageDays: ageDays ?? undefined, birthWeightG: birthWeightG ?? undefined },
        ...{ losDays: losDays ?? undefined, icuHours: icuHours ?? undefined, totalFen: (totalFen ?? 0) as Fen },
        diagnoses: listOf(text(8)),
        procedures: listOf(text(9)),
        dischargeType: (text(10) || undefined) as DischargeType | undefined,
        departments: text(11) === '' ? undefined : [text(11)],
      },
      text(12),
    )
    this.#byStatus[found.status] = (this.#byStatus[found.status] ?? 0) + 1
    if (found.reason) this.#byReason[found.reason] = (this.#byReason[found.reason] ?? 0) + 1
    if (text(8) !== '') this.#withDiagnosis += 1
    if (found.status === 'grouped' && found.group) this.#groups.add(found.group)
    staging.add(this.stays, 0, {
      ...{ id, settledOn, personNo, provider, county, scheme, level, grouping, method },
      ...{ status: found.status, caseGroup: found.group, reason: found.reason, weight: found.weight },
      ...{ losDays: losDays ?? undefined, totalFen: totalFen ?? 0, fundFen: fundFen ?? 0, personFen: personFen ?? 0 },
    })
    this.stays += 1
  }
}

const listOf = (text: string): string[] => (text === '' ? [] : text.split(' '))
