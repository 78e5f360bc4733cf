// The fields of an audit case as they are exchanged: persons, providers, practitioners, visits, lines, records.
import { type Fen, fen } from '../../money/fen.ts'
import { type Quantity, quantity, type UnitPrice, unitPrice } from '../../money/line-amount.ts'
import { mulDiv } from '../../money/share.ts'
import type { FaultList } from '../../policy/text/faults.ts'
import { type MapNode, shown, type TextNode } from '../../policy/text/located.ts'
import {
  flag,
  list,
  nearest,
  object,
  oneOf,
  optional,
  required,
  type Shape,
  type TypeOf,
  text,
} from '../../policy/text/shape.ts'
import { type Minute, parseMinute } from '../facts/minute.ts'
import { ANTIBIOTIC_CLASSES, CARE_MODES } from '../facts/model.ts'
import { codeListOrNone, dayText, wholeNumber } from '../knowledge/shapes.ts'

const parsed = <T>(parse: (text: string) => T | undefined, expected: string): Shape<T> => ({
  read(node, faults) {
    const value = node.kind === 'scalar' ? parse(node.text) : undefined
    if (value === undefined) faults.add(node.at, 'wrong_value', shown(node), expected)
    return value
  },
  schema: { type: ['string', 'number'] },
})

export const moment = (): Shape<Minute> => parsed(parseMinute, 'a day or a moment such as 2026-03-01T09:00')

const units = (): Shape<Quantity> => parsed(quantity, 'a quantity with at most 4 decimals')
const priceInYuan = (): Shape<UnitPrice> =>
  parsed(
    (value) => (value.startsWith('-') ? undefined : unitPrice(value)),
    'a price in yuan of zero or more, at most 6 decimals',
  )

/** Rounded to fen once, for sources that multiply without rounding. */
const money = (): Shape<Fen> =>
  parsed((value) => {
    const millionths = unitPrice(value)
    return millionths === undefined ? undefined : fen(mulDiv(millionths, 1, 10_000))
  }, 'an amount in yuan')

/** The field `at` by another name: in what a shape reads, `at` is the place in the file. */
export const MOMENT = 'occurredAt'

/**
 * Other systems send more than is asked of them: what is not known here is left aside with a warning that names the
 * nearest known field, and everything known is read strictly.
 */
export function tolerant<T>(shape: Shape<T>): Shape<T> {
  const known = Object.keys((shape.schema.properties as object | undefined) ?? {})
  return {
    read: (node, faults) => shape.read(node.kind === 'map' ? knownPart(node, known, faults) : node, faults),
    schema: shape.schema,
  }
}

export function knownPart(node: MapNode, known: readonly string[], faults: FaultList): MapNode {
  const entries = new Map<string, TextNode>()
  for (const [key, child] of node.entries) {
    const name = key === 'at' ? MOMENT : key
    if (known.includes(name)) entries.set(name, child)
    else {
      const near = nearest(key, known)
      faults.warn(node.keys.get(key) ?? node.at, 'unknown_key', key, near ? `${near}?` : `one of ${known.join(', ')}`)
    }
  }
  return { ...node, entries }
}

const range = tolerant(object({ start: required(dayText(), '首日'), end: optional(dayText(), '末日') }))

export const personShape = tolerant(
  object({
    id: required(text(), '编号'),
    sex: optional(oneOf(['M', 'F']), '性别'),
    birthDate: optional(dayText(), '出生日期'),
    deathDate: optional(dayText(), '死亡日期'),
    scheme: optional(text(), '险种'),
    pregnancy: optional(range, '孕期'),
    lactation: optional(range, '哺乳期'),
    removedOrgans: optional(codeListOrNone(), '已切除的器官'),
    suspended: optional(list(range, 0), '待遇暂停期间'),
  }),
)

export const providerShape = tolerant(
  object({
    id: required(text(), '编号'),
    name: optional(text(), '名称'),
    type: optional(text(), '类型'),
    level: optional(wholeNumber(0, 3), '等级'),
    approvedBeds: optional(wholeNumber(0), '核定床位'),
    capabilities: optional(codeListOrNone(), '设备与资质'),
    suspended: optional(list(range, 0), '暂停期间'),
  }),
)

export const practitionerShape = tolerant(
  object({
    id: required(text(), '编号'),
    name: optional(text(), '姓名'),
    providerId: optional(text(), '执业机构'),
    antibioticRight: optional(oneOf(ANTIBIOTIC_CLASSES), '抗菌药物处方权'),
    suspended: optional(list(range, 0), '暂停期间'),
  }),
)

const word = text()

export const encounterShape = object({
  id: required(text(), '编号'),
  personId: required(text(), '参保人'),
  providerId: required(text(), '医药机构'),
  careMode: required(oneOf(CARE_MODES), '就医方式'),
  start: required(moment(), '开始'),
  end: optional(moment(), '结束'),
  diagnoses: optional(
    list(tolerant(object({ code: required(word), name: optional(word), role: optional(word) })), 0),
    '诊断',
  ),
  procedures: optional(
    list(
      tolerant(
        object({ code: required(word), name: optional(word), occurredAt: optional(moment()), role: optional(word) }),
      ),
      0,
    ),
    '手术操作',
  ),
  insuranceType: optional(oneOf(['BASIC', 'MATERNITY', 'WORK_INJURY']), '险种'),
  benefitType: optional(word, '待遇类型'),
  diseaseCode: optional(word, '病种'),
  episode: optional(word, '疾病过程'),
  transferFrom: optional(word, '转自'),
  purchaserId: optional(word, '购药人'),
  proxy: optional(word, '代购'),
  injury: optional(
    tolerant(
      object({
        thirdParty: optional(flag(), '有第三方责任'),
        statementSigned: optional(flag(), '外伤承诺书已签'),
        statement: optional(flag(), '同 statementSigned'),
      }),
    ),
    '外伤',
  ),
  invoice: optional(word, '票据号'),
  channel: optional(word, '结算渠道'),
  exception: optional(word, '例外'),
  rescue: optional(flag(), '抢救'),
  longTermRx: optional(flag(), '长期处方'),
  preAdmission: optional(flag(), '预住院'),
  flags: optional(
    {
      read: (node, faults) => {
        if (node.kind === 'map') return flagsOf(node, [])
        faults.add(node.at, 'wrong_value', shown(node), 'a map of true and false')
        return undefined
      },
      schema: { type: 'object' },
    } satisfies Shape<Record<string, boolean>>,
    '其他事实',
  ),
})

/** The yes-or-no entries of a map, without those named. */
export const flagsOf = (node: MapNode, without: readonly string[]): Record<string, boolean> =>
  Object.fromEntries(
    [...node.entries].flatMap(([key, child]) =>
      child.kind === 'scalar' && typeof child.value === 'boolean' && !without.includes(key) ? [[key, child.value]] : [],
    ),
  )

const ePrescriptionShape = tolerant(
  object({
    id: optional(word),
    personId: optional(word),
    issuedAt: optional(moment()),
    validUntil: optional(moment()),
    qty: optional(units()),
  }),
)

export const lineShape = tolerant(
  object({
    id: required(word, '编号'),
    encounterId: required(word, '就诊'),
    occurredAt: required(moment(), 'at: 发生时间'),
    catalog: required(oneOf(['drug', 'service', 'consumable', 'tcm']), '目录'),
    code: required(word, '国家编码'),
    name: optional(word, '名称'),
    codeOrigin: optional(word, '编码来历'),
    qty: required(units(), '数量'),
    unitPrice: optional(priceInYuan(), '单价'),
    amount: required(money(), '金额'),
    fundPaid: optional(money(), '基金支付'),
    toFund: optional(flag(), '申报基金支付'),
    days: optional(wholeNumber(0, 9999), '用药天数'),
    rx: optional(word, '处方号'),
    doses: optional(wholeNumber(1, 9999), '付数'),
    prescriberId: optional(word, '开单医师'),
    executorId: optional(word, '执行人'),
    execDept: optional(word, '执行科室'),
    incision: optional(word, '切口'),
    listPrice: optional(priceInYuan(), '标准价'),
    packs: optional(wholeNumber(0, 999_999), '包装数'),
    traceCodes: optional(codeListOrNone(), '追溯码'),
    split: optional(flag(), '拆零'),
    noCodeList: optional(flag(), '在无码清单内'),
    reversalOf: optional(word, '冲销的明细'),
    eRx: optional(ePrescriptionShape, '电子处方'),
    uploadedAt: optional(moment(), '上传时间'),
    draft: optional(flag(), '正在开立'),
  }),
)

export type PersonText = TypeOf<typeof personShape>
export type ProviderText = TypeOf<typeof providerShape>
export type PractitionerText = TypeOf<typeof practitionerShape>
export type EncounterText = TypeOf<typeof encounterShape>
export type LineText = TypeOf<typeof lineShape>
