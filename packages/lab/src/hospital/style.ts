// How one provider's system speaks on the wire. Vendors differ; every form here has been seen in the field and must be understood.
import type { Infno, Json } from '@yibao/contract'
import { seedOf } from '../random.ts'

export type ContentType =
  | 'application/json;charset=utf-8'
  | 'text/plain; charset=utf-8'
  | 'application/x-www-form-urlencoded'

export interface ClientStyle {
  readonly name: string
  /** One address for all numbers, or the number as the last part of the address. */
  readonly url: 'one' | 'per_number'
  readonly contentType: ContentType
  /** `input` travels as a JSON text inside the JSON. */
  readonly inputAsText: boolean
  /** Numbers travel as text: "69.60". */
  readonly numbersAsText: boolean
  /** How an empty value is written. */
  readonly empty: '' | 'null' | null
  /** Code lists written without their leading zero: 1 for 01. */
  readonly shortCodes: readonly string[]
  /** Other names of input nodes: number → our name → theirs; '' puts the fields in place of the node. */
  readonly nodeNames: Readonly<Partial<Record<Infno, Readonly<Record<string, string>>>>>
  /** The standard's form of a message number, or thirty characters of one's own. */
  readonly messageNumbers: 'standard' | 'own'
  readonly version: string
  readonly receiver: string
  /** Fields that only this vendor sends; a platform ignores them. */
  readonly extras: Json
}

const PLAIN: ClientStyle = {
  name: '国家规范',
  url: 'one',
  contentType: 'application/json;charset=utf-8',
  inputAsText: false,
  numbersAsText: false,
  empty: '',
  shortCodes: [],
  nodeNames: {},
  messageNumbers: 'standard',
  version: 'V1.0',
  receiver: 'YBXT',
  extras: {},
}

const UNDER_MDTRTINFO = { data: 'mdtrtinfo' } as const
const IN_PLACE = { data: '' } as const

/** Node names of an early southern client. */
const EARLY_NAMES: ClientStyle['nodeNames'] = {
  '2201': UNDER_MDTRTINFO,
  '2202': UNDER_MDTRTINFO,
  '2206': UNDER_MDTRTINFO,
  '2207': UNDER_MDTRTINFO,
  '2208': UNDER_MDTRTINFO,
  '2302': { data: 'feeinfo' },
  '2304': UNDER_MDTRTINFO,
  '2305': UNDER_MDTRTINFO,
  '2403': { adminfo: 'mdtrtinfo' },
  '2404': IN_PLACE,
  '2405': IN_PLACE,
  '2601': IN_PLACE,
  '3201': IN_PLACE,
  '3202': IN_PLACE,
  '9001': { signIn: 'data' },
}

export const CLIENT_STYLES: readonly ClientStyle[] = [
  PLAIN,
  { ...PLAIN, name: '按交易分地址', url: 'per_number', contentType: 'text/plain; charset=utf-8', version: '1.0.0' },
  {
    ...PLAIN,
    name: '数字作文本',
    numbersAsText: true,
    empty: null,
    receiver: 'HIS',
    extras: { fixmedins_soft_fcty: '某软件公司' },
  },
  { ...PLAIN, name: '输入作文本', contentType: 'text/plain; charset=utf-8', inputAsText: true, messageNumbers: 'own' },
  {
    ...PLAIN,
    name: '表单',
    contentType: 'application/x-www-form-urlencoded',
    shortCodes: ['psn_cert_type'],
    empty: 'null',
  },
  {
    ...PLAIN,
    name: '早期节点名',
    url: 'per_number',
    shortCodes: ['psn_cert_type', 'mdtrt_cert_type'],
    nodeNames: EARLY_NAMES,
    version: '1.0',
    receiver: '99',
    extras: { recer_admdvs: '', dev_no: 'null' },
  },
]

/** The style of a provider's vendor: the same for ever. */
export function styleOf(providerCode: string): ClientStyle {
  return CLIENT_STYLES[seedOf(providerCode) % CLIENT_STYLES.length] ?? PLAIN
}
