// One word of a `conditions` cell, asked of one record: the second grouper's own reading of docs/grouping.md.
import type { NaiveRecord, NaiveScheme, TableRow } from './naive-scheme.ts'

export interface Asked {
  readonly scheme: NaiveScheme
  readonly record: NaiveRecord
  readonly row: TableRow
  /** The MDC or ADRG whose own lists are meant. */
  readonly owner: string
  readonly isMdc: boolean
}

export function holdsWord(word: string, asked: Asked): boolean {
  const { record, scheme, row } = asked
  const levels = (): string[] => scheme.levels(record)
  switch (word) {
    case 'always':
    case 'NONE':
      return true
    case 'MCC':
      return levels().includes('MCC')
    case 'MCC_OR_CC':
      return levels().length > 0
    case 'CC':
      return levels().includes('CC')
    case 'CC_ONLY':
      return levels().includes('CC') && !levels().includes('MCC')
    case 'pproc_is_or':
      return scheme.valid.has(record.proc[0] ?? '')
    case 'no_or_pproc':
      return !scheme.valid.has(record.proc[0] ?? '')
    case 'anyproc_is_or':
      return record.proc.some((code) => scheme.valid.has(code))
    case 'no_or_proc':
      return !record.proc.some((code) => scheme.valid.has(code))
    case 'neonate28':
      return record.ageDays !== undefined && record.ageDays <= 28
    case 'birth_weight':
      return weightFits(record.weightG ?? 0, row)
    case 'proc_parts':
      return partsFit(row.parts_rule ?? '', asked)
    default:
      return word.includes('_in') ? inList(word, asked) : compares(word, record)
  }
}

const weightFits = (weight: number, { weight_min_g: min, weight_max_g: max }: TableRow): boolean =>
  weight > 0 && weight >= Number(min || 0) && (!max || weight < Number(max))

/** Each part becomes T or F, and brackets are worked off from the inside. */
function partsFit(rule: string, { scheme, record, owner }: Asked): boolean {
  const flat = (formula: string): boolean =>
    formula.split('|').some((all) => all.split('&').every((each) => each.trim() === 'T'))
  let text = rule.replaceAll(/[A-C1-9]/g, (part) =>
    record.proc.some((code) => scheme.has(`${owner} proc ${part}`, code)) ? 'T' : 'F',
  )
  while (text.includes('(')) text = text.replace(/\(([^()]*)\)/, (_, inner: string) => (flat(inner) ? 'T' : 'F'))
  return flat(text)
}

function inList(word: string, { scheme, record, owner, isMdc }: Asked): boolean {
  const isNot = word.startsWith('!')
  const [, who = '', rest = ''] = /^!?(pdx|anydx|sdx|pproc|anyproc|sproc|department)_in(.*)$/.exec(word) ?? []
  const kind = who.endsWith('dx') ? 'dx' : who.endsWith('proc') ? 'proc' : 'department'
  const part = rest.startsWith('_') ? rest.slice(1).toUpperCase() : 'A'
  const own = isMdc ? `${owner} ${kind}` : `${owner} ${kind} ${part}`
  const list = rest.startsWith(':') ? `${rest} ${kind}` : own
  const all = kind === 'dx' ? record.dx : kind === 'proc' ? record.proc : record.departments
  const asked = who.startsWith('p') ? all.slice(0, 1) : who.startsWith('s') ? all.slice(1) : all
  return asked.some((code) => scheme.has(list, code)) !== isNot
}

function compares(word: string, record: NaiveRecord): boolean {
  const [, name = '', sign = '', value = ''] = /^([a-z_]+)(<=|>=|<|>|=)(.+)$/.exec(word) ?? []
  if (name === 'sex') return record.sex === value
  if (name === 'discharge_type') return value.split('|').includes(record.dischargeType)
  if (name === 'department') return value.split('|').some((code) => record.departments.includes(code))
  const found = {
    age_years: record.ageYears,
    age_days: record.ageDays,
    birth_weight_g: record.weightG,
    los_days: record.losDays,
    icu_hours: record.icuHours,
  }[name]
  if (found === undefined) return false
  const limit = Number(value)
  return (
    { '<': found < limit, '<=': found <= limit, '>': found > limit, '>=': found >= limit, '=': found === limit }[
      sign
    ] === true
  )
}
