// A value of the policy in words, for readers who do not read policy files: bands, conditions, limits, switches.

import { AMOUNTS, TIER_AMOUNTS } from './amounts.ts'
import type { Condition, Expression } from './expression.ts'
import { definitionOf, type FactName } from './facts.ts'
import type { LibraryContent } from './library.ts'
import type {
  Band,
  Exclusion,
  Limit,
  PartRule,
  Period,
  PolicyCeiling,
  RateChange,
  Rounding,
  Waiting,
  WaitingStart,
} from './model.ts'
import type { RoundMode } from './units.ts'
import { unitText } from './units.ts'

/** The title of a fact's value: of a level, a category, a kind of visit. */
export type TitleOf = (fact: FactName, value: string) => string

const PERIODS: Readonly<Record<Period, string>> = {
  visit: '每次',
  day: '每日',
  month: '每月',
  quarter: '每季度',
  half_year: '每半年',
  year: '每年度',
  lifetime: '终身',
  disease_year: '每病种每年度',
  disease_lifetime: '每病种终身',
  pregnancy: '每孕期',
  referral_chain: '每次转诊病程',
  disease_chain: '每个病程',
  accident: '每次意外',
  event: '每个周期',
}

const COVERED: Readonly<Record<string, string>> = {
  in_scope: '政策范围内',
  pre: '先行自付',
  over: '超限价',
  full: '全自费',
  none: '不使用',
}

/** Names and choices of the switches, as the policy language defines them. */
const SWITCHES: Readonly<Record<string, string>> = {
  band_origin: '分段起点',
  band_scope: '分段累计',
  deductible_mode: '起付线计次',
  cap_consumption: '封顶时计入费用',
  round_at: '取整到',
  category_change: '年度内待遇提高',
  over_limit: '超限价列示',
  account_pays: '个人账户可付',
  governed_by: '政策适用日',
  package: '包干',
}

const CHOICES: Readonly<Record<string, string>> = {
  above_deductible: '起付线以上',
  zero: '自零元',
  binding_point: '至封顶点',
  limit_over_rate: '限额除以比例',
  everything: '全部',
  tier: '整层',
  band: '每段',
  line: '每行',
  from_now: '此后的费用',
  catch_up: '此前的费用一并补付',
  separate: '单列',
  in_self_paid: '并入自付',
  visit: '每次就诊',
  admission: '入院日',
  discharge: '出院日',
  settlement: '结算日',
  none: '无',
  excess_to_provider: '超出由机构负担',
  excess_to_person: '超出由个人负担',
}

const MODES: Readonly<Record<RoundMode, string>> = { half_up: '四舍五入', up: '向上取整', down: '向下取整' }

const STARTS: Readonly<Record<WaitingStart, string>> = {
  enrolment_year: '参保年度1月1日',
  day_after_payment: '缴费次日',
}

const countedFrom = ({ concentrated, late }: Readonly<Record<'concentrated' | 'late', WaitingStart>>): string =>
  `集中参保期内自${STARTS[concentrated]}起算，期外自${STARTS[late]}起算`

export function valueText(content: LibraryContent, slot: string, value: unknown, titleOf: TitleOf): string {
  return new Writer(content, titleOf).slot(slot, value)
}

class Writer {
  readonly #content: LibraryContent
  readonly #titleOf: TitleOf

  constructor(content: LibraryContent, titleOf: TitleOf) {
    this.#content = content
    this.#titleOf = titleOf
  }

  slot(slot: string, value: unknown): string {
    switch (slot) {
      case 'when':
        return this.#condition(value as Condition)
      case 'bands':
        return this.#bands(value as readonly Band[])
      case 'rate_changes':
        return this.#each(value as readonly RateChange[], (change) => this.#rateChange(change))
      case 'limits':
        return this.#each(value as readonly Limit[], (limit) => this.#limit(limit))
      case 'parts':
        return this.#each(value as readonly PartRule[], ({ title, when }) =>
          title ? `${title}：${this.#condition(when)}` : `${this.#condition(when)}的费用单列`,
        )
      case 'exclusions':
        return this.#each(value as readonly Exclusion[], ({ title, when }) => `${title}:${this.#condition(when)}`)
      case 'ceilings':
        return this.#each(value as readonly PolicyCeiling[], (ceiling) => this.#ceiling(ceiling))
      case 'rounding':
        return this.#rounding(value as Rounding)
      case 'covers':
        return (value as readonly string[]).map((name) => COVERED[name] ?? name).join('、')
      case 'tiers':
        return (value as readonly string[]).map((id) => this.#content.tiers.get(id)?.title ?? id).join(' → ') || '无'
      case 'switches':
        return this.#switches(value as Readonly<Record<string, unknown>>)
      case 'counted_from':
        return countedFrom(value as Waiting['counted_from'][number]['value'])
      default:
        return this.#expression(value as Expression)
    }
  }

  #each<T>(items: readonly T[], write: (item: T) => string): string {
    return items.map(write).join(';') || '无'
  }

  /** A part has no title of its own: it is what its rule says. */
  #part(id: string): string {
    if (id === 'main') return '其余费用'
    const rules = [...this.#content.classifications.values()].flatMap(({ parts }) =>
      parts.flatMap(({ value }) => value),
    )
    const rule = rules.find(({ part }) => part === id)
    return rule ? `${this.#condition(rule.when)}的费用` : id
  }

  #bands(bands: readonly Band[]): string {
    return bands
      .map(({ to, rate }, at) => {
        const share = this.#expression(rate)
        if (to) return `${at === 0 ? '' : '再'}至${this.#expression(to)}支付${share}`
        return bands.length === 1 ? `支付${share}` : `以上支付${share}`
      })
      .join(';')
  }

  #rateChange({ title, when, add, cut }: RateChange): string {
    const change = [add && `提高${this.#expression(add)}`, cut && `降低${this.#expression(cut)}`].filter(Boolean)
    return `${title}${when ? `(${this.#condition(when)})` : ''}${change.join('、')}`
  }

  #limit({ title, on, amount, per, excess, when }: Limit): string {
    const what = on === 'payment' ? '最多支付' : '最多计入'
    const rest = excess === 'provider' ? '，超出由机构负担' : ''
    const where = when ? `(${this.#condition(when)})` : ''
    return `${title}${where}:${PERIODS[per]}${what}${this.#expression(amount)}${rest}`
  }

  #ceiling({ title, when, price, amount }: PolicyCeiling): string {
    const where = when ? `(${this.#condition(when)})` : ''
    const most = [price && `单价不超过${this.#expression(price)}`, amount && `金额不超过${this.#expression(amount)}`]
    return `${title}${where}：${most.filter(Boolean).join('、')}`
  }

  #rounding({ of, to, mode }: Rounding): string {
    return `${of === 'payment' ? '支付额' : '个人负担'}${MODES[mode]}到${this.#expression(to)}`
  }

  #switches(switches: Readonly<Record<string, unknown>>): string {
    const choice = (name: string, value: string): string => {
      if (name === 'account_pays') return COVERED[value] ?? value
      if (name === 'deductible_mode' || name === 'band_scope') return PERIODS[value as Period] ?? value
      return CHOICES[value] ?? value
    }
    return Object.keys(SWITCHES)
      .filter((name) => switches[name] !== undefined)
      .map(
        (name) =>
          `${SWITCHES[name]} ${[switches[name]]
            .flat()
            .map((each) => choice(name, String(each)))
            .join('、')}`,
      )
      .join(';')
  }

  #condition(condition: Condition): string {
    switch (condition.op) {
      case 'all':
        return condition.of.map((each) => this.#inner(each)).join('且')
      case 'any':
        return condition.of.map((each) => this.#inner(each)).join('或')
      case 'not':
        return `不是(${this.#condition(condition.of)})`
      case 'is': {
        const values = condition.values.map((value) => this.#value(condition.fact, value)).join('、')
        return `${definitionOf(condition.fact).zh}为${values}`
      }
      case 'between':
        return this.#range(condition)
      case 'amount':
        return `本次${AMOUNTS[condition.amount].zh}${boundsText('money', condition)}`
    }
  }

  /** 且 inside 或, and the other way round, in brackets. */
  #inner(condition: Condition): string {
    const text = this.#condition(condition)
    return (condition.op === 'all' || condition.op === 'any') && condition.of.length > 1 ? `(${text})` : text
  }

  #range({ fact, atLeast, below }: Extract<Condition, { op: 'between' }>): string {
    const { zh, kind } = definitionOf(fact)
    return `${zh}${boundsText(kind === 'money' || kind === 'rate' ? kind : 'count', { atLeast, below })}`
  }

  #value = (fact: FactName, value: string): string => {
    if (definitionOf(fact).kind === 'flag') return value === 'true' ? '是' : '否'
    return this.#titleOf(fact, value)
  }

  #expression(expression: Expression): string {
    const write = (inner: Expression): string => this.#expression(inner)
    const list = (items: readonly Expression[]): string => items.map(write).join('、')
    const operand = (inner: Expression): string =>
      inner.op === 'sum' || inner.op === 'minus' || inner.op === 'by' || inner.op === 'choose'
        ? `(${write(inner)})`
        : write(inner)
    switch (expression.op) {
      case 'literal':
        return unitText(expression.unit, expression.value)
      case 'fact':
        return definitionOf(expression.fact).zh
      case 'amount':
        return AMOUNTS[expression.amount].zh + (expression.part ? `(${this.#part(expression.part)})` : '')
      case 'tier_amount':
        return `${this.#content.tiers.get(expression.tier)?.title ?? expression.tier}${TIER_AMOUNTS[expression.amount].zh}`
      case 'parameter':
        return `「${this.#content.parameters.get(expression.parameter)?.title ?? expression.parameter}」`
      case 'by': {
        const cases = [...expression.cases].map(
          ([value, each]) => `${this.#value(expression.fact, value)} ${write(each)}`,
        )
        return [...cases, ...(expression.otherwise ? [`其他 ${write(expression.otherwise)}`] : [])].join(',')
      }
      case 'choose': {
        const options = expression.options.map(({ when, value }) => `${this.#condition(when)} ${write(value)}`)
        return [...options, ...(expression.otherwise ? [`其他 ${write(expression.otherwise)}`] : [])].join(',')
      }
      case 'nth':
        return `按${definitionOf(expression.fact).zh}依次 ${list(expression.list)}`
      case 'step_down': {
        const { start, by, factor, floor } = expression
        const step = by ? `递减${write(by)}` : factor ? `按${write(factor)}递减` : ''
        return `${write(start)}起，按${definitionOf(expression.fact).zh}${step}${floor ? `，不低于${write(floor)}` : ''}`
      }
      case 'steps': {
        const most = expression.atMost ? `，最高${write(expression.atMost)}` : ''
        return `${definitionOf(expression.fact).zh}每满${expression.every}加${write(expression.each)}${most}`
      }
      case 'share': {
        const bounds = [
          expression.atLeast && `不低于${write(expression.atLeast)}`,
          expression.atMost && `不高于${write(expression.atMost)}`,
        ].filter(Boolean)
        return [`${write(expression.of)}的${write(expression.rate)}`, ...bounds].join(',')
      }
      case 'sum':
        return expression.of.map(operand).join(' + ')
      case 'minus':
        return expression.of.map(operand).join(' − ')
      case 'smallest':
        return `${expression.of.map(operand).join('、')}中较小者`
      case 'largest':
        return `${expression.of.map(operand).join('、')}中较大者`
      case 'times':
        return `${operand(expression.value)} × ${operand(expression.count)}`
      case 'round':
        return `${operand(expression.of)}，${MODES[expression.mode]}到${write(expression.to)}`
      case 'prorate':
        return `${operand(expression.value)} × ${operand(expression.by)} ÷ ${operand(expression.over)}`
    }
  }
}

interface Bounds {
  readonly atLeast?: number | undefined
  readonly below?: number | undefined
}

const boundsText = (unit: 'money' | 'rate' | 'count', { atLeast, below }: Bounds): string =>
  [
    ...(atLeast === undefined ? [] : [`不低于${unitText(unit, atLeast)}`]),
    ...(below === undefined ? [] : [`低于${unitText(unit, below)}`]),
  ].join('、')
