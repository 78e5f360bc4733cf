// Explains one tier from the numbers of its run: base, limits on cost, deductible, bands, minimum, limits on payment.

import type { Fen } from '../../money/fen.ts'
import { AMOUNTS } from '../../policy/amounts.ts'
import type { Expression } from '../../policy/expression.ts'
import type { Band, Limit, RateChange, Rounding } from '../../policy/model.ts'
import type { CompiledTier, TierWork } from '../compile/compiled-tier.ts'
import type { CompiledPlan, TierSlotName } from '../compile/plan.ts'
import type { LineSplit } from '../settlement.ts'
import type { TierRecord } from '../work.ts'
import { type BandNodes, CALCULATED, restTo, roundedPieces, type Stretch, sharesOf } from './bands.ts'
import { citationOf } from './citation.ts'
import { interpret, type Lookup } from './expression.ts'
import { lookupOf } from './lookup.ts'
import type { Citation, ExplanationNode, Words } from './node.ts'
import { WORDS } from './tier-words.ts'
import { given, named, node, pointing, ref, renamed } from './write.ts'

export interface TierExplanation {
  readonly paid: ExplanationNode
  readonly citations: readonly Citation[]
}

/** The subtree of one tier. `plan` is the compiled plan that settled the bill; the record holds the numbers of that run. */
export function explainTier(plan: CompiledPlan, record: TierRecord, lines: readonly LineSplit[]): TierExplanation {
  const tier = plan.tiers[record.index] as CompiledTier
  const governing = plan.governing[record.index]
  const e = new TierExplainer(plan, tier, record, lines, governing?.entries ?? {})
  const paid = e.paid()
  return { paid, citations: e.citations }
}

class TierExplainer {
  readonly citations: Citation[] = []
  readonly #plan: CompiledPlan
  readonly #tier: CompiledTier
  readonly #record: TierRecord
  readonly #entries: NonNullable<CompiledPlan['governing'][number]>['entries']
  readonly #lines: readonly LineSplit[]
  readonly #lookup: Lookup

  constructor(
    plan: CompiledPlan,
    tier: CompiledTier,
    record: TierRecord,
    lines: readonly LineSplit[],
    entries: NonNullable<CompiledPlan['governing'][number]>['entries'],
  ) {
    this.#plan = plan
    this.#tier = tier
    this.#record = record
    this.#lines = lines
    this.#entries = entries
    this.#lookup = lookupOf(plan, record)
  }

  paid(): ExplanationNode {
    const { id, title } = this.#tier
    const words: Words = {
      zh: `${title}${WORDS.paid.zh}`,
      en: `${this.#plan.governing[this.#record.index]?.tier.titleEn ?? title} ${WORDS.paid.en}`,
    }
    if (this.#record.given !== undefined)
      return named(
        id,
        words,
        given(`${id}.given`, { zh: '另行确定的金额', en: 'amount decided elsewhere' }, 'money', this.#record.given),
      )
    const work = this.#record.work
    if (!work) return given(id, { zh: `${title}(本次不适用)`, en: `${words.en} (does not apply)` }, 'money', 0)
    this.#cite('when')
    const beforeLimits = this.#beforeLimits(work)
    const rooms = this.#limits('payment').flatMap((limit, k) =>
      this.#room(limit, work.limits[k], `${id}.limit${k + 1}`, this.#cite('limits')),
    )
    const covered = given(`${id}.left`, WORDS.left, 'money', work.covered)
    const account =
      work.account === undefined ? [] : [given(`${id}.account`, AMOUNTS.account_balance, 'money', work.account)]
    return node({
      id,
      title: words,
      op: 'smallest',
      unit: 'money',
      value: work.paid,
      children: [beforeLimits, ...rooms, covered, ...account],
    })
  }

  #beforeLimits(work: TierWork): ExplanationNode {
    const { id } = this.#tier
    const bands = this.#payment(work)
    const least =
      this.#entries.at_least &&
      this.#interpret(this.#entries.at_least.value as Expression, `${id}.at_least`, WORDS.least)
    if (!least) return bands
    const bounded = node({
      id: `${id}.minimum`,
      title: WORDS.least,
      op: 'smallest',
      unit: 'money',
      value: work.atLeast,
      children: [least, given(`${id}.minimum.base`, WORDS.admitted, 'money', Math.floor(work.admitted / work.scale))],
      citation: this.#cite('at_least'),
    })
    return node({
      id: `${id}.before_limits`,
      title: WORDS.beforeLimits,
      op: 'largest',
      unit: 'money',
      value: work.beforeLimits,
      children: [bands, bounded],
    })
  }

  /** Σ overlap × rate; over a period the difference of two such sums, each rounded. */
  #payment(work: TierWork): ExplanationNode {
    const { id, switches } = this.#tier
    const stretch = this.#stretch(work)
    const citation = this.#cite('bands')
    const table: BandNodes = {
      id,
      ends: this.#ends(),
      rates: this.#rates(work),
      rateBps: work.rates,
      scale: work.scale,
      rounding: this.#rounding(),
    }
    if (this.#tier.rounding?.of === 'person') {
      const admitted = given(`${id}.share_of`, WORDS.admitted, 'money', Math.round(work.admitted / work.scale))
      return restTo(table, stretch, admitted, citation)
    }
    if (switches.round_at !== 'tier')
      return roundedPieces(table, stretch, switches.round_at === 'line' ? this.#lineAmounts() : undefined, citation)
    if (!work.cumulative) {
      return sharesOf(table, stretch, `${id}.calculated`, CALCULATED, citation)
    }
    const start = this.#cumulativeStart(work)
    const upTo = sharesOf(table, { from: start, to: stretch.to }, `${id}.up_to`, {
      zh: '累计到本次',
      en: 'cumulative with this bill',
    })
    if (this.#tier.paidKey) {
      const before = given(`${id}.paid_before`, WORDS.paidBefore, 'money', work.paidBefore)
      const value = Math.max(0, upTo.value - work.paidBefore)
      const children = [upTo, before]
      return node({ id: `${id}.calculated`, title: CALCULATED, op: 'minus', unit: 'money', value, children, citation })
    }
    if (stretch.from.value === start.value)
      return renamed(upTo, { id: `${id}.calculated`, title: CALCULATED, citation })
    const before = sharesOf(
      {
        ...table,
        rates: table.rates.map((rate) => ref(rate, `${id}.before`)),
        rounding: table.rounding && { ...table.rounding, unit: ref(table.rounding.unit, `${id}.before`) },
      },
      { from: start, to: ref(stretch.from, `${id}.before`) },
      `${id}.up_to_before`,
      { zh: '累计到本次之前', en: 'cumulative before it' },
    )
    return node({
      id: `${id}.calculated`,
      title: CALCULATED,
      op: 'difference',
      unit: 'money',
      value: upTo.value - before.value,
      children: [upTo, before],
      citation,
    })
  }

  /** The unit and the mode, with the clause that says so. */
  #rounding(): BandNodes['rounding'] {
    const rounding = this.#entries.rounding?.value as Rounding | undefined
    if (!rounding) return undefined
    const unit = this.#interpret(rounding.to, `${this.#tier.id}.unit`, WORDS.unit, this.#cite('rounding'))
    return { unit, mode: rounding.mode }
  }

  /** Where cumulative amounts begin: at zero, or at the deductible where it lies on the axis of the bands itself. */
  #cumulativeStart(work: TierWork): ExplanationNode {
    const { id, switches, joint } = this.#tier
    const onAxis = switches.band_origin === 'zero' && joint
    if (onAxis && work.deductibleRule > 0)
      return given(`${id}.start`, WORDS.rule, 'money', work.deductibleRule, work.scale)
    return given(`${id}.zero`, { zh: '从零起', en: 'from zero' }, 'money', 0)
  }

  #lineAmounts(): readonly Fen[] {
    return this.#lines.map((line) => (this.#tier.parts.includes(line.part) ? line.inScope : (0 as Fen)))
  }

  #ends(): (ExplanationNode | undefined)[] {
    const bands = (this.#entries.bands?.value ?? []) as readonly Band[]
    return bands.map((band, k) => {
      if (!band.to) return undefined
      const end = this.#interpret(band.to, `${this.#tier.id}.band${k + 1}.to`, {
        zh: `第${k + 1}段上限`,
        en: `end of band ${k + 1}`,
      })
      return Number.isFinite(end.value) ? end : undefined
    })
  }

  /** Where in the bands this bill lies. */
  #stretch(work: TierWork): Stretch {
    const { id, switches } = this.#tier
    const above = this.#above(work)
    const zero = switches.band_origin === 'zero'
    const at = (
      name: string,
      title: Words,
      op: 'sum' | 'minus' | 'largest',
      value: number,
      children: ExplanationNode[],
    ) => node({ id: `${id}.${name}`, title, op, unit: 'money', value, over: work.scale, children })
    const deductible = given(`${id}.taken`, WORDS.deductible, 'money', work.deductible, work.scale)
    if (!work.cumulative) {
      if (!zero) return { from: given(`${id}.from`, WORDS.from, 'money', 0), to: above }
      return {
        from: pointing(deductible, `${id}.deductible`),
        to: at('to', WORDS.to, 'sum', work.to, [deductible, above]),
      }
    }
    const { joint } = this.#tier
    const beforeValue = joint ? work.deductibleCredit : zero ? work.from - work.deductible : work.from
    const before = given(`${id}.before`, WORDS.before, 'money', beforeValue, work.scale)
    const rule = given(`${id}.rule`, WORDS.rule, 'money', work.deductibleRule, work.scale)
    let from: ExplanationNode = before
    if (joint) from = at('from', WORDS.from, zero ? 'largest' : 'minus', work.from, [before, rule])
    else if (zero) from = at('from', WORDS.from, 'sum', work.from, [before, deductible])
    return { from, to: at('to', WORDS.to, 'sum', work.to, [from, above]) }
  }

  #above(work: TierWork): ExplanationNode {
    const { id } = this.#tier
    const admitted = this.#admitted(work)
    if (!this.#entries.deductible) return admitted
    return node({
      id: `${id}.above`,
      title: { zh: '起付线以上费用', en: 'amount above the deductible' },
      op: 'minus',
      unit: 'money',
      value: work.admitted - work.deductible,
      over: work.scale,
      children: [admitted, this.#deductible(work)],
    })
  }

  #admitted(work: TierWork): ExplanationNode {
    const { id } = this.#tier
    const base = this.#interpret(this.#entries.base?.value as Expression, `${id}.base`, WORDS.base, this.#cite('base'))
    const limits = this.#limits('eligible')
    if (limits.length === 0) return base
    const rooms = limits.flatMap((limit, k) =>
      this.#room(limit, work.eligible[k], `${id}.eligible${k + 1}`, this.#cite('limits'), work.scale),
    )
    return node({
      id: `${id}.admitted`,
      title: WORDS.admitted,
      op: 'smallest',
      unit: 'money',
      value: work.admitted,
      over: work.scale,
      children: [base, ...rooms],
    })
  }

  #deductible(work: TierWork): ExplanationNode {
    const { id } = this.#tier
    const rule = this.#interpret(
      this.#entries.deductible?.value as Expression,
      `${id}.deductible.rule`,
      WORDS.rule,
      this.#cite('deductible'),
    )
    const credit = given(`${id}.deductible.credit`, WORDS.credit, 'money', work.deductibleCredit, work.scale)
    const open = node({
      id: `${id}.deductible.open`,
      title: { zh: '本次应计起付线', en: 'deductible still to take' },
      op: 'minus',
      unit: 'money',
      value: Math.max(0, work.deductibleRule - work.deductibleCredit),
      over: work.scale,
      children: [rule, credit],
    })
    return node({
      id: `${id}.deductible`,
      title: WORDS.deductible,
      op: 'smallest',
      unit: 'money',
      value: work.deductible,
      over: work.scale,
      children: [open, given(`${id}.deductible.admitted`, WORDS.admitted, 'money', work.admitted, work.scale)],
    })
  }

  #rates(work: TierWork): ExplanationNode[] {
    const { id } = this.#tier
    const bands = (this.#entries.bands?.value ?? []) as readonly Band[]
    const changes = this.#changes(work)
    const most =
      this.#entries.rate_max &&
      this.#interpret(this.#entries.rate_max.value as Expression, `${id}.rate_max`, WORDS.most, this.#cite('rate_max'))
    return bands.map((band, k) => {
      const rate = this.#interpret(band.rate, `${id}.band${k + 1}.rate`, WORDS.rate)
      const raw = rate.value + changes.reduce((sum, change) => sum + change.value, 0)
      const final = work.rates[k] ?? 0
      if (changes.length === 0 && !most && rate.value === final) return rate
      const summed = node({
        id: `${id}.band${k + 1}.rate.sum`,
        title: WORDS.rate,
        op: 'sum',
        unit: 'rate',
        value: raw,
        children: [rate, ...changes],
      })
      const bounds = [
        given(`${id}.rate.least`, { zh: '最低', en: 'at least' }, 'rate', 0),
        most ?? given(`${id}.rate.most`, WORDS.most, 'rate', 10_000),
      ]
      return node({
        id: `${id}.band${k + 1}.rate.final`,
        title: WORDS.rate,
        op: 'clamp',
        unit: 'rate',
        value: final,
        children: [summed, ...bounds],
      })
    })
  }

  #changes(work: TierWork): ExplanationNode[] {
    const declared = (this.#entries.rate_changes?.value ?? []) as readonly RateChange[]
    if (work.changes.length === 0) return []
    const citation = this.#cite('rate_changes')
    return work.changes.map(({ change, value }, k) => {
      const source = declared[this.#tier.rateChanges.indexOf(change)]
      const title: Words = { zh: change.title, en: change.title }
      const id = `${this.#tier.id}.change${k + 1}`
      if (source?.add) return this.#interpret(source.add, id, title, citation)
      if (source?.cut && source.cut.op !== 'literal') {
        const zero = given(`${id}.zero`, { zh: '零', en: 'zero' }, 'rate', 0)
        const cut = this.#interpret(source.cut, `${id}.cut`, title)
        return node({ id, title, op: 'difference', unit: 'rate', value, citation, children: [zero, cut] })
      }
      return node({ id, title, op: 'given', unit: 'rate', value, citation })
    })
  }

  #limits(on: Limit['on']): readonly Limit[] {
    return ((this.#entries.limits?.value ?? []) as readonly Limit[]).filter((limit) => limit.on === on)
  }

  #room(
    limit: Limit,
    run: TierWork['limits'][number] | undefined,
    id: string,
    citation: Citation | undefined,
    scale = 1,
  ): ExplanationNode[] {
    // A limit that is lifted leaves no room to explain.
    if (!run || !Number.isFinite(run.room)) return []
    const amount = this.#interpret(limit.amount, `${id}.amount`, { zh: limit.title, en: limit.title }, citation)
    const used = given(`${id}.used`, WORDS.used, 'money', run.used, scale)
    const room = node({
      id,
      title: { zh: `${limit.title}${WORDS.room.zh}`, en: `${limit.title}: ${WORDS.room.en}` },
      op: 'minus',
      unit: 'money',
      value: run.room,
      over: scale,
      children: [amount, used],
    })
    return [room]
  }

  #interpret(expression: Expression, id: string, title: Words, citation?: Citation): ExplanationNode {
    const inner = interpret(expression, id, title, this.#lookup)
    return citation ? renamed(inner, { citation }) : inner
  }

  #cite(slot: TierSlotName): Citation | undefined {
    const citation = citationOf(this.#plan.library, `${this.#tier.id}.${slot}`, this.#entries[slot])
    if (citation && !this.citations.some((each) => each.slot === citation.slot)) this.citations.push(citation)
    return citation
  }
}
