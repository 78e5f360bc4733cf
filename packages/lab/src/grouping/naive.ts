// A second grouper that follows the published steps word by word over rows of text: slow, plain, and nothing in common with the
// kernel's. It judges the kernel in tests, and is what `bench group` is read against.
import type { NaiveRecord, NaiveScheme, TableRow } from './naive-scheme.ts'
import { holdsWord } from './naive-words.ts'

/** The line of the result without the record's number: status, MDC, ADRG, DRG. */
export function naiveGroup(scheme: NaiveScheme, record: NaiveRecord, ambiguous: boolean): string {
  if (record.sex !== '1' && record.sex !== '2') return '信息校验不通过,0000,00,0000'
  const mayBeNewborn = record.ageYears === 0 && (record.ageDays === undefined || record.ageDays <= 28)
  if (mayBeNewborn && !record.weightG) return '信息校验不通过,0000,00,0000'
  for (const mdc of scheme.mdcs) {
    if (!isOpen(scheme, mdc, record)) continue
    const found = insideMdc(scheme, mdc, record, ambiguous && mdc.ambiguous_typical === 'yes')
    if (found) return found
  }
  return '无法入组,0000,00,0000'
}

function isOpen(scheme: NaiveScheme, mdc: TableRow, record: NaiveRecord): boolean {
  const pdx = scheme.has(`${mdc.mdc} dx`, record.dx[0] ?? '')
  return (mdc.entry_rule ?? '').split(' or ').some((rule) =>
    rule.split('+').every((word) => {
      switch (word) {
        case 'or_procedure_first':
          return scheme.valid.has(record.proc[0] ?? '')
        case 'pdx':
          return pdx
        case 'anydx':
          return record.dx.some((code) => scheme.has(`${mdc.mdc} dx`, code))
        case 'pdx_and_age_under_1':
          return pdx && record.ageYears === 0
        case 'pdx_and_male':
          return pdx && record.sex === '1'
        case 'pdx_and_female':
          return pdx && record.sex === '2'
        case 'pdx_and_two_sites':
          return pdx && new Set(record.dx.flatMap((code) => scheme.sitesOf(mdc.mdc ?? '', code))).size >= 2
        default:
          return holdsWord(word, { scheme, record, row: mdc, owner: mdc.mdc ?? '', isMdc: true })
      }
    }),
  )
}

function insideMdc(scheme: NaiveScheme, mdc: TableRow, record: NaiveRecord, ambiguous: boolean): string | undefined {
  const adrgs = scheme.adrgsOf(mdc.mdc ?? '')
  const before = adrgs.filter((row) => row.ambiguous_check !== 'after')
  const after = adrgs.filter((row) => row.ambiguous_check === 'after')
  const fits = (row: TableRow): boolean =>
    (row.conditions ?? '')
      .split('+')
      .every((word) => holdsWord(word, { scheme, record, row, owner: row.adrg ?? '', isMdc: false }))
  const first = before.find(fits)
  if (first) return lineOf(scheme, mdc, first, record)
  if (ambiguous && record.proc.some((code) => scheme.valid.has(code))) return `歧义病案,MDC${mdc.mdc},QY,${mdc.mdc}QY`
  const second = after.find(fits)
  return second && lineOf(scheme, mdc, second, record)
}

function lineOf(scheme: NaiveScheme, mdc: TableRow, adrg: TableRow, record: NaiveRecord): string {
  const drg = scheme.drgsOf(adrg.adrg ?? '').find((row) => {
    const words = [row.severity_test ?? '', ...(row.conditions ? row.conditions.split('+') : [])]
    return words.every((word) => holdsWord(word, { scheme, record, row, owner: adrg.adrg ?? '', isMdc: false }))
  })
  return `分组成功,MDC${mdc.mdc},${adrg.adrg},${drg?.drg}`
}

/** A line of a file of records, without quotes. */
export function naiveRecord(titles: readonly string[], line: string): NaiveRecord {
  const cells = line.split(',')
  const text = (title: string): string => cells[titles.indexOf(title)] ?? ''
  const number = (title: string): number | undefined => (text(title) === '' ? undefined : Number(text(title)))
  const codes = (title: string): string[] => (text(title) === '' ? [] : text(title).split('|'))
  return {
    id: text('record_id'),
    sex: text('sex'),
    ageYears: number('age_years'),
    ageDays: number('age_days'),
    weightG: number('newborn_weight_g'),
    losDays: number('los_days'),
    icuHours: number('icu_hours'),
    dischargeType: text('discharge_type'),
    departments: codes('departments'),
    dx: codes('dx'),
    proc: codes('proc'),
  }
}

/** A whole file: header and lines in, header and lines out. */
export function naiveGroupFile(scheme: NaiveScheme, text: string, ambiguous = false): string {
  const [header = '', ...lines] = text.trimEnd().split('\n')
  const titles = header.split(',')
  const groups = lines.map((line) => {
    const record = naiveRecord(titles, line)
    return `${record.id},${naiveGroup(scheme, record, ambiguous)}`
  })
  return ['record_id,status,mdc,adrg,drg', ...groups, ''].join('\n')
}
