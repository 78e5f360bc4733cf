// 退费: money in suspense that belongs to nobody here goes back; one proposes, another pays.
import { accepted, type Fen, type Fund, post, refused } from '@yibao/kernel'
import type { Kind } from '../../platform/index.ts'
import { fundSubjects, type Money, overdraft } from '../ledger/index.ts'
import { COLLECTION, type Refund, type StoredArrival } from './model.ts'
import { arrivalUpdate, REFUND_FACTS, refundRow, refundUpdate } from './store.ts'

interface RefundFacts {
  readonly arrival: StoredArrival | null
  readonly refunds: readonly Refund[]
  readonly money: Money
}

export const refundProposed: Kind<{ readonly arrivalNo: string; readonly reason: string }, RefundFacts> = {
  name: 'contribution.refund_proposed',
  subjects: () => [COLLECTION],
  facts: { sql: REFUND_FACTS, args: ({ arrivalNo }) => ({ arrival: arrivalNo }) },
  conflicts: { contribution_refund_once: 'refund_exists' },
  decide: ({ arrivalNo, reason }, { facts: { arrival, refunds } }, { newId, actor, now }) => {
    if (arrival?.state !== 'suspense') return refused('refund_not_suspense', { arrival: arrivalNo })
    if (refunds.some(({ state }) => state !== 'withdrawn')) return refused('refund_exists', { arrival: arrivalNo })
    const { fund, amountFen } = arrival
    const steps = [{ step: 'proposed', by: actor.id, at: now, note: reason }]
    const refund: Refund = { refundId: newId(), arrivalNo, fund, amountFen, reason, state: 'proposed', steps }
    return accepted({
      answer: { refundId: refund.refundId },
      rows: { insert: { contribution_refund: [refundRow(refund)] } },
      event: { refundId: refund.refundId },
      objects: [refund.refundId, refund.arrivalNo],
    })
  },
}

export interface RefundStep {
  readonly arrivalNo: string
  readonly to: 'paid' | 'withdrawn'
  readonly note: string
  readonly poolingArea: string
  /** The fund of the money; its treasury account pays one after the other. */
  readonly fund: string
}

const STATES: Readonly<Record<Refund['state'], string>> = { proposed: '待支付', paid: '已退', withdrawn: '已撤回' }

export const refundStepped: Kind<RefundStep, RefundFacts> = {
  name: 'contribution.refund_stepped',
  subjects: ({ fund }) => [COLLECTION, ...fundSubjects(fund === '' ? [] : [fund])],
  facts: { sql: REFUND_FACTS, args: ({ arrivalNo }) => ({ arrival: arrivalNo }) },
  decide: ({ arrivalNo, to, note, poolingArea }, { facts: { arrival, refunds, money } }, { actor, now, today }) => {
    const refund = refunds.find(({ state }) => state === 'proposed')
    if (!refund) return refused('refund_step', { state: STATES[refunds.at(-1)?.state ?? 'withdrawn'] })
    if (arrival?.state !== 'suspense') return refused('refund_not_suspense', { arrival: arrivalNo })
    if (to === 'paid' && refund.steps.some(({ by }) => by === actor.id)) return refused('refund_same_person', {})
    const steps = [...refund.steps, { step: to, by: actor.id, at: now, note }]
    const { fund, amountFen } = refund
    const journals =
      to === 'paid'
        ? post({
            ...({ kind: 'receipt_refunded', id: refund.refundId, on: today, fund: fund as Fund } as const),
            ...{ area: poolingArea, amountFen: amountFen as Fen },
          })
        : []
    const short = overdraft(journals, money)
    if (short) return short
    return accepted({
      answer: { refundId: refund.refundId },
      rows: {
        update: {
          contribution_refund: [refundUpdate(refund.refundId, to, steps)],
          ...(to === 'paid' && {
            contribution_arrival: [arrivalUpdate(arrivalNo, { state: 'refunded', settled_on: today })],
          }),
        },
      },
      journals,
      event: { refundId: refund.refundId, state: to },
      objects: [refund.refundId, refund.arrivalNo],
    })
  },
}
