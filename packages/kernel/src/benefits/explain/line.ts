// The explanation of one fee line (S3): price × quantity, what stands above its ceiling, what is paid first by the person,
// and what is left in scope; or why nothing of it is. It adds up without the engine, like the rest.

import { yuanForPeople } from '../../money/fen.ts'
import { lineAmount, quantityText, unitPriceText } from '../../money/line-amount.ts'
import { mulDiv } from '../../money/share.ts'
import { accepted, invariant, type Outcome, refused } from '../../outcome.ts'
import type { Expression } from '../../policy/expression.ts'
import { isFact } from '../../policy/facts.ts'
import { factsOfCondition } from '../../policy/inside.ts'
import type { Exclusion } from '../../policy/model.ts'
import { type Entry, entryAt } from '../../policy/slot.ts'
import { unitText } from '../../policy/units.ts'
import type { Bill, Line } from '../bill.ts'
import { classifyLine } from '../classify.ts'
import { numberFact, setFact, textFact } from '../compile/context.ts'
import { PolicyGap } from '../compile/gap.ts'
import type { CompiledPlan } from '../compile/plan.ts'
import { fillContext } from '../fill-context.ts'
import { governingDay } from '../settle.ts'
import type { LineSplit } from '../settlement.ts'
import { citationOf } from './citation.ts'
import { factNode, interpret, type Lookup, modeNode } from './expression.ts'
import { lookupOver } from './lookup.ts'
import { type Citation, EXPLANATION_VERSION, type Explanation, type ExplanationNode, type Words } from './node.ts'
import { given, givenText, node, renamed } from './write.ts'

const WORDS = {
  inScope: { zh: '符合政策范围金额', en: 'in-scope amount' },
  amount: { zh: '金额', en: 'amount' },
  price: { zh: '单价', en: 'unit price' },
  quantity: { zh: '数量', en: 'quantity' },
  self: { zh: '范围外金额', en: 'outside the scope' },
  full: { zh: '全自费', en: 'full self-pay' },
  over: { zh: '超限价自费', en: 'over-limit self-pay' },
  pre: { zh: '先行自付', en: 'pre-self-pay' },
  rate: { zh: '先行自付比例', en: 'pre-self-pay rate' },
  ceiling: { zh: '限价', en: 'price ceiling' },
  allowed: { zh: '限价内金额', en: 'amount within the ceiling' },
  above: { zh: '高出限价的金额', en: 'amount above the ceiling' },
  within: { zh: '扣除超限价后', en: 'less what is over the limit' },
  reason: { zh: '全自费的原因', en: 'why it is full self-pay' },
  none: { zh: '零', en: 'nothing' },
  fen: { zh: '一分', en: 'one fen' },
  size: { zh: '金额(退费取正)', en: 'amount (a return counted as positive)' },
} satisfies Record<string, Words>

/** Prices are millionths of a yuan: ten-thousandths of a fen. Quantities are ten-thousandths. */
const TEN_THOUSANDTHS = 10_000
const PRICE_SCALE = 100_000_000
const ONE = 10_000

/** Explains the line at a place of a bill that was settled, or that fees were uploaded for, under `plan`. */
export function explainLine(plan: CompiledPlan, bill: Bill, at: number): Outcome<Explanation, 'policy_gap'> {
  const line = bill.lines[at]
  if (!line) throw new RangeError(`The bill has no line ${at}`)
  const c = plan.context
  fillContext(c, bill, governingDay(plan, bill))
  try {
    const split = classifyLine(line, plan.classification, c, bill.denials?.[0])
    return accepted(new LineExplainer(plan, line, split, bill.denials?.[0]).explanation())
  } catch (error) {
    if (!(error instanceof PolicyGap)) throw error
    const { file, line: row } = error.place
    return refused('policy_gap', { fact: error.fact ?? '', found: error.found, at: `${file}:${row}` })
  }
}

class LineExplainer {
  readonly #plan: CompiledPlan
  readonly #line: Line
  readonly #split: LineSplit
  readonly #denial: string | undefined
  readonly #lookup: Lookup

  constructor(plan: CompiledPlan, line: Line, split: LineSplit, denial: string | undefined) {
    this.#plan = plan
    this.#line = line
    this.#split = split
    this.#denial = denial
    this.#lookup = lookupOver(plan, (name) => this.#fact(name))
  }

  explanation(): Explanation {
    const { plan } = this.#plan
    const root = this.#inScope()
    return {
      version: EXPLANATION_VERSION,
      plan: { zh: plan.title, en: plan.titleEn ?? plan.title },
      policyVersion: this.#plan.version,
      root,
      sentences: [this.#sentence()],
      assumed: [...citationsIn(root)].filter(({ assumed }) => assumed),
    }
  }

  /** Facts of the person and the visit as the bill says, of the item as the line says. */
  #fact(name: string): { value: number | string; over?: number } {
    if (!isFact(name)) throw new Error(`${name} is not known when a line is classified`)
    if (name === 'item_price') return inFen(this.#line.price ?? 0)
    if (name === 'selected_price') return inFen(this.#line.selectedPrice ?? 0)
    const c = this.#plan.context
    const read = textFact[name] ?? numberFact[name]
    if (read) return { value: read(c) }
    return { value: setFact[name]?.(c).join(',') ?? '' }
  }

  /** amount − (full + over + pre) */
  #inScope(): ExplanationNode {
    const { full, over, inScope } = this.#split
    const amount = this.#amount()
    const overNode = over === 0 ? given('line.over', WORDS.over, 'money', 0) : this.#over()
    const fullNode = this.#full(full)
    const self = node({
      id: 'line.self',
      title: WORDS.self,
      op: 'sum',
      unit: 'money',
      value: this.#line.amountFen - inScope,
      children: [fullNode, overNode, this.#pre()],
    })
    const children = [amount, self]
    return node({
      id: 'line.in_scope',
      title: WORDS.inScope,
      op: 'difference',
      unit: 'money',
      value: inScope,
      children,
    })
  }

  #amount(): ExplanationNode {
    const { quantity, price, amountFen } = this.#line
    const isProduct = quantity !== undefined && price !== undefined && lineAmount(quantity, price) === amountFen
    if (!isProduct) return given('line.amount', WORDS.amount, 'money', amountFen)
    const children = [this.#price('line.price', WORDS.price, price), this.#count(quantity)]
    return node({ id: 'line.amount', title: WORDS.amount, op: 'product', unit: 'money', value: amountFen, children })
  }

  #price(id: string, title: Words, price: number): ExplanationNode {
    const { value, over } = inFen(price)
    return given(id, title, 'money', value, over)
  }

  #count(quantity: number, id = 'line.quantity'): ExplanationNode {
    return given(id, WORDS.quantity, 'count', quantity, TEN_THOUSANDTHS)
  }

  /** The whole line: denied, excluded by the policy, or outside the catalogue. */
  #full(full: number): ExplanationNode {
    const why = this.#reason()
    if (!why) return given('line.full', WORDS.full, 'money', full)
    const amount = given('line.full.amount', WORDS.amount, 'money', this.#line.amountFen)
    const reason = renamed(givenText('line.reason', WORDS.reason, why.text), { citation: why.citation })
    const children = [amount, reason, ...why.facts]
    return node({ id: 'line.full', title: WORDS.full, op: 'same', unit: 'money', value: full, children })
  }

  #reason(): { text: string; facts: ExplanationNode[]; citation?: Citation } | undefined {
    const { reason } = this.#split
    if (reason === undefined)
      return this.#line.itemClass === 'c' && !this.#line.split
        ? { text: '丙类，不在医保支付范围内', facts: [] }
        : undefined
    if (this.#denial !== undefined || this.#line.deniedFor !== undefined) return { text: reason, facts: [] }
    const entry = this.#exclusions()
    const rule = entry?.value.find(({ title }) => title === reason)
    const citation = citationOf(this.#plan.library, this.#slot('exclusions'), entry)
    const names = new Set(rule ? [...factsOfCondition(rule.when)].map(({ fact }) => fact) : [])
    return {
      text: reason,
      facts: [...names].map((fact) => factNode(fact, 'line.reason', this.#lookup)),
      ...(citation && { citation }),
    }
  }

  #exclusions(): Entry<readonly Exclusion[]> | undefined {
    const { library, plan, on, knownOn } = this.#plan
    return entryAt(library.classification(plan.classification ?? '').exclusions, on, knownOn)
  }

  #slot(name: string): string {
    return `classification.${this.#plan.plan.classification}.${name}`
  }

  /** max(0, |amount| − ceiling × |quantity|), and below zero for what is given back. */
  #over(): ExplanationNode {
    const { amountFen, split } = this.#line
    if (split) return given('line.over', WORDS.over, 'money', split.over)
    const allowed = this.#allowed()
    const isReturn = amountFen < 0
    const amount = given('line.over.amount', isReturn ? WORDS.size : WORDS.amount, 'money', Math.abs(amountFen))
    const above = node({
      id: isReturn ? 'line.above' : 'line.over',
      title: isReturn ? WORDS.above : WORDS.over,
      op: 'minus',
      unit: 'money',
      value: Math.abs(this.#split.over),
      children: [amount, allowed],
    })
    if (!isReturn) return above
    const children = [given('line.over.none', WORDS.none, 'money', 0), above]
    return node({
      id: 'line.over',
      title: WORDS.over,
      op: 'difference',
      unit: 'money',
      value: this.#split.over,
      children,
    })
  }

  /** The lowest that the ceilings of the line and of the policy allow. */
  #allowed(): ExplanationNode {
    const { ceiling } = this.#line
    const size = Math.abs(this.#line.quantity ?? ONE)
    const product = (id: string, price: ExplanationNode) =>
      node({
        id,
        title: WORDS.allowed,
        op: 'product',
        unit: 'money',
        value: mulDiv(size, Math.round((price.value / (price.over ?? 1)) * TEN_THOUSANDTHS), PRICE_SCALE),
        children: [price, this.#count(size, `${id}.quantity`)],
      })
    const own =
      ceiling === undefined ? [] : [product('line.allowed', this.#price('line.ceiling', WORDS.ceiling, ceiling))]
    const all = [...own, ...this.#policyCeilings(product)]
    const [first] = all
    if (first && all.length === 1) return first
    const value = Math.min(...all.map((each) => each.value))
    return node({ id: 'line.lowest', title: WORDS.allowed, op: 'smallest', unit: 'money', value, children: all })
  }

  #policyCeilings(product: (id: string, price: ExplanationNode) => ExplanationNode): ExplanationNode[] {
    const { library, plan, on, knownOn, context, classification } = this.#plan
    const entry = entryAt(library.classification(plan.classification ?? '').ceilings, on, knownOn)
    const citation = citationOf(library, this.#slot('ceilings'), entry)
    return (entry?.value ?? []).flatMap(({ title, price, amount }, k) => {
      const test = classification.ceilings[k]?.test
      if (test && !test(context)) return []
      const id = `line.ceiling${k + 1}`
      const read = (value: Expression, name: string) =>
        renamed(interpret(value, `${id}.${name}`, { zh: title, en: title }, this.#lookup), { citation })
      const ofPrice = price ? [read(price, 'price')] : []
      const ofAmount = amount ? [read(amount, 'amount')] : []
      return [
        ...ofPrice.filter(binds).map((each) => product(id, each)),
        ...ofAmount.filter(binds).map((each) => inWholeFen(each, id)),
      ]
    })
  }

  #pre(): ExplanationNode {
    const { pre, over, rateBp, reason } = this.#split
    if (this.#line.split || reason !== undefined || this.#line.itemClass === 'c')
      return given('line.pre', WORDS.pre, 'money', pre)
    const rate = this.#rate()
    invariant(rate.value === rateBp, 'the explanation gives another self-pay rate than the split of the line')
    const within = node({
      id: 'line.within',
      title: WORDS.within,
      op: 'difference',
      unit: 'money',
      value: this.#line.amountFen - over,
      children: [
        given('line.within.amount', WORDS.amount, 'money', this.#line.amountFen),
        given('line.within.over', WORDS.over, 'money', over),
      ],
    })
    return node({ id: 'line.pre', title: WORDS.pre, op: 'share', unit: 'money', value: pre, children: [within, rate] })
  }

  #rate(): ExplanationNode {
    const { library, plan, on, knownOn } = this.#plan
    const entry = entryAt(library.classification(plan.classification ?? '').pre_self_pay, on, knownOn)
    if (!entry) throw new Error(`The classification of ${plan.id} says no self-pay rate on ${on}`)
    const rate = interpret(entry.value, 'line.rate', WORDS.rate, this.#lookup)
    const citation = citationOf(library, this.#slot('pre_self_pay'), entry)
    return citation && !rate.citation ? renamed(rate, { citation }) : rate
  }

  #sentence(): Words {
    const { full, over, pre, inScope, rateBp, reason } = this.#split
    const { quantity, price, amountFen } = this.#line
    const product =
      quantity === undefined || price === undefined ? '' : `${unitPriceText(price)} × ${quantityText(quantity)} = `
    const [total, left] = [yuanForPeople(amountFen), yuanForPeople(inScope)]
    if (full !== 0 || reason !== undefined) {
      const text = this.#reason()?.text ?? ''
      return {
        zh: `${product}${total}元，全部由个人负担：${text}。`,
        en: `${product}${total} yuan, all borne by the person: ${text}.`,
      }
    }
    const [rate, first, above] = [unitText('rate', rateBp), yuanForPeople(pre), yuanForPeople(over)]
    return {
      zh: `${product}${total}元，超限价${above}元，按${rate}先行自付${first}元，符合政策范围${left}元。`,
      en: `${product}${total} yuan; ${above} above the price limit, ${first} paid first at ${rate}, ${left} in scope.`,
    }
  }
}

/** `none` binds nothing. */
const binds = ({ value }: ExplanationNode): boolean => value < Number.MAX_SAFE_INTEGER

/** An amount made of a unit price may be a fraction of a fen; what a line may cost is not. */
function inWholeFen(amount: ExplanationNode, id: string): ExplanationNode {
  if (amount.over === undefined) return amount
  const fen = given(`${id}.fen`, WORDS.fen, 'money', 1)
  const value = Math.round(amount.value / amount.over)
  const children = [amount, fen, modeNode('half_up', id)]
  return node({ id: `${id}.allowed`, title: WORDS.allowed, op: 'round', unit: 'money', value, children })
}

/** Whole fen where the price has no fraction of one. */
const inFen = (price: number): { value: number; over?: number } =>
  price % TEN_THOUSANDTHS === 0 ? { value: price / TEN_THOUSANDTHS } : { value: price, over: TEN_THOUSANDTHS }

function* citationsIn({ citation, children }: ExplanationNode): Generator<Citation> {
  if (citation) yield citation
  for (const child of children) yield* citationsIn(child)
}
