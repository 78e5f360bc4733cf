// 先诊疗后付费: a settlement whose person's part stays open until it is paid. A matter between person and provider: no fund's
// money moves, so nothing is booked; the list of what is open is the record.
import { accepted, type Day, type Outcome, refused, yuanText } from '@yibao/kernel'
import type { Kind, Receipt, WritePath } from '../../../platform/index.ts'
import { type Asked, commandFor, type Message } from '../../common/index.ts'
import { fact } from '../../visit/index.ts'
import { SETTLEMENT_FACT, type StoredSettlement } from '../store.ts'
import { ITEM_FACT, itemRow, itemUpdate, OPEN_ITEMS_FACT, type OpenItem } from './store.ts'

export * from './store.ts'

export interface Opening {
  readonly personNo: string
  readonly settlementId: string
  readonly promisedOn?: Day
  /** How the settlement is named in sentences. */
  readonly shown: string
}

export interface Paying {
  readonly personNo: string
  readonly itemId: string
  readonly amountFen: number
  readonly note: string
}

interface OpeningFacts {
  readonly settlement: StoredSettlement | null
  readonly items: readonly OpenItem[]
}

const itemOpened: Kind<Asked<Opening, { itemId: string }>, OpeningFacts> = {
  name: 'settlement.item_opened',
  subjects: ({ input }) => [input.personNo],
  facts: {
    sql: fact({ settlement: SETTLEMENT_FACT, items: OPEN_ITEMS_FACT }),
    args: ({ input }) => ({ settlementId: input.settlementId, settlements: [input.settlementId] }),
  },
  decide: ({ message, input }, { facts }, context) => {
    const { settlement, items } = facts
    if (!settlement) return refused('settlement_unknown', { settlement: input.shown })
    if (settlement.reverses !== null) return refused('settlement_is_mirror', { settlement: input.shown })
    if (settlement.reversedBy !== null) return refused('settlement_cancelled_already', { settlement: input.shown })
    if (items.length > 0) return refused('item_open_already', { settlement: input.shown })
    if (settlement.cashFen <= 0) return refused('item_nothing_owed', { settlement: input.shown })
    if (input.promisedOn !== undefined && input.promisedOn < context.today)
      return refused('item_promise_past', { on: input.promisedOn, today: context.today })
    const itemId = context.newId()
    const item: OpenItem = {
      itemId,
      personNo: input.personNo,
      settlementId: input.settlementId,
      provider: settlement.provider,
      area: settlement.area,
      state: 'open',
      amountFen: settlement.cashFen,
      paidFen: 0,
      openedAt: context.now,
      openedBy: context.actor.id,
      promisedOn: input.promisedOn ?? null,
      payments: [],
    }
    return accepted({
      answer: message.answer({ itemId }, context),
      rows: { insert: { open_item: [itemRow(item)] } },
      event: { itemId, settlementId: input.settlementId },
      objects: [itemId, input.settlementId],
    })
  },
}

const itemPaid: Kind<Asked<Paying, { itemId: string }>, { readonly item: OpenItem | null }> = {
  name: 'settlement.item_paid',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: fact({ item: ITEM_FACT }), args: ({ input }) => ({ itemId: input.itemId }) },
  decide: ({ message, input }, { facts: { item } }, context) => {
    if (!item) return refused('item_unknown', {})
    if (item.state !== 'open') return refused('item_not_open', {})
    const left = item.amountFen - item.paidFen
    if (input.amountFen <= 0 || input.amountFen > left)
      return refused('item_payment_exceeds', {
        paid: yuanText(input.amountFen as never),
        left: yuanText(left as never),
      })
    const paidFen = item.paidFen + input.amountFen
    const payment = { at: context.now, amountFen: input.amountFen, by: context.actor.id, note: input.note }
    const state = paidFen === item.amountFen ? 'paid' : 'open'
    return accepted({
      answer: message.answer({ itemId: item.itemId }, context),
      rows: { update: { open_item: [itemUpdate(item, { paidFen, payments: [...item.payments, payment], state })] } },
      event: { itemId: item.itemId },
      objects: [item.itemId, item.settlementId],
    })
  },
}

export interface PayLaterDesk {
  open(message: Message<{ itemId: string }>, opening: Opening): Promise<Outcome<Receipt>>
  pay(message: Message<{ itemId: string }>, paying: Paying): Promise<Outcome<Receipt>>
}

export const openPayLaterDesk = (writePath: WritePath): PayLaterDesk => ({
  open: (message, opening) => writePath.submit(commandFor(itemOpened, message, opening)),
  pay: (message, paying) => writePath.submit(commandFor(itemPaid, message, paying)),
})
