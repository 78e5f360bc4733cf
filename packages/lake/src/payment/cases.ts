// Settled claims of a lake as cases of payment. A lake has no groups: they are joined afterwards from a grouper's results.
import { join, resolve } from 'node:path'
import {
  type Day,
  type DischargeType,
  dayNumber,
  type Fen,
  type MedicalRecord,
  type payment,
  type Sex,
} from '@yibao/kernel'
import { type Engine, openEngine, quoted } from '../history/engine.ts'
import { type LakeSlice, readManifest } from '../history/manifest.ts'
import { listOf } from '../history/texts.ts'
import { readable } from '../replay/vectors.ts'

const SELECTED = `id, provider, level, scheme, setting, county, person_no, CAST(admitted_on AS VARCHAR),
  CAST(discharged_on AS VARCHAR), CAST(settled_on AS VARCHAR), disease, visit_tags, CAST(total_fen AS DOUBLE),
  CAST(payer_pooled_fen AS DOUBLE), CAST(person_fen AS DOUBLE), CAST(full_fen AS DOUBLE), CAST(pre_fen AS DOUBLE),
  CAST(deductible_fen AS DOUBLE)`

/** A case with what a grouper asks of it. */
export interface PaymentStay {
  readonly each: payment.PaymentCase
  readonly record: MedicalRecord
}

const FRONT_PAGE = `sex, age, age_days, birth_weight_g, los_days, icu_hours, discharge_type, department, diagnoses, procedures`

/** Cases of some files, under a condition over their columns, in the order of the files. */
export async function paymentStaysOf(
  folder: string,
  slices: readonly LakeSlice[],
  where: string,
): Promise<PaymentStay[]> {
  const engine = await openEngine()
  try {
    const stays: PaymentStay[] = []
    for (const slice of slices) {
      const path = join(folder, slice.claims.path)
      const sql = `SELECT ${SELECTED}, ${FRONT_PAGE} FROM read_parquet(${quoted(path)}, hive_partitioning = false) WHERE ${where} ORDER BY claim`
      const rows = (await readable(path, () => engine.connection.runAndReadAll(sql))).getRows()
      for (const row of rows) stays.push({ each: caseAt(row), record: recordAt(row) })
    }
    return stays
  } finally {
    engine.close()
  }
}

const PAGE_AT = 18

function recordAt(row: readonly unknown[]): MedicalRecord {
  const [sex, age, ageDays, birthWeightG, losDays, icuHours, discharge, department, diagnoses, procedures] = row.slice(
    PAGE_AT,
  ) as [string | null, ...(number | null)[]] & (string | null)[]
  const number = (value: unknown): number | undefined => (value === null ? undefined : Number(value))
  const words = (value: unknown): readonly string[] => (value === null ? [] : listOf(String(value)))
  return {
    ...{ recordId: String(row[0]), sex: (sex ?? '') as Sex, ageYears: number(age), ageDays: number(ageDays) },
    ...{ birthWeightG: number(birthWeightG), losDays: number(losDays), icuHours: number(icuHours) },
    ...{ totalFen: Number(row[TOTAL_AT]) as Fen, diagnoses: words(diagnoses), procedures: words(procedures) },
    dischargeType: (discharge ?? undefined) as DischargeType | undefined,
    departments: department === null ? undefined : [String(department)],
  }
}

const TOTAL_AT = 12

/** All claims of a lake. The pooled fund is `fundFen`, every other layer and the provider's own part `otherFen`. */
export async function paymentCasesOf(folder: string): Promise<payment.PaymentCase[]> {
  const manifest = readManifest(resolve(folder))
  const engine = await openEngine()
  try {
    const cases: payment.PaymentCase[] = []
    for (const slice of manifest.slices) await readSlice(engine, resolve(folder), slice, cases)
    return cases
  } finally {
    engine.close()
  }
}

async function readSlice(
  engine: Engine,
  folder: string,
  slice: LakeSlice,
  cases: payment.PaymentCase[],
): Promise<void> {
  const path = join(folder, slice.claims.path)
  const sql = `SELECT ${SELECTED} FROM read_parquet(${quoted(path)}, hive_partitioning = false)`
  const result = await readable(path, () => engine.connection.stream(sql))
  for (;;) {
    const chunk = await readable(path, () => result.fetchChunk())
    if (!chunk || chunk.rowCount === 0) return
    const columns = chunk.getColumns()
    for (let row = 0; row < chunk.rowCount; row += 1) cases.push(caseAt(columns.map((column) => column[row])))
  }
}

const NOTHING = 0 as Fen

function caseAt(values: readonly unknown[]): payment.PaymentCase {
  const [id, provider, level, scheme, setting, county, person, admitted, discharged, settled, disease, tags] =
    values as (string | null)[]
  const [total, pooled, patient, full, pre, deductible] = values.slice(12) as number[]
  const settledOn = settled as Day
  const dischargedOn = (discharged ?? settled) as Day
  const admittedOn = (admitted ?? dischargedOn) as Day
  const [costFen, fundFen, patientFen] = [total as Fen, pooled as Fen, patient as Fen]
  return {
    ...{ id: id ?? '', provider: provider ?? '', level: level ?? '', scheme: scheme ?? '', setting: setting ?? '' },
    ...{ county: county ?? '', person: person ?? '', admittedOn, dischargedOn, settledOn },
    days: Math.max(1, dayNumber(dischargedOn) - dayNumber(admittedOn)),
    ...{ group: disease ?? '', status: 'grouped', weight: undefined, auxiliary: undefined },
    tags: tags === null || tags === undefined ? [] : listOf(tags),
    ...{ costFen, fundFen, patientFen, otherFen: (costFen - fundFen - patientFen) as Fen },
    ...{ fullSelfFen: full as Fen, preSelfFen: pre as Fen, deductibleFen: deductible as Fen },
    ...{ exemptFen: NOTHING, exemptFundFen: NOTHING, tcmFen: NOTHING, review: '', bonusUnits: undefined },
    ...{ leaveDays: 0, department: '', physician: '' },
  }
}
