// How a settlement came about, oldest first: registered or admitted, fees, discharge, settled, cancelled. Care has the times
// that the provider stated, settling and cancelling those of the platform.
import type { SettlementView } from '@yibao/contract/rest'
import { type Fen, yuanForPeople } from '@yibao/kernel'
import { shownId } from '../../gateway/index.ts'
import type { FoundSettlement } from './found.ts'

type Step = SettlementView['timeline'][number]

const BEGINNINGS = { outpatient: '门诊登记', inpatient: '入院登记', pharmacy: '药店购药' } as const

export function timelineOf(found: FoundSettlement, provider: string): Step[] {
  const care = [begun(found, provider), ...fees(found), ...discharge(found)]
  const known = care.map((each) => notAfter(found.record.settledAt, each))
  return [...known.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))), ...settled(found)]
}

/** A provider's clock may be ahead: what it dates after the settlement had come by then, and is shown with its own date. */
function notAfter(settledAt: string, each: Step): Step {
  if (each.at <= settledAt) return each
  return { ...each, at: settledAt, detail: `${each.detail}(机构填报时间 ${each.at})` }
}

const step = (at: string, title: string, detail = '', path = ''): Step => ({ at, title, detail, path })

function begun({ visit }: FoundSettlement, provider: string): Step {
  const { departmentName } = visit.details.attending
  const detail = [provider, departmentName].filter(Boolean).join(' ')
  return step(visit.details.beganAt, BEGINNINGS[visit.kind], detail)
}

interface Charged {
  readonly at: string
  readonly no: string
  readonly lines: number
  readonly totalFen: Fen
}

/** A long stay has a batch every day: these are told in one step. */
const TOLD_ONE_BY_ONE = 3

function fees(found: FoundSettlement): Step[] {
  const charged = batches(found)
  const [first] = charged
  if (!first || charged.length <= TOLD_ONE_BY_ONE)
    return charged.map(({ at, no, lines, totalFen }) =>
      step(at, '费用明细', `批次 ${no}，${lines} 行，${yuanForPeople(totalFen)} 元`),
    )
  const sum = (amount: (each: Charged) => number) => charged.reduce((all, each) => all + amount(each), 0)
  const total = yuanForPeople(sum(({ totalFen }) => totalFen) as Fen)
  const last = charged.reduce((latest, { at }) => (at > latest ? at : latest), '')
  const detail = `至 ${last.slice(0, 10)} 共 ${charged.length} 批，${sum(({ lines }) => lines)} 行，${total} 元`
  return [step(first.at, '费用明细', detail)]
}

/** Batches that went into this settlement. A batch has no moment of its own: the last of its lines stands for it. */
function batches({ record, visit, replay }: FoundSettlement): Charged[] {
  let begin = 0
  return record.frozen.batches.flatMap(({ seq, withdrawn }) => {
    const note = visit.batches.find((each) => each.seq === seq)
    if (!note) return []
    const lines = replay?.lines.slice(begin, begin + note.lines - withdrawn) ?? []
    begin += note.lines - withdrawn
    const at = lines.reduce((latest, line) => (line.at > latest ? line.at : latest), '')
    const { no, lines: count, totalFen } = note
    return [{ at: at || record.settledAt, no, lines: count, totalFen }]
  })
}

function discharge({ visit }: FoundSettlement): Step[] {
  const end = visit.details.discharge
  return end ? [step(end.at, '出院', end.departmentName)] : []
}

function settled({ record, cancelledAt }: FoundSettlement): Step[] {
  const { settlement, reverses, reversedBy, settledAt } = record
  const paid = `基金支付 ${yuanForPeople(settlement.fundPaid)} 元`
  if (reverses !== null) {
    const original = shownId(reverses)
    return [step(settledAt, '撤销结算', `撤销 ${original}`, `/settlements/${original}`)]
  }
  const own = step(settledAt, '结算', paid, `/settlements/${shownId(record.settlementId)}/explanation`)
  if (reversedBy === null) return [own]
  const mirror = shownId(reversedBy)
  return [own, step(cancelledAt ?? '', '已撤销', `撤销记录 ${mirror}`, `/settlements/${mirror}`)]
}
