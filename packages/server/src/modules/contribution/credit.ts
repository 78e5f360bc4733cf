// 记账: when a charge has come in, its people have paid; the account part goes into their personal accounts, once.
import { accepted, type Day, type Fen, post } from '@yibao/kernel'
import type { Json, Kind } from '../../platform/index.ts'
import { ACCOUNT_FUND, creditRow } from '../account/index.ts'
import { personState } from '../person/index.ts'
import { byArea } from './charge.ts'
import { type Charge, COLLECTION } from './model.ts'
import { CREDIT_FACTS, chargeUpdate, creditedLine, HAND_OVER_FACTS } from './store.ts'

export interface CreditChunk {
  readonly persons: readonly string[]
  readonly charges: readonly string[]
}

interface CreditFacts {
  readonly lines: readonly {
    readonly personNo: string
    readonly chargeNo: string
    readonly area: string
    readonly fund: string
    readonly accountFen: number
    readonly creditedOn: Day | null
  }[]
}

/** Lines that were credited meanwhile are left alone: nothing is credited twice. */
export const linesCredited: Kind<CreditChunk, CreditFacts> = {
  name: 'contribution.credited',
  subjects: ({ persons }) => persons as [string, ...string[]],
  facts: { sql: CREDIT_FACTS, args: ({ persons, charges }) => ({ persons: [...persons], charges: [...charges] }) },
  decide: (_, { facts, states }, { opId, newId, today }) => {
    const open = facts.lines.filter(({ creditedOn }) => creditedOn === null)
    const given = open.filter(({ accountFen, fund }) => accountFen > 0 && fund === ACCOUNT_FUND)
    const next = new Map<string, Json>()
    for (const { personNo, accountFen } of given) {
      const before = personState(next.get(personNo) ?? states[personNo] ?? {})
      next.set(personNo, { ...before, accountFen: (before.accountFen ?? 0) + accountFen } as Json)
    }
    return accepted({
      answer: { lines: open.length, accounts: given.length },
      rows: {
        ...(given.length > 0 && {
          insert: {
            account_credit: given.map(({ personNo, chargeNo, accountFen }) =>
              creditRow(newId(), personNo, chargeNo, accountFen, today),
            ),
          },
        }),
        ...(open.length > 0 && {
          update: { contribution_line: open.map(({ personNo, chargeNo }) => creditedLine(personNo, chargeNo, today)) },
        }),
      },
      ...(next.size > 0 && { states: Object.fromEntries(next) }),
      journals: byArea(
        given.map(({ area, accountFen }) => ({ fund: ACCOUNT_FUND, area, amountFen: accountFen as Fen })),
      ).flatMap((sum) => post({ kind: 'account_credited', id: opId, on: today, ...sum })),
      event: { lines: open.length },
    })
  },
}

/** All lines of these charges are credited. */
export const chargesCredited: Kind<{ readonly charges: readonly string[] }, { readonly charges: readonly Charge[] }> = {
  name: 'contribution.charges_credited',
  subjects: () => [COLLECTION],
  facts: { sql: HAND_OVER_FACTS, args: ({ charges }) => ({ charges: [...charges] }) },
  decide: (_, { facts }) => {
    const confirmed = facts.charges.filter(({ state }) => state === 'confirmed')
    return accepted({
      answer: { charges: confirmed.length },
      ...(confirmed.length > 0 && {
        rows: {
          update: { contribution_charge: confirmed.map((charge) => chargeUpdate(charge, { state: 'credited' })) },
        },
      }),
      event: { charges: confirmed.length },
    })
  },
}
