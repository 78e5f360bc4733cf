// Every table that a lake may hold, with its columns.
import { PARAMETER_COLUMNS, PROVIDER_COLUMNS } from './city-tables.ts'
import { CLAIM_COLUMNS, type Column, LINE_COLUMNS, PERSON_COLUMNS } from './columns.ts'
import { FINDING_COLUMNS, GROUP_COLUMNS } from './derived-columns.ts'
import { OFFICE_TABLES } from './office-columns.ts'
import {
  CATEGORY_COLUMNS,
  CERTIFICATE_COLUMNS,
  CHARGE_COLUMNS,
  ENTRY_COLUMNS,
  PEOPLE_COLUMNS,
  SPELL_COLUMNS,
  TIER_COLUMNS,
  TRACE_COLUMNS,
} from './table-columns.ts'

export type TableColumn = Pick<Column<never>, 'name' | 'type' | 'unit' | 'meaning'>

export const LAKE_TABLES: Readonly<Record<string, readonly TableColumn[]>> = {
  claims: CLAIM_COLUMNS,
  claim_lines: LINE_COLUMNS,
  persons: PERSON_COLUMNS,
  claim_tiers: TIER_COLUMNS,
  trace_codes: TRACE_COLUMNS,
  people: PEOPLE_COLUMNS,
  spells: SPELL_COLUMNS,
  categories: CATEGORY_COLUMNS,
  certificates: CERTIFICATE_COLUMNS,
  charges: CHARGE_COLUMNS,
  entries: ENTRY_COLUMNS,
  providers: PROVIDER_COLUMNS,
  parameters: PARAMETER_COLUMNS,
  groups: GROUP_COLUMNS,
  findings: FINDING_COLUMNS,
  ...OFFICE_TABLES,
}

export const columnsOfTable = (table: string): readonly TableColumn[] => LAKE_TABLES[table] ?? []
