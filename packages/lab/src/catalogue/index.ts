// The catalogue that ships with the product, read and checked.
export * from './read.ts'
export type { TableFault } from './row-reader.ts'
export type {
  CatalogueItem,
  Certainty,
  ChronicDiseaseItem,
  DiagnosisItem,
  ProcedureItem,
  ProcedureKind,
} from './shapes.ts'
