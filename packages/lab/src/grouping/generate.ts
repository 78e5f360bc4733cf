// Records for a scheme, from a seed: each is aimed at one ADRG and then disturbed, so that every branch is met with codes that fit,
// codes that nearly fit, repeated, shuffled, missing and unknown ones.
import { type Random, random } from '../random.ts'
import type { NaiveScheme, NaiveTables, TableRow } from './naive-scheme.ts'

export const RECORD_TITLES = [
  'record_id',
  'sex',
  'age_years',
  'age_days',
  'newborn_weight_g',
  'los_days',
  'discharge_type',
  'total_cost',
  'dx',
  'proc',
  'icu_hours',
  'departments',
] as const

interface Draft {
  sex: string
  ageYears: string
  ageDays: string
  weightG: string
  losDays: string
  dischargeType: string
  dx: string[]
  proc: string[]
  icuHours: string
  departments: string[]
}

interface Pools {
  readonly severity: readonly string[]
  readonly valid: readonly string[]
  readonly dx: readonly string[]
  readonly proc: readonly string[]
}

/** A file of records with a header, and so many records for each ADRG. */
export function generateRecords(tables: NaiveTables, scheme: NaiveScheme, perAdrg: number, seed: number): string {
  const source = random(seed)
  const pools = poolsOf(tables)
  const mdcs = new Map((tables['mdc.csv'] ?? []).map((row) => [row.mdc ?? '', row]))
  const lines: string[] = [RECORD_TITLES.join(',')]
  for (const adrg of tables['adrg.csv'] ?? []) {
    const mdc = mdcs.get(adrg.mdc ?? '') ?? {}
    const own = ownCodes(adrg, scheme)
    for (let at = 0; at < perAdrg; at += 1) {
      const draft = aimedAt(adrg, mdc, source.chance(0.5) ? own.all : own.first, scheme, pools, source)
      if (source.chance(0.5)) disturb(draft, pools, source)
      lines.push(lineOf(`R${lines.length}`, draft, source))
    }
  }
  return `${lines.join('\n')}\n`
}

function poolsOf(tables: NaiveTables): Pools {
  const codes = (name: string, title: string): string[] => (tables[name] ?? []).map((row) => row[title] ?? '')
  return {
    severity: codes('severity-dx.csv', 'dx_code'),
    valid: codes('or-proc.csv', 'proc_code'),
    dx: [...codes('mdc-dx.csv', 'dx_code'), ...codes('dx-codes.csv', 'dx_code')],
    proc: [...codes('adrg-proc.csv', 'proc_code'), ...codes('proc-codes.csv', 'proc_code')],
  }
}

interface OwnCodes {
  readonly dx: readonly string[]
  readonly proc: readonly string[]
}

/** The codes of its first lists, and those of them that no earlier ADRG of the MDC has, where there are any. */
function ownCodes({ mdc = '', adrg = '' }: TableRow, scheme: NaiveScheme): { all: OwnCodes; first: OwnCodes } {
  const siblings = scheme.adrgsOf(mdc)
  const earlier = siblings.slice(
    0,
    siblings.findIndex((row) => row.adrg === adrg),
  )
  const newOnes = (kind: string, codes: readonly string[]): readonly string[] => {
    const left = codes.filter((code) => earlier.every((row) => !scheme.has(`${row.adrg} ${kind} A`, code)))
    return left.length > 0 ? left : codes
  }
  const ofMdc = scheme.codes(`${mdc} dx`)
  const dx = scheme.codes(`${adrg} dx A`).filter((code) => ofMdc.length === 0 || scheme.has(`${mdc} dx`, code))
  const proc = scheme.codes(`${adrg} proc A`)
  return { all: { dx, proc }, first: { dx: newOnes('dx', dx), proc: newOnes('proc', proc) } }
}

/** Codes and facts that could fit the words of the row. */
function aimedAt(
  adrg: TableRow,
  mdc: TableRow,
  first: OwnCodes,
  scheme: NaiveScheme,
  pools: Pools,
  source: Random,
): Draft {
  const draft = plainDraft(source)
  const conditions = adrg.conditions ?? ''
  const own = (kind: 'dx' | 'proc', part: string): readonly string[] =>
    part === 'A' ? first[kind] : scheme.codes(`${adrg.adrg} ${kind} ${part}`)
  const ofMdc = scheme.codes(`${mdc.mdc} dx`)
  const principals = conditions.includes('pdx_in') && first.dx.length > 0 ? first.dx : ofMdc
  draft.dx.push(source.pick(principals.length > 0 ? principals : pools.dx))
  for (const part of ['A', 'B']) if (/(any|s)dx_in/.test(conditions)) draft.dx.push(...some(own('dx', part), 1, source))
  for (const part of ['A', 'B', 'C', '1', '2', '3', '4']) {
    const count = part === 'A' || source.chance(0.8) ? 1 : 0
    draft.proc.push(...some(own('proc', part), count, source))
  }
  if (/sproc_in/.test(conditions)) draft.proc.push(...some(own('proc', 'A'), 1, source))
  if (/(pproc|anyproc)_is_or/.test(conditions)) draft.proc.unshift(...some(pools.valid, 1, source))
  fitMdc(draft, mdc, ofMdc, source)
  fitNewborn(draft, adrg, source)
  draft.dx.push(...some(pools.severity, source.int(0, 3), source))
  return draft
}

function plainDraft(source: Random): Draft {
  return {
    sex: source.pick(['1', '2']),
    ageYears: String(source.int(0, 95)),
    ageDays: '',
    weightG: '',
    losDays: String(source.int(1, 70)),
    dischargeType: source.pick(['1', '2', '3', '4', '5', '9', '']),
    dx: [],
    proc: [],
    icuHours: source.chance(0.3) ? String(source.int(0, 300)) : '',
    departments: source.chance(0.3) ? [source.pick(['ICU', 'A28', 'N01'])] : [],
  }
}

const some = (codes: readonly string[], count: number, source: Random): string[] =>
  codes.length === 0 ? [] : Array.from({ length: count }, () => source.pick(codes))

function fitMdc(draft: Draft, mdc: TableRow, ofMdc: readonly string[], source: Random): void {
  const rule = mdc.entry_rule ?? ''
  if (rule.includes('female')) draft.sex = '2'
  else if (rule.includes('male')) draft.sex = '1'
  if (rule.includes('age_under_1')) draft.ageYears = '0'
  if (rule.includes('two_sites')) draft.dx.push(...some(ofMdc, 3, source))
}

/** Under one year there are days, and a weight for the youngest. */
function fitNewborn(
  draft: Draft,
  { conditions = '', weight_min_g: min, weight_max_g: max }: TableRow,
  source: Random,
): void {
  if (/neonate28|birth_weight|age_days/.test(conditions)) draft.ageYears = '0'
  if (draft.ageYears !== '0') return
  draft.ageDays = String(source.chance(0.7) ? source.int(0, 28) : source.int(29, 364))
  const [low, high] = [Number(min || 500), Number(max || 4500)]
  draft.weightG = source.chance(0.9) ? String(source.int(low, high)) : ''
}

/** Something is not as it should be. */
function disturb(draft: Draft, pools: Pools, source: Random): void {
  const disturbances: readonly (() => void)[] = [
    () => draft.dx.push(...draft.dx),
    () => draft.proc.push(...draft.proc),
    () => draft.dx.push(draft.dx[0] ?? ''),
    () => {
      draft.dx = source.shuffle(draft.dx)
    },
    () => {
      draft.proc = source.shuffle(draft.proc)
    },
    () => draft.dx.unshift(source.pick(pools.dx)),
    () => draft.proc.unshift(source.pick(pools.proc)),
    () => draft.proc.push(source.pick(pools.valid)),
    () => draft.dx.splice(source.int(0, draft.dx.length), 1, source.pick(STRANGE)),
    () => draft.proc.push(source.pick(STRANGE)),
    () => {
      draft.dx = []
    },
    () => {
      draft.proc = []
    },
    () => {
      draft.sex = source.pick(['', '0', '9', '1', '2'])
    },
    () => {
      draft.ageYears = source.pick(['', '0', '1'])
    },
    () => {
      draft.ageDays = source.pick(['', '0', '28', '29'])
    },
    () => {
      draft.weightG = source.pick(['', '0', '1499.5', '1500', '2500'])
    },
  ]
  for (let at = source.int(1, 3); at > 0; at -= 1) source.pick(disturbances)()
}

/** No table has them, and some look as if one did. */
const STRANGE = [
  '',
  'ABC',
  'Z99.999x999',
  'i10.x00',
  ' I10.x00',
  'I10.x00 ',
  'I10',
  '霍乱',
  '0',
  'constructor',
  '__proto__',
] as const

function lineOf(id: string, draft: Draft, source: Random): string {
  const cost = (source.int(10_000, 5_000_000) / 100).toFixed(2)
  return [
    id,
    draft.sex,
    draft.ageYears,
    draft.ageDays,
    draft.weightG,
    draft.losDays,
    draft.dischargeType,
    cost,
    draft.dx.join('|'),
    draft.proc.join('|'),
    draft.icuHours,
    draft.departments.join('|'),
  ].join(',')
}
