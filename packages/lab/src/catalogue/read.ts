// Reads the catalogue folder that ships with the product: six tables, all of their faults at once.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TableFault } from './row-reader.ts'
import {
  type CatalogueItem,
  CHRONIC_DISEASES,
  type ChronicDiseaseItem,
  CONSUMABLES,
  DIAGNOSES,
  type DiagnosisItem,
  DRUGS,
  PROCEDURES,
  type ProcedureItem,
  SERVICES,
} from './shapes.ts'
import { readTable, type TableShape } from './table.ts'

export interface ShippedCatalogue {
  readonly drugs: readonly CatalogueItem[]
  readonly services: readonly CatalogueItem[]
  readonly consumables: readonly CatalogueItem[]
  readonly diagnoses: readonly DiagnosisItem[]
  readonly procedures: readonly ProcedureItem[]
  readonly chronicDiseases: readonly ChronicDiseaseItem[]
}

export type CatalogueReading =
  | { readonly ok: true; readonly value: ShippedCatalogue }
  | { readonly ok: false; readonly faults: readonly TableFault[] }

/** A missing file throws: that is a broken installation. What stands in a file wrongly is answered as faults. */
export async function readCatalogue(folder: string): Promise<CatalogueReading> {
  const faults: TableFault[] = []
  const table = async <Row>(shape: TableShape<Row>): Promise<Row[]> =>
    readTable(shape, await readFile(join(folder, shape.file), 'utf8'), faults)
  const value = {
    drugs: await table(DRUGS),
    services: await table(SERVICES),
    consumables: await table(CONSUMABLES),
    diagnoses: await table(DIAGNOSES),
    procedures: await table(PROCEDURES),
    chronicDiseases: await table(CHRONIC_DISEASES),
  }
  return faults.length === 0 ? { ok: true, value } : { ok: false, faults }
}

/** "drugs.csv 第 12 行第 6 列(class):应为以下之一:a、b、c(现为“d”)". */
export function faultSentence({ file, line, column, title, found, message }: TableFault): string {
  return `${file} 第 ${line} 行第 ${column} 列(${title}):${message}(现为“${found}”)`
}
