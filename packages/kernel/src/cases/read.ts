// Reads cases from YAML or JSON: one case, a list of cases, or the `cases` of a policy file.
import type { AccountUse, Bill, Line, MutualAid, Person, Visit } from '../benefits/bill.ts'
import { type Fen, ZERO } from '../money/fen.ts'
import { lineAmount, quantity, type UnitPrice, unitPrice } from '../money/line-amount.ts'
import type { BasisPoints } from '../money/share.ts'
import {
  CHANNELS,
  ENROLMENT_WINDOWS,
  ITEM_CLASSES,
  ITEM_KINDS,
  PLACES,
  REFERRALS,
  SCHEMES,
  SETTINGS,
  STATUSES,
} from '../policy/facts.ts'
import type { FaultList } from '../policy/text/faults.ts'
import { type MapNode, shown, type TextNode } from '../policy/text/located.ts'
import {
  flag,
  list,
  listOrOne,
  mapOf,
  object,
  oneOf,
  optional,
  refuseUnknownKeys,
  required,
  type Shape,
  type TypeOf,
  text,
} from '../policy/text/shape.ts'
import { parseLiteral } from '../policy/units.ts'
import { type Day, parseDay } from '../time/day.ts'
import type { Expectation, PolicyCase } from './case.ts'

/** A literal of one unit: 400元, 10%, 3. */
function literal<T extends number>(unit: 'money' | 'rate' | 'count'): Shape<T> {
  return {
    read(node, faults) {
      const value = node.kind === 'scalar' ? parseLiteral(node.text) : undefined
      if (value?.unit === unit) return value.value as T
      faults.add(
        node.at,
        'unit_mismatch',
        shown(node),
        unit === 'money' ? 'money such as 400元' : unit === 'rate' ? 'a rate such as 10%' : 'a count',
      )
      return undefined
    },
    schema: { type: ['string', 'number'] },
  }
}

const money = literal<Fen>('money')
const count = literal<number>('count')
const rate = literal<BasisPoints>('rate')

const dayShape: Shape<Day> = {
  read(node, faults) {
    const day = node.kind === 'scalar' ? parseDay(node.text) : undefined
    if (!day) faults.add(node.at, 'wrong_value', shown(node), 'a calendar day such as 2023-07-01')
    return day
  },
  schema: { type: 'string', format: 'date' },
}

const scaledText = <T extends number>(parse: (value: string) => T | undefined, expected: string): Shape<T> => ({
  read(node, faults) {
    const value = node.kind === 'scalar' ? parse(node.text.replace(/元$/, '')) : undefined
    if (value === undefined) faults.add(node.at, 'wrong_value', shown(node), expected)
    return value
  },
  schema: { type: ['string', 'number'] },
})

const personShape = object({
  scheme: optional(oneOf(SCHEMES), '险种'),
  status: optional(oneOf(STATUSES), '参保身份'),
  sex: optional(oneOf(['male', 'female']), '性别'),
  age: optional(count, '年龄'),
  category: optional(listOrOne(text()), '人员类别'),
  certified_disease: optional(listOrOne(text()), '已认定病种'),
  continuous_years: optional(count, '连续参保年数'),
  months_enrolled: optional(count, '已参保月数'),
  zero_claim_years: optional(count, '零报销年数'),
  average_wage: optional(money, '用人单位月平均工资'),
  broken_years: optional(count, '中断缴费年数'),
  repaired_years: optional(count, '补缴年数'),
  enrolment_window: optional(oneOf(ENROLMENT_WINDOWS), '参保缴费时段'),
})

const visitShape = object({
  setting: optional(oneOf(SETTINGS), '就医类型'),
  level: optional(text(), '医疗机构等级'),
  place: optional(oneOf(PLACES), '就医地'),
  referral: optional(oneOf(REFERRALS), '转诊与备案'),
  channel: optional(oneOf(CHANNELS), '结算渠道'),
  admitted_on: optional(dayShape, '入院日'),
  discharged_on: optional(dayShape, '出院日'),
  settled_on: optional(dayShape, '结算日'),
  admission_number: optional(count, '第几次住院'),
  disease: optional(text(), '病种'),
  sessions: optional(count, '次数'),
  months: optional(count, '处方月数'),
  delivery: optional(oneOf(['natural', 'difficult', 'caesarean', 'none']), '分娩方式'),
  newborns: optional(count, '胎儿数'),
  pregnancy_weeks: optional(count, '孕周'),
  visit_tag: optional(listOrOne(text()), '标签'),
  referral_chain: optional(text(), '转诊链'),
  disease_chain: optional(text(), '病种链'),
  pregnancy: optional(text(), '孕次'),
  accident: optional(text(), '意外事件'),
  event: optional(text(), '治疗周期'),
  stay: optional(text(), '分次结算的住院'),
  continued: optional(flag(), '同一次住院的后续结算'),
})

const lineFields = object({
  item: optional(text(), '项目编码'),
  item_class: optional(oneOf(ITEM_CLASSES), '甲乙丙类'),
  item_kind: optional(oneOf(ITEM_KINDS), '项目类型'),
  item_tag: optional(listOrOne(text()), '标签'),
  amount: optional(money, '金额'),
  quantity: optional(scaledText(quantity, 'a quantity with at most 4 decimals'), '数量'),
  price: optional(scaledText(unitPrice, 'a unit price in yuan with at most 6 decimals'), '单价'),
  ceiling: optional(scaledText(unitPrice, 'a unit price in yuan with at most 6 decimals'), '限价'),
  selected_price: optional(scaledText(unitPrice, 'a unit price in yuan with at most 6 decimals'), '集采中选价'),
  catalogue_rate: optional(rate, '先行自付比例'),
  denied_for: optional(text(), '不予支付的理由'),
})

/** A row amount must stay a number of fen; the product of two large numbers need not. */
const lineShape: Shape<TypeOf<typeof lineFields>> = {
  read(node, faults) {
    const line = lineFields.read(node, faults)
    if (!line?.quantity || !line.price || Math.abs(line.quantity * line.price) < LARGEST_PRODUCT) return line
    faults.add(node.at, 'wrong_value', 'quantity × price', 'an amount below 9 billion yuan')
    return undefined
  },
  schema: lineFields.schema,
}
/** 9 billion yuan in ten-thousandths of a unit × millionths of a yuan. */
const LARGEST_PRODUCT = 9e9 * 1e10

/** Sums instead of lines: each becomes one line that is already split. */
const sumsShape = object({
  in_scope: optional(money, '符合政策范围金额'),
  pre: optional(money, '先行自付'),
  over: optional(money, '超限价自费'),
  full: optional(money, '全自费'),
})

const partSumsShape = object({
  item_tag: required(listOrOne(text()), '该部分明细的标签'),
  in_scope: optional(money),
  pre: optional(money),
  over: optional(money),
  full: optional(money),
})

const accountShape = object({
  balance: optional(money, '账户余额'),
  current: optional(money, '其中当年账户'),
  use: optional(flag(), '是否使用'),
  mutual: optional(list(object({ giver: required(text()), available: required(money) }), 0), '家庭共济'),
})

const enrolmentShape = object({
  paid_on: required(dayShape, '缴费日'),
  enrolled_for: required(text(/^\d{4}$/, 'a year'), '所属待遇年度'),
})

const givenShape = object({
  person: optional(personShape, '参保人'),
  visit: optional(visitShape, '就医'),
  bill: optional(sumsShape, '费用合计'),
  parts: optional(list(partSumsShape), '分部分的费用合计'),
  lines: optional(list(lineShape), '费用明细'),
  accumulators: optional(mapOf(money as unknown as Shape<object>, /^[\w.@/-]+$/), '本年度已累计'),
  counters: optional(mapOf(count as unknown as Shape<object>, /^[\w.@/-]+$/), '本年度已计次'),
  account: optional(accountShape, '个人账户'),
  paid: optional(mapOf(money as unknown as Shape<object>), '其他支付方已定的金额'),
  denials: optional(listOrOne(text()), '不享受待遇的理由'),
  enrolment: optional(enrolmentShape, '参保缴费'),
})

const CASE_KEYS = ['name', 'title', 'plan', 'on', 'known_on', 'given', 'expect', 'source', 'note']

/** Reads one case or a list of them. A `cases` key (a whole policy file) is looked into. */
export function readCases(node: TextNode, faults: FaultList): PolicyCase[] {
  if (node.kind === 'map' && node.entries.has('cases')) return readCases(node.entries.get('cases') as TextNode, faults)
  const items = node.kind === 'list' ? node.items : [node]
  return items.flatMap((item) => readCase(item, faults) ?? [])
}

function readCase(node: TextNode, faults: FaultList): PolicyCase | undefined {
  if (node.kind !== 'map') {
    faults.add(node.at, 'wrong_value', shown(node), 'a case: name, on, given, expect')
    return undefined
  }
  refuseUnknownKeys(node, CASE_KEYS, faults)
  const word = (key: string) => {
    const child = node.entries.get(key)
    return child?.kind === 'scalar' && child.text !== '' ? child.text : undefined
  }
  const onNode = node.entries.get('on')
  const on = onNode && dayShape.read(onNode, faults)
  const givenNode = node.entries.get('given')
  if (!onNode || !givenNode)
    faults.add(node.at, 'missing_key', 'a case without on or given', 'on: the day, given: the facts')
  const given = givenNode && givenShape.read(givenNode, faults)
  const expectNode = node.entries.get('expect')
  const refusal = expectNode?.kind === 'scalar' ? expectNode.text : undefined
  const expect = expectNode?.kind === 'map' ? readExpectation(expectNode, faults) : new Map()
  if (!on || !given) return undefined
  const knownNode = node.entries.get('known_on')
  const bill = billOf(given, on)
  const plan = word('plan')
  return {
    name: word('name') ?? word('title') ?? `case at line ${node.at.line}`,
    at: node.at,
    on,
    knownOn: (knownNode && dayShape.read(knownNode, faults)) ?? bill.visit.settledOn,
    bill,
    expect,
    ...(plan && { plan }),
    ...(refusal && { expectRefusal: refusal }),
    ...(given.enrolment && {
      enrolment: { paidOn: given.enrolment.paid_on, enrolledFor: Number(given.enrolment.enrolled_for) },
    }),
  }
}

type Given = TypeOf<typeof givenShape>

function billOf(given: Given, on: Day): Bill {
  const accumulators = { ...numbersOf(given.accumulators), ...numbersOf(given.counters) }
  const account = given.account
  return {
    person: personOf(given.person),
    visit: visitOf(given.visit, on),
    lines: linesOf(given),
    accumulators: withPeriods(accumulators, on),
    ...(account && {
      account: {
        use: account.use ?? true,
        balanceFen: account.balance ?? ZERO,
        ...(account.current !== undefined && { currentFen: account.current }),
        mutual: (account.mutual ?? []).map((aid): MutualAid => ({ giver: aid.giver, availableFen: aid.available })),
      } satisfies AccountUse,
    }),
    ...(given.paid && { given: numbersOf(given.paid) as Record<string, Fen> }),
    ...(given.denials && { denials: given.denials }),
  }
}

function personOf(person: Given['person']): Person {
  return {
    scheme: person?.scheme ?? 'resident',
    status: person?.status ?? (person?.scheme === 'employee' ? 'active' : 'adult'),
    ...(person?.sex && { sex: person.sex }),
    ...(person?.age !== undefined && { age: person.age }),
    ...(person?.category && { categories: person.category }),
    ...(person?.certified_disease && { certifiedDiseases: person.certified_disease }),
    ...(person?.continuous_years !== undefined && { continuousYears: person.continuous_years }),
    ...(person?.months_enrolled !== undefined && { monthsEnrolled: person.months_enrolled }),
    ...(person?.zero_claim_years !== undefined && { zeroClaimYears: person.zero_claim_years }),
    ...(person?.broken_years !== undefined && { brokenYears: person.broken_years }),
    ...(person?.repaired_years !== undefined && { repairedYears: person.repaired_years }),
    ...(person?.enrolment_window && { enrolmentWindow: person.enrolment_window }),
    ...(person?.average_wage !== undefined && { averageWageFen: person.average_wage }),
  }
}

function visitOf(visit: Given['visit'], on: Day): Visit {
  const dischargedOn = visit?.discharged_on ?? on
  return {
    setting: visit?.setting ?? 'inpatient',
    level: visit?.level ?? '',
    admittedOn: visit?.admitted_on ?? on,
    dischargedOn,
    settledOn: visit?.settled_on ?? dischargedOn,
    ...(visit?.place && { place: visit.place }),
    ...(visit?.referral && { referral: visit.referral }),
    ...(visit?.channel && { channel: visit.channel }),
    ...(visit?.admission_number !== undefined && { admissionNumber: visit.admission_number }),
    ...(visit?.disease && { disease: visit.disease }),
    ...(visit?.sessions !== undefined && { sessions: visit.sessions }),
    ...(visit?.months !== undefined && { months: visit.months }),
    ...(visit?.delivery && { delivery: visit.delivery }),
    ...(visit?.newborns !== undefined && { newborns: visit.newborns }),
    ...(visit?.pregnancy_weeks !== undefined && { pregnancyWeeks: visit.pregnancy_weeks }),
    ...(visit?.visit_tag && { tags: visit.visit_tag }),
    ...(visit?.referral_chain && { referralChain: visit.referral_chain }),
    ...(visit?.disease_chain && { diseaseChain: visit.disease_chain }),
    ...(visit?.pregnancy && { pregnancy: visit.pregnancy }),
    ...(visit?.accident && { accident: visit.accident }),
    ...(visit?.event && { event: visit.event }),
    ...(visit?.stay && { stay: visit.stay }),
    ...(visit?.continued && { continued: true }),
  }
}

function linesOf(given: Given): Line[] {
  const lines = (given.lines ?? []).map((line): Line => {
    const amount = line.amount ?? (line.quantity && line.price ? lineAmount(line.quantity, line.price) : ZERO)
    const ceiling: UnitPrice | undefined = line.ceiling
    return {
      item: line.item ?? '',
      itemClass: line.item_class ?? 'a',
      kind: line.item_kind ?? 'other',
      amountFen: amount,
      ...(line.quantity !== undefined
        ? { quantity: line.quantity }
        : ceiling !== undefined && { quantity: quantity('1') as never }),
      ...(line.price !== undefined && { price: line.price }),
      ...(ceiling !== undefined && { ceiling }),
      ...(line.selected_price !== undefined && { selectedPrice: line.selected_price }),
      ...(line.catalogue_rate !== undefined && { catalogueRateBp: line.catalogue_rate }),
      ...(line.item_tag && { tags: line.item_tag }),
      ...(line.denied_for && { deniedFor: line.denied_for }),
    }
  })
  if (given.bill) lines.push(lineOfSums(given.bill, []))
  for (const part of given.parts ?? []) lines.push(lineOfSums(part, part.item_tag))
  return lines
}

interface Sums {
  readonly in_scope?: Fen | undefined
  readonly pre?: Fen | undefined
  readonly over?: Fen | undefined
  readonly full?: Fen | undefined
}

function lineOfSums(sums: Sums, tags: readonly string[]): Line {
  const [inScope, pre, over, full] = [sums.in_scope ?? 0, sums.pre ?? 0, sums.over ?? 0, sums.full ?? 0]
  return {
    item: '',
    itemClass: 'a',
    kind: 'other',
    amountFen: (inScope + pre + over + full) as Fen,
    split: { full: full as Fen, over: over as Fen, pre: pre as Fen },
    ...(tags.length > 0 && { tags }),
  }
}

const numbersOf = (map: ReadonlyMap<string, unknown> | undefined): Record<string, number> =>
  Object.fromEntries([...(map ?? [])].map(([key, value]) => [key, value as number]))

/** `deductible.basic` without a period means the year of the case. */
function withPeriods(accumulators: Record<string, number>, on: Day): Record<string, number> {
  return Object.fromEntries(
    Object.entries(accumulators).map(([key, value]) => [key.includes('@') ? key : `${key}@${on.slice(0, 4)}`, value]),
  )
}

/** Flattens the expected amounts: `tiers: { basic: { paid: 1元 } }` becomes `tiers.basic.paid`. */
function readExpectation(node: MapNode, faults: FaultList): Expectation {
  const result = new Map<string, { value: number | string; at: TextNode['at'] }>()
  const visit = (map: MapNode, prefix: string) => {
    for (const [key, child] of map.entries) {
      const path = prefix ? `${prefix}.${key}` : key
      if (child.kind === 'map') visit(child, path)
      else if (child.kind === 'list') for (const [index, item] of child.items.entries()) leaf(item, `${path}.${index}`)
      else leaf(child, path)
    }
  }
  const leaf = (child: TextNode, path: string) => {
    const value = child.kind === 'scalar' ? parseLiteral(child.text) : undefined
    if (value && Number.isFinite(value.value)) result.set(path, { value: value.value, at: child.at })
    else if (child.kind === 'scalar' && child.text !== '') result.set(path, { value: child.text, at: child.at })
    else faults.add(child.at, 'wrong_value', shown(child), 'an amount such as 585元')
  }
  visit(node, '')
  return result
}
