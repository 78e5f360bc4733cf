// The policy in force: its packs, plans with their tiers in order, and every value that governs on some day, with its source.
import type { CitationView, PolicyView } from '@yibao/contract/rest'
import {
  type Citation,
  citationOf,
  citationText,
  type Day,
  type Entry,
  entryAt,
  type FactName,
  governsEver,
  type Library,
  type LibraryContent,
  type NamedSlot,
  type Plan,
  type Slot,
  usedSlots,
  valueText,
} from '@yibao/kernel'
import { schemeTitle, settingTitle, statusTitle } from '../../policy/index.ts'
import { payerTitle } from '../words.ts'

type Value = PolicyView['values'][number]

/** A library never changes, and its values are many. */
const written = new WeakMap<Library, readonly Value[]>()

export function policyView(library: Library, today: Day): PolicyView {
  const { content, version } = library
  const values = written.get(library) ?? valuesOf(library)
  written.set(library, values)
  return {
    packs: content.packs.map(({ id, title }) => ({ id, title })),
    version,
    plans: [...content.plans.values()].map((plan) => planView(content, plan, today)),
    values: [...values],
    counts: { values: values.length, assumed: values.filter(({ citation }) => citation.assumed).length },
  }
}

function planView({ tiers }: LibraryContent, plan: Plan, today: Day): PolicyView['plans'][number] {
  const inForce = entryAt(plan.tiers, today, today) ?? plan.tiers.at(-1)
  return {
    id: plan.id,
    title: plan.title,
    titleEn: plan.titleEn ?? plan.title,
    scheme: plan.scheme ?? '',
    settings: [...(plan.settings ?? [])],
    tiers: (inForce?.value ?? []).map((id) => {
      const tier = tiers.get(id)
      return { id, title: tier?.title ?? id, payerTitle: tier?.payer ? payerTitle(tier.payer).title : '' }
    }),
  }
}

/** What tiers and rules say first, then the order of payment. */
function valuesOf(library: Library): Value[] {
  const slots = usedSlots(library.content)
  const isOfPlan = ({ name }: NamedSlot): boolean => name.startsWith('plan ')
  return [...slots.filter((named) => !isOfPlan(named)), ...slots.filter(isOfPlan)].flatMap((named) =>
    named.slot
      .filter((entry) => governsEver(entry, named.slot))
      .sort((a, b) => (a.from < b.from ? -1 : 1))
      .map((entry) => valueView(library, named, entry)),
  )
}

/** `employee_outpatient.limits`, `plan resident_inpatient.tiers`, `parameter average_wage`: whose, and which. */
function valueView(library: Library, { name, slot }: NamedSlot, entry: Entry<unknown>): Value {
  const dot = name.lastIndexOf('.')
  const [owner, key] = dot < 0 ? [name, 'value'] : [name.slice(0, dot), name.slice(dot + 1)]
  const citation = citationOf(library, name, entry)!
  return {
    tier: owner,
    title: ownerTitle(library.content, owner),
    slot: key,
    text: valueText(library.content, key, entry.value, titleIn(library.content)),
    from: entry.from,
    until: untilOf(entry, slot) ?? '',
    citation: citationView(citation),
  }
}

function ownerTitle({ plans, parameters, tiers, classifications }: LibraryContent, owner: string): string {
  const [kind, id = ''] = owner.split(' ')
  if (kind === 'plan') return plans.get(id)?.title ?? owner
  if (kind === 'parameter') return parameters.get(id)?.title ?? owner
  return tiers.get(owner)?.title ?? classifications.get(owner)?.title ?? owner
}

/** The first day on which it no longer holds: its own end, or the day another takes over. */
function untilOf(entry: Entry<unknown>, slot: Slot<unknown>): Day | undefined {
  const turns = slot
    .flatMap(({ from, until }) => (until ? [from, until] : [from]))
    .filter((on) => on > entry.from)
    .sort()
  return turns.find((on) => entryAt(slot, on, FOREVER) !== entry)
}

/** A day by which all is published. */
const FOREVER = '9999-12-31' as Day

function citationView(citation: Citation): CitationView {
  const { slot, url, grade, inForceFrom, assumed, note, file, line } = citation
  return {
    ...{ slot, text: citationText(citation), inForceFrom, assumed, file, line },
    ...(url && { url }),
    ...(grade && { grade }),
    ...(note && { note }),
  }
}

const OTHER_TITLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sex: { male: '男', female: '女' },
  place: { local: '本地', in_province: '省内异地', out_of_province: '跨省异地' },
  referral: {
    none: '无转诊',
    referred: '已转诊',
    emergency: '急诊',
    long_term: '长期异地居住',
    temporary: '临时外出',
    unfiled: '未备案',
  },
  channel: { direct: '直接结算', manual: '手工报销' },
  delivery: { natural: '顺产', difficult: '难产', caesarean: '剖宫产', none: '无' },
  item_class: { a: '甲类', b: '乙类', c: '丙类' },
  item_kind: {
    western_drug: '西药',
    chinese_drug: '中成药',
    herbal: '中药饮片',
    preparation: '院内制剂',
    service: '医疗服务项目',
    consumable: '医用耗材',
    other: '其他',
  },
}

const titleIn =
  ({ vocabulary }: LibraryContent) =>
  (fact: FactName, value: string): string => {
    if (fact === 'level') return vocabulary.levels.get(value) ?? value
    if (fact === 'category') return vocabulary.categories.get(value) ?? value
    if (fact === 'scheme') return schemeTitle(value)
    if (fact === 'status') return statusTitle(value)
    if (fact === 'setting') return settingTitle(value)
    return OTHER_TITLES[fact]?.[value] ?? value
  }
