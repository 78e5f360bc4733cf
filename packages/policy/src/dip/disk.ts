// The only reader of DIP catalogues on disk: a folder of tables, each as .csv or packed as .csv.gz.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  type DipCatalogue,
  type DipFault,
  type DipReading,
  type DipTable,
  parseDipTable,
  readDipCatalogue,
  TIE_RULES,
  type TieRule,
} from '@yibao/kernel'

/** Tables of a catalogue's folder; only the first must be there. */
export const DIP_FILES = {
  catalogue: 'catalogue.csv',
  excludedDiagnoses: 'excluded-dx.csv',
  excludedProcedures: 'excluded-proc.csv',
  resistantDiagnoses: 'tb-resistant-dx.csv',
  procedureClasses: 'procedure-class.csv',
} as const
export const DIP_OPTIONS_FILE = 'options.json'

const SHOWN_FAULTS = 20

/** A catalogue that cannot be used: sentences for the caller, each with file, line and column. */
export class DipPathError extends Error {
  override readonly name = 'DipPathError'
  readonly faults: readonly DipFault[]

  constructor(message: string, faults: readonly DipFault[] = []) {
    super(message)
    this.faults = faults
  }
}

/** The catalogue of a folder, or of the folder in which the named catalogue.csv lies. */
export function loadDipCatalogue(path: string): DipCatalogue {
  const { catalogue, faults } = readDipAt(path)
  if (faults.length > 0) throw refusedWith(`病种目录 ${path} 不可用(the catalogue cannot be used)`, faults)
  return catalogue
}

export function readDipAt(path: string): DipReading {
  if (!existsSync(path)) throw new DipPathError(`没有这个文件或文件夹：${path}(no such file or folder)`)
  const isFolder = statSync(path).isDirectory()
  const folder = isFolder ? path : dirname(path)
  const faults: DipFault[] = []
  const table = (name: string): DipTable | undefined => {
    const own = [join(folder, name), join(folder, `${name}.gz`)].find(existsSync)
    return own === undefined ? undefined : parseDipTable(shown(own), textOf(own), faults)
  }
  const catalogue = isFolder ? table(DIP_FILES.catalogue) : parseDipTable(shown(path), textOf(path), faults)
  if (!catalogue) throw new DipPathError(`${path} 中没有 ${DIP_FILES.catalogue}(the folder has no catalogue)`)
  const reading = readDipCatalogue({
    catalogue,
    excludedDiagnoses: table(DIP_FILES.excludedDiagnoses),
    excludedProcedures: table(DIP_FILES.excludedProcedures),
    resistantDiagnoses: table(DIP_FILES.resistantDiagnoses),
    procedureClasses: table(DIP_FILES.procedureClasses),
    ties: tiesAt(join(folder, DIP_OPTIONS_FILE)),
  })
  return { ...reading, faults: [...faults, ...reading.faults] }
}

/** One table of another kind, such as a list of codes: its rows by column. */
export function dipTableAt(path: string, columns: readonly string[]): DipTable {
  if (!existsSync(path)) throw new DipPathError(`没有这个文件：${path}(no such file)`)
  const faults: DipFault[] = []
  const table = parseDipTable(shown(path), textOf(path), faults)
  const missing = columns.filter((name) => !table.columns.includes(name))
  const found = table.columns.join(',')
  faults.push(
    ...missing.map((column) => ({ file: shown(path), line: 1, column, found, expected: '缺少这一列 missing' })),
  )
  if (faults.length > 0) throw refusedWith(`${path} 不可用(unusable)`, faults)
  return table
}

export const dipFaultText = ({ file, line, column, found, expected }: DipFault): string =>
  `${file}:${line} ${column} “${found}”：${expected}`

function refusedWith(what: string, faults: readonly DipFault[]): DipPathError {
  const lines = faults.slice(0, SHOWN_FAULTS).map(dipFaultText)
  const more = faults.length > SHOWN_FAULTS ? [`… 共 ${faults.length} 处(${faults.length} in all)`] : []
  return new DipPathError([`${what}：`, ...lines, ...more].join('\n'), faults)
}

/** `{"ties": ["nearest_cost"]}` */
function tiesAt(path: string): TieRule[] | undefined {
  if (!existsSync(path)) return undefined
  const allowed = `{"ties": [${TIE_RULES.map((rule) => `"${rule}"`).join(', ')}]}`
  const ties = optionsOf(path)?.ties
  if (!Array.isArray(ties)) throw new DipPathError(`${shown(path)} 应为 ${allowed}(expected)`)
  return ties.map((rule) => {
    const known = TIE_RULES.find((each) => each === rule)
    if (!known)
      throw new DipPathError(
        `${shown(path)}：ties 中的 ${JSON.stringify(rule)} 应为 ${TIE_RULES.join('、')} 之一(unknown)`,
      )
    return known
  })
}

function optionsOf(path: string): { readonly ties?: unknown } | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { ties?: unknown }
  } catch (error) {
    throw new DipPathError(
      `${shown(path)} 不能读取(unreadable): ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function textOf(path: string): string {
  const bytes = readFileSync(path)
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

function shown(path: string): string {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') ? path : short || basename(path)
}
