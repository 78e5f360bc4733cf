// The money of a transfer: into the account and the books as it arrives, out of both as it is paid, back by mirrored journals.
import { accepted, type Fen, mirrorEntry, type Outcome, post, refused } from '@yibao/kernel'
import { ACCOUNT_FUND, creditRow, transferRow } from '../../account/index.ts'
import { type PersonState, spendableFen } from '../../person/index.ts'
import type { Done, Stepping } from './stepping.ts'

const booked = ({ transfer, context }: Stepping, kind: 'account_transferred_in' | 'account_transferred_out') =>
  post({
    ...{ kind, id: transfer.transferId, on: context.today, fund: ACCOUNT_FUND, area: transfer.area },
    amountFen: transfer.balanceFen as Fen,
  })

const withAccount = (state: PersonState, changeFen: number): PersonState => ({
  ...state,
  accountFen: (state.accountFen ?? 0) + changeFen,
})

const credit = ({ transfer, context }: Stepping, cause: string) => ({
  account_credit: [creditRow(context.newId(), transfer.personNo, cause, transfer.balanceFen, context.today)],
})

const leaving = ({ transfer, context }: Stepping, cause: string) => ({
  account_transfer: [
    transferRow({
      ...{ transferId: context.newId(), personNo: transfer.personNo, requestId: transfer.transferId, cause },
      ...{ amountFen: transfer.balanceFen, heir: { note: transfer.otherName }, at: context.now },
    }),
  ],
})

/** 转入: 1003 / 4301 and A601 / A301. */
export function moneyIn(stepping: Stepping): Done {
  const { transfer, state } = stepping
  if (transfer.balanceFen === 0) return {}
  return {
    state: withAccount(state, transfer.balanceFen),
    insert: credit(stepping, `转入${transfer.otherName}`),
    journals: booked(stepping, 'account_transferred_in'),
  }
}

/** 转出: 5201 / 1004 and A301 / A601. */
export function moneyOut(stepping: Stepping): Done {
  const { transfer, state } = stepping
  if (transfer.balanceFen === 0) return {}
  return {
    state: withAccount({ ...state, reservedFen: (state.reservedFen ?? 0) - transfer.balanceFen }, -transfer.balanceFen),
    insert: leaving(stepping, '关系转出'),
    journals: booked(stepping, 'account_transferred_out'),
  }
}

export function reversedMoney(stepping: Stepping): Outcome<Done> {
  const { transfer, state, facts, context } = stepping
  if (transfer.balanceFen === 0) return accepted({})
  const isIn = transfer.direction === 'in'
  if (isIn && spendableFen(state) < transfer.balanceFen)
    return refused('transfer_money_spent', { neededFen: transfer.balanceFen, leftFen: spendableFen(state) })
  const journals = facts.journals.map(({ journalId, layer, cause, lines }) =>
    mirrorEntry({ layer, cause, lines, postedOn: context.today }, journalId, context.today, cause),
  )
  return accepted({
    state: withAccount(state, isIn ? -transfer.balanceFen : transfer.balanceFen),
    insert: isIn ? leaving(stepping, '转入撤销') : credit(stepping, '转出撤销退回'),
    journals,
  })
}
