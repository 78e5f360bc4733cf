// The door of the register module: rows of registers as a city brings them.
import { REGISTERS, type RegisterName, type RegisterRow } from '@yibao/contract/load'
import type { Row } from '../../platform/index.ts'

export { registerHistory } from './history/store.ts'

/** Of each register what names a row. */
const KEYS: Readonly<Record<RegisterName, readonly string[]>> = {
  access: ['provider', 'capability'],
  lists: ['list', 'member', 'scheme', 'from_on'],
  statistics: ['series', 'county', 'from_on'],
}

export const registerRows = (registers: Readonly<Partial<Record<RegisterName, readonly RegisterRow[]>>>): Row[] =>
  REGISTERS.flatMap((register) =>
    (registers[register] ?? []).map((row) => ({
      ...{ register, key: KEYS[register].map((name) => String(row[name] ?? '')).join(' '), row: { ...row } },
    })),
  )
