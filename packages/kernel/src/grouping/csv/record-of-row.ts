// A row that has been found right as a record: for explanations and comparisons, which want the codes as they were written.
import { fenFromYuan } from '../../money/fen.ts'
import { ABSENT } from '../coded-record.ts'
import { DISCHARGE_TYPES, type MedicalRecord } from '../record.ts'
import { numberIn } from './code-row.ts'
import type { ColumnName, Layout } from './layout.ts'
import type { CsvRows } from './rows.ts'

const decoder = new TextDecoder()

export function recordOfRow(rows: CsvRows, { columns }: Layout): MedicalRecord {
  const text = (name: ColumnName): string => {
    const at = columns[name]
    return at < 0 ? '' : decoder.decode(rows.bytes.subarray(rows.starts[at]!, rows.ends[at]!))
  }
  const number = (name: ColumnName): number | undefined => {
    const at = columns[name]
    const value = at < 0 ? ABSENT : numberIn(rows.bytes, rows.starts[at]!, rows.ends[at]!, false)
    return value < 0 ? undefined : value
  }
  const list = (name: ColumnName): string[] => (text(name) === '' ? [] : text(name).split('|'))
  const sex = text('sex')
  return {
    recordId: text('record_id'),
    sex: sex === '1' ? 'male' : sex === '2' ? 'female' : undefined,
    ageYears: number('age_years'),
    ageDays: number('age_days'),
    birthWeightG: number('newborn_weight_g'),
    losDays: number('los_days'),
    dischargeType: DISCHARGE_TYPES.find((type) => type === text('discharge_type')),
    totalFen: fenFromYuan(text('total_cost')),
    diagnoses: list('dx'),
    procedures: list('proc'),
    icuHours: number('icu_hours'),
    departments: list('departments'),
  }
}
