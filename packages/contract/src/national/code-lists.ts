// The code lists that messages refer to, as data: the national core, to which a city adds its local values.
import { auditLists } from './code-lists/audit.ts'
import { feeLists } from './code-lists/fee.ts'
import type { CodeList } from './code-lists/list.ts'
import { personLists } from './code-lists/person.ts'
import { settlementLists } from './code-lists/settlement.ts'
import { settlementListLists } from './code-lists/settlement-list.ts'
import { visitLists } from './code-lists/visit.ts'

export type { CodeList } from './code-lists/list.ts'
export { NATIONALITIES } from './code-lists/settlement-list.ts'

/** Code lists by the name that field tables give them. A name without a list here (`dept`) is not looked into. */
export type CodeLists = Readonly<Record<string, CodeList>>

export const nationalLists: CodeLists = {
  ...personLists,
  ...visitLists,
  ...feeLists,
  ...settlementLists,
  ...settlementListLists,
  ...auditLists,
}

/** Local codes by list: `{ med_type: { '9901': '门诊两病' } }`. */
export type LocalValues = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The lists with local codes added; a local label replaces the national one of the same code. */
export function withLocalValues(lists: CodeLists, local: LocalValues): CodeLists {
  const merged: Record<string, CodeList> = { ...lists }
  for (const [name, codes] of Object.entries(local)) {
    const national = lists[name] ?? { title: name, values: new Map<string, string>(), checked: false }
    merged[name] = { ...national, values: new Map([...national.values, ...Object.entries(codes)]) }
  }
  return merged
}

/** The label of a code, or the code itself when its list does not have it. */
export const labelOf = (lists: CodeLists, name: string, code: string): string => lists[name]?.values.get(code) ?? code
