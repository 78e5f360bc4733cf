// What `yibao dip form` is told: the frame, lists and choices, each read once and refused with its option's name.
import {
  type CodeNames,
  type DipCatalogue,
  FORM_DEFAULTS,
  type FormOptions,
  fenFromYuan,
  type HistoryRules,
  NO_NAMES,
} from '@yibao/kernel'
import { dipTableAt, loadDipCatalogue } from '@yibao/policy'
import { type Invocation, numberOption, textOption, UsageError } from '../command.ts'

export interface FormInputs {
  readonly options: FormOptions
  readonly rules: HistoryRules
  readonly national: DipCatalogue | undefined
  readonly names: CodeNames
}

export function formInputs(invocation: Invocation): FormInputs {
  const option = (name: string): string | undefined => textOption(invocation, name)
  const options = optionsOf(invocation)
  const frame = frameOf(option('frame'), option('classes'))
  const [dx, proc] = [codeTable(option('dx-codes'), 'dx_code'), codeTable(option('proc-codes'), 'proc_code')]
  const national = option('national')
  return {
    options,
    rules: {
      years: options.years.map(({ year }) => year),
      ...(frame && { frame }),
      ...(dx && { diagnoses: new Set(dx.keys()) }),
      ...(proc && { procedures: new Set(proc.keys()) }),
      ...greyOf(option('grey')),
      ...mapOf('diagnosisMap', option('dx-map')),
      ...mapOf('procedureMap', option('proc-map')),
    },
    national: national === undefined ? undefined : loadDipCatalogue(national),
    names: namesOf(dx, proc),
  }
}

function optionsOf(invocation: Invocation): FormOptions {
  const last = numberOption(invocation, 'last-year', 0)
  if (last < 1990) throw new UsageError('缺少 --last-year，如 2025(the last year of the history)')
  const weights = (textOption(invocation, 'weights') ?? '1,2,7').split(',')
  if (!weights.every((each) => /^\d{1,4}$/.test(each)) || weights.every((each) => Number(each) === 0))
    throw new UsageError('--weights 应为由旧到新的整数，如 1,2,7(whole numbers, oldest first)')
  const cv = decimalOption(invocation, 'mixed-cv', 4)
  const most = numberOption(invocation, 'mixed-most', 0)
  const minCases = numberOption(invocation, 'min-cases', 15)
  if (minCases === 0) throw new UsageError('--min-cases 应大于 0(must be above 0)')
  return {
    ...FORM_DEFAULTS,
    id: textOption(invocation, 'id') ?? 'local',
    version: textOption(invocation, 'version') ?? String(last + 1),
    validFrom: `${last + 1}-01-01`,
    validTo: undefined,
    years: weights.map((weight, at) => ({ year: last - weights.length + 1 + at, weight: Number(weight) })),
    threshold: thresholdOf(invocation, minCases),
    relatedBp: decimalOption(invocation, 'related', 2) ?? FORM_DEFAULTS.relatedBp,
    mixed: {
      minCases: numberOption(invocation, 'mixed-min', minCases),
      withChapters: invocation.values.chapters === true,
      ...(cv !== undefined && { cvMaxE4: cv }),
      ...(most > 0 && { groupsMax: most }),
    },
    score: scoreOf(textOption(invocation, 'score') ?? 'average'),
  }
}

function thresholdOf(invocation: Invocation, minCases: number): FormOptions['threshold'] {
  const share = decimalOption(invocation, 'coverage', 2)
  if (share === undefined) return { kind: 'fixed', minCases }
  if (textOption(invocation, 'min-cases') !== undefined)
    throw new UsageError('--coverage 与 --min-cases 只能选一个(choose one of them)')
  if (share > 10_000) throw new UsageError('--coverage 应为不超过 100 的百分数(a percentage)')
  return { kind: 'coverage', shareBp: share }
}

function decimalOption(invocation: Invocation, name: string, places: number): number | undefined {
  const text = textOption(invocation, name)
  if (text === undefined) return undefined
  const [, whole = '', fraction = ''] = /^(\d{1,6})(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === '' || fraction.length > places)
    throw new UsageError(`--${name} 应为最多 ${places} 位小数的数，收到 ${text}(expected a number)`)
  return Number(whole + fraction.padEnd(places, '0'))
}

function scoreOf(text: string): FormOptions['score'] {
  const [method = '', value = ''] = text.split(/:(.*)/s)
  if (method === 'average' && value === '') return { method }
  if (method === 'reference' && value !== '') return { method, dipCode: value }
  const quotaFen = method === 'quota' ? fenFromYuan(value) : undefined
  if (method === 'quota' && quotaFen !== undefined && quotaFen > 0) return { method, quotaFen }
  throw new UsageError(`--score 应为 average、reference:病种编码 或 quota:元，收到 ${text}(expected one of these)`)
}

function frameOf(path: string | undefined, classes: string | undefined): DipCatalogue | undefined {
  const frame = path === undefined ? undefined : loadDipCatalogue(path)
  if (classes === undefined) return frame
  const rows = dipTableAt(classes, ['proc_code', 'class']).rows
  const known = new Set(['手术', '介入治疗', '治疗性操作', '诊断性操作'])
  const unknown = rows.find(({ cells }) => cells.class !== '' && !known.has(cells.class ?? ''))
  if (unknown)
    throw new UsageError(`${classes}:${unknown.line} class “${unknown.cells.class}”：应为${[...known].join('、')}`)
  const procedureClasses: DipCatalogue['procedureClasses'] = new Map(
    rows
      .filter(({ cells }) => cells.class !== '')
      .map(({ cells }) => [cells.proc_code ?? '', { class: cells.class as '手术' }]),
  )
  const none: DipCatalogue = {
    ...{ id: '', version: '', groups: [], ties: [], excludedDiagnoses: new Set(), excludedProcedures: new Map() },
    ...{ resistantDiagnoses: new Set(), procedureClasses },
  }
  return { ...(frame ?? none), procedureClasses }
}

/** Code to name; a table of codes in force. */
function codeTable(path: string | undefined, column: string): Map<string, string> | undefined {
  if (path === undefined) return undefined
  const table = dipTableAt(path, [])
  const own = [column, 'code'].find((name) => table.columns.includes(name))
  if (own === undefined) throw new UsageError(`${path} 应有列 code 或 ${column}(expected a column of codes)`)
  return new Map(table.rows.map(({ cells }) => [cells[own] ?? '', cells.name ?? '']))
}

function greyOf(path: string | undefined): Pick<HistoryRules, 'greyDiagnoses'> {
  if (path === undefined) return {}
  const { rows } = dipTableAt(path, ['code'])
  return {
    greyDiagnoses: new Set(rows.filter(({ cells }) => cells.kind !== 'proc').map(({ cells }) => cells.code ?? '')),
  }
}

function mapOf(name: 'diagnosisMap' | 'procedureMap', path: string | undefined): Partial<HistoryRules> {
  if (path === undefined) return {}
  const { rows } = dipTableAt(path, ['from_code', 'to_code'])
  return { [name]: new Map(rows.map(({ cells }) => [cells.from_code ?? '', cells.to_code ?? ''])) }
}

/** 亚目 have no name of their own in a table of codes: the first code below gives its own. */
function namesOf(dx: Map<string, string> | undefined, proc: Map<string, string> | undefined): CodeNames {
  if (!dx && !proc) return NO_NAMES
  const byPrefix = new Map<string, string>()
  for (const [code, name] of [...(dx ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const prefix of [code.slice(0, 3), code.slice(0, 5)]) if (!byPrefix.has(prefix)) byPrefix.set(prefix, name)
  return { diagnosis: (prefix) => byPrefix.get(prefix) ?? '', procedure: (code) => proc?.get(code) ?? '' }
}
