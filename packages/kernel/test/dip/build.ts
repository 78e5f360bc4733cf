// Catalogues and records for the tests of DIP, written as short as a case can be told.
import assert from 'node:assert/strict'
import {
  CATALOGUE_COLUMNS,
  type CompiledDip,
  compileDip,
  type DipCatalogue,
  type DipReading,
  type DipTable,
  type Fen,
  type MedicalRecord,
  parseDipTable,
  readDipCatalogue,
  type TieRule,
} from '@yibao/kernel'

export type GroupCells = Partial<Record<(typeof CATALOGUE_COLUMNS)[number], string>>

export interface Lists {
  readonly excludedDiagnoses?: string
  readonly excludedProcedures?: string
  readonly resistantDiagnoses?: string
  readonly procedureClasses?: string
  readonly ties?: readonly TieRule[]
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export function catalogueText(groups: readonly GroupCells[]): string {
  const lines = groups.map((cells) => {
    const full: GroupCells = { catalogue_id: 'test', version: '1', ...cells }
    return CATALOGUE_COLUMNS.map((column) => quoted(full[column] ?? '')).join(',')
  })
  return `${[CATALOGUE_COLUMNS.join(','), ...lines].join('\n')}\n`
}

export function readText(text: string, lists: Lists = {}): DipReading {
  const table = (file: string, own: string | undefined): DipTable | undefined =>
    own === undefined ? undefined : parseDipTable(file, own, [])
  return readDipCatalogue({
    catalogue: parseDipTable('catalogue.csv', text, []),
    excludedDiagnoses: table('excluded-diagnoses.csv', lists.excludedDiagnoses),
    excludedProcedures: table('excluded-procedures.csv', lists.excludedProcedures),
    resistantDiagnoses: table('resistant-diagnoses.csv', lists.resistantDiagnoses),
    procedureClasses: table('procedure-classes.csv', lists.procedureClasses),
    ties: lists.ties,
  })
}

export function catalogueOf(groups: readonly GroupCells[], lists: Lists = {}): DipCatalogue {
  const { catalogue, faults } = readText(catalogueText(groups), lists)
  assert.deepEqual(faults, [])
  return catalogue
}

export const compiledOf = (groups: readonly GroupCells[], lists: Lists = {}): CompiledDip =>
  compileDip(catalogueOf(groups, lists))

export function recordOf(dx: string, proc = '', rest: Partial<MedicalRecord> = {}): MedicalRecord {
  const list = (text: string): string[] => (text === '' ? [] : text.split('|'))
  return { recordId: 'R1', totalFen: 1_000_000 as Fen, diagnoses: list(dx), procedures: list(proc), ...rest }
}
