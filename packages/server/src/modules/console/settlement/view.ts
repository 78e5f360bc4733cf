// A settlement in full: amounts, tiers, what it changed, how it came about, how it was booked, and whether it still recalculates.
import type { LinePage, LineView, SettlementRow, SettlementView } from '@yibao/contract/rest'
import {
  type CompiledPlan,
  daysBetween,
  type Explanation,
  maskName,
  type Outcome,
  quantityText,
  unitPriceText,
} from '@yibao/kernel'
import { shownId } from '../../gateway/index.ts'
import { schemeTitle, settingTitle } from '../../policy/index.ts'
import { accumulatorName } from '../accumulators.ts'
import type { Asker } from '../asker.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { feeClassTitle, levelTitle, SETTLEMENT_STATES, stateOf } from '../words.ts'
import { type FoundSettlement, foundSettlement } from './found.ts'
import { tierViews } from './tiers.ts'
import { timelineOf } from './timeline.ts'

export async function settlementView(parts: ConsoleParts, asker: Asker, id: string): Promise<Outcome<SettlementView>> {
  const found = await foundSettlement(parts, asker, id, '查看结算')
  return found.ok ? { ok: true, value: viewOf(parts, found.value) } : found
}

function viewOf(parts: ConsoleParts, found: FoundSettlement): SettlementView {
  const { record, replay, visit } = found
  const { settlement, frozen } = record
  const explanation = replay?.same ? replay.explain() : undefined
  const provider = parts.desks.providers.find(record.provider)
  const level = frozen.visit.level
  const { plan, library } = planOf(parts, found)
  const end = visit.details.discharge
  return {
    ...rowOf(parts, found),
    visitId: shownId(record.visitId),
    level,
    levelTitle: levelTitle(library, level),
    department: end?.departmentName ?? visit.details.attending.departmentName,
    admittedOn: frozen.visit.admittedOn,
    dischargedOn: frozen.visit.dischargedOn,
    days: Math.max(1, daysBetween(frozen.visit.admittedOn, frozen.visit.dischargedOn)),
    diagnoses: diagnosesOf(found),
    plan: settlement.plan,
    planTitle: plan?.plan.title ?? settlement.plan,
    policyVersion: settlement.policyVersion,
    fullFen: settlement.full,
    overFen: settlement.over,
    preFen: settlement.pre,
    inScopeFen: settlement.inScope,
    deductibleFen: settlement.deductible,
    providerFen: settlement.providerPaid,
    accountFen: settlement.accountPaid,
    mutualFen: settlement.mutualPaid,
    cashFen: settlement.cash,
    tiers: tierViews(record, replay, explanation),
    denials: [...settlement.denials],
    changes: settlement.changes.map(({ key, change }) => {
      const { title, period, isCount } = accumulatorName(library, key)
      return { key, title: `${title}(${period})`, change, isCount }
    }),
    timeline: timelineOf(found, provider?.name ?? record.provider),
    journals: [...found.journals],
    reverses: record.reverses && shownId(record.reverses),
    reversedBy: record.reversedBy && shownId(record.reversedBy),
    sentences: sentencesOf(found, explanation),
    replay: replayWords(found),
  }
}

function planOf({ desks }: ConsoleParts, { replay }: FoundSettlement) {
  const plan: CompiledPlan | undefined = replay?.ruling.plan
  return { plan, library: plan?.library ?? desks.policy.library }
}

function rowOf({ desks }: ConsoleParts, { stored, record, person }: FoundSettlement): SettlementRow {
  const { scheme } = record.frozen.person
  const { setting } = record.frozen.visit
  const state = stateOf(record)
  return {
    id: shownId(record.settlementId),
    settledAt: record.settledAt,
    personNo: record.personNo,
    personName: person ? maskName(person.name) : '',
    provider: record.provider,
    providerName: desks.providers.find(record.provider)?.name ?? record.provider,
    scheme,
    schemeTitle: schemeTitle(scheme),
    setting,
    settingTitle: settingTitle(setting),
    totalFen: stored.totalFen,
    fundFen: stored.fundFen,
    personFen: stored.personFen,
    state,
    stateTitle: SETTLEMENT_STATES[state],
  }
}

function diagnosesOf({ visit: { details } }: FoundSettlement): SettlementView['diagnoses'] {
  const last = details.discharge?.diagnoses ?? []
  return (last.length > 0 ? last : details.diagnoses).map(({ code, name, main, order }, _, all) => ({
    code,
    name,
    // An outpatient message marks no main diagnosis: the first is.
    main: main || (order === 1 && !all.some((each) => each.main)),
  }))
}

function sentencesOf({ record }: FoundSettlement, explanation: Explanation | undefined): SettlementView['sentences'] {
  if (!explanation) return []
  const sentences = [...explanation.sentences]
  if (record.reverses !== null) {
    const original = shownId(record.reverses)
    return [
      {
        zh: `本记录撤销结算${original}，各项金额与之相反；以下是被撤销结算的计算。`,
        en: `This record cancels settlement ${original}, with every amount opposite; below is how that one was calculated.`,
      },
      ...sentences,
    ]
  }
  if (record.frozen.prior.length === 0) return sentences
  return [
    {
      zh: `本次住院分段结算，以下按入院至今合计计算，再减去此前${record.frozen.prior.length}次已结算的金额。`,
      en: `A stay settled in parts: calculated from admission until now, less what ${record.frozen.prior.length} earlier settlement(s) paid.`,
    },
    ...sentences,
  ]
}

function replayWords({ replay, failure }: FoundSettlement): SettlementView['replay'] {
  if (replay?.same) return { same: true, message: '重算后每一个金额都相同' }
  return { same: false, message: `重算结果与存储的不一致：${replay?.message ?? failure ?? ''}` }
}

export async function settlementLines(
  parts: ConsoleParts,
  asker: Asker,
  id: string,
  asked: { readonly page?: number; readonly size?: number },
): Promise<Outcome<LinePage>> {
  const found = await foundSettlement(parts, asker, id, '查看费用明细')
  if (!found.ok) return found
  const { page, size, offset } = pageOf(asked)
  const lines = found.value.replay?.lines ?? []
  const rows = lines.slice(offset, offset + size).map((_, at) => lineView(parts, found.value, offset + at))
  return { ok: true, value: { rows, total: lines.length, page, size } }
}

function lineView({ desks }: ConsoleParts, { replay }: FoundSettlement, at: number): LineView {
  const line = replay!.lines[at]!
  const split = replay!.splits[at]!
  const entry = desks.catalogue.find(line.item, line.at.slice(0, 10) as never) ?? desks.catalogue.any(line.item)
  return {
    no: at + 1,
    item: line.item,
    name: entry?.name ?? line.item,
    itemClass: line.itemClass,
    feeClassTitle: feeClassTitle(line.feeClass),
    quantity: quantityText(line.quantity),
    price: unitPriceText(line.price),
    amountFen: line.amountFen,
    fullFen: split.full,
    overFen: split.over,
    preFen: split.pre,
    inScopeFen: split.inScope,
    rateBp: split.rateBp,
    ceiling: line.ceiling === undefined ? '' : unitPriceText(line.ceiling),
    reason: split.reason ?? (line.itemClass === 'c' ? '丙类，不在医保支付范围内' : ''),
  }
}
