// Plausible wire values for any field: the same name has the same value throughout one request, unless it must differ.
import { type Instant, instant } from '@yibao/kernel'
import { nationalLists } from '../code-lists.ts'
import type { Field } from '../fields.ts'

/** Numbers in [0, 1), from a seeded source of the caller's. */
export type Next = () => number

export interface SampleContext {
  readonly next: Next
  readonly at: Instant
  readonly remembered: Map<string, unknown>
  /** Counts rows, so that row numbers are unique within a request. */
  rows: number
}

export const sampleContext = (next: Next, at: Instant = instant('2026-06-01 08:30:00')): SampleContext => ({
  next,
  at,
  remembered: new Map(),
  rows: 0,
})

/** Names whose value changes from row to row. */
const PER_ROW = new Set(['feedetl_sn', 'med_list_codg', 'medins_list_codg', 'fixmedins_hilist_id', 'diag_srt_no'])

type Maker = (context: SampleContext) => unknown

const digits =
  (count: number): Maker =>
  ({ next }) =>
    Array.from({ length: count }, () => Math.floor(next() * 10)).join('')
const prefixed =
  (prefix: string, count: number): Maker =>
  (context) =>
    prefix + String(digits(count)(context))
const fixed =
  (value: unknown): Maker =>
  () =>
    value

const MAKERS: Readonly<Record<string, Maker>> = {
  psn_no: prefixed('11', 18),
  certno: identityNumber,
  mdtrt_cert_no: identityNumber,
  mdtrt_cert_type: fixed('02'),
  psn_cert_type: fixed('01'),
  psn_name: fixed('张三'),
  psn_type: fixed('11'),
  insutype: fixed('310'),
  naty: fixed('01'),
  gend: fixed('1'),
  mdtrt_id: prefixed('M', 20),
  setl_id: prefixed('S', 20),
  msgid: ({ at, next }) => `H11010100001${at.replace(/\D/g, '')}${String(Math.floor(next() * 1e4)).padStart(4, '0')}`,
  omsgid: prefixed('H1101010000120260601083000', 4),
  oinfno: fixed('2207'),
  feedetl_sn: ({ rows }) => String(1000 + rows),
  diag_srt_no: ({ rows }) => (rows % 90) + 1,
  med_list_codg: prefixed('XA10BAE039A0010101', 5),
  medins_list_codg: prefixed('YP', 8),
  fixmedins_hilist_id: prefixed('YP', 8),
  fixmedins_code: fixed('H11010100001'),
  fixmedins_name: fixed('示例人民医院'),
  mdtrtarea_admvs: fixed('110100'),
  insuplc_admdvs: fixed('110100'),
  dev_no: fixed(''),
  sign_no: prefixed('Q', 16),
  infver: fixed('V1.0'),
  recer_sys_code: fixed('YBXT'),
  diag_code: fixed('I10.x00'),
  diag_name: fixed('特发性高血压'),
  dise_codg: fixed('M03900'),
  dise_name: fixed('高血压'),
  atddr_no: fixed('D110101000001'),
  dise_dor_no: fixed('D110101000001'),
  bilg_dr_codg: fixed('D110101000001'),
  caty: fixed('A03'),
  cum_ym: fixed('202606'),
  age: ({ next }) => Math.floor(next() * 900) / 10,
  page_num: fixed(1),
  page_size: fixed(20),
  rx_circ_flag: fixed('0'),
  hosp_appr_flag: fixed('0'),
  vali_flag: fixed('1'),
}

/** One value as a client would send it. */
export function sampleValue(name: string, field: Field, context: SampleContext): unknown {
  if (context.remembered.has(name)) return context.remembered.get(name)
  const value = (MAKERS[name] ?? byKind(name, field))(context)
  if (!PER_ROW.has(name) && MAKERS[name]) context.remembered.set(name, value)
  return value
}

function byKind(name: string, field: Field): Maker {
  switch (field.kind) {
    case 'code':
      return ({ next }) => pick([...(nationalLists[field.list ?? '']?.values.keys() ?? ['1'])], next)
    case 'serial':
      return digits(Math.min(field.digits, 8))
    case 'amount':
      return ({ next }) => Math.floor(next() * 100_000) / 100
    case 'price':
      return ({ next }) => Math.floor(next() * 5_000_000) / 10_000
    case 'quantity':
      return ({ next }) => 1 + Math.floor(next() * 20)
    case 'ratio':
      return ({ next }) => Math.floor(next() * 10_000) / 10_000
    case 'integer':
    case 'decimal':
      return ({ next }) => 1 + Math.floor(next() * 9)
    case 'day':
      return ({ at }) => at.slice(0, 10)
    case 'moment':
      return ({ at }) => at
    case 'bytes':
      return fixed('UEsDBA==')
    case 'extension':
      return fixed('')
    default:
      return name === 'year'
        ? fixed('2026')
        : ({ next }) => `${field.title.slice(0, field.digits - 1)}${Math.floor(next() * 10)}`
  }
}

export const pick = <T>(values: readonly T[], next: Next): T => values[Math.floor(next() * values.length)] as T

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** An identity number with its right check character (GB 11643). */
function identityNumber({ next }: SampleContext): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const born = `${1950 + Math.floor(next() * 50)}${two(1 + Math.floor(next() * 12))}${two(1 + Math.floor(next() * 28))}`
  const body = `110101${born}${String(Math.floor(next() * 1000)).padStart(3, '0')}`
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(body[at]), 0)
  return body + '10X98765432'[sum % 11]
}
