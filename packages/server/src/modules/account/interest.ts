// 个人账户计息: when a year is over, each account gets the interest on its daily balances, once.
import { accepted, type Day, type Fen, post } from '@yibao/kernel'
import type { Json, Kind } from '../../platform/index.ts'
import { personState } from '../person/index.ts'
import { ACCOUNT_FUND } from './fund.ts'
import { creditedFor, creditRow } from './store.ts'

export interface InterestChunk {
  readonly year: number
  readonly credits: readonly { readonly personNo: string; readonly area: string; readonly amountFen: number }[]
}

export const interestCause = (year: number): string => `${year}年利息`

interface InterestFacts {
  /** Who has this year's interest already. */
  readonly persons: readonly string[]
}

export const interestCredited: Kind<InterestChunk, InterestFacts> = {
  name: 'account.interest_credited',
  subjects: ({ credits }) => credits.map(({ personNo }) => personNo) as [string, ...string[]],
  facts: {
    sql: creditedFor,
    args: ({ year, credits }) => ({ cause: interestCause(year), persons: credits.map(({ personNo }) => personNo) }),
  },
  decide: ({ year, credits }, { facts, states }, { opId, newId, today }) => {
    const had = new Set(facts.persons)
    const given = credits.filter(({ personNo, amountFen }) => amountFen > 0 && !had.has(personNo))
    const next = given.map(({ personNo, amountFen }) => {
      const before = personState(states[personNo] ?? {})
      return [personNo, { ...before, accountFen: (before.accountFen ?? 0) + amountFen } as unknown as Json] as const
    })
    return accepted({
      answer: { accounts: given.length, amountFen: given.reduce((sum, { amountFen }) => sum + amountFen, 0) },
      ...(given.length > 0 && {
        rows: {
          insert: {
            account_credit: given.map(({ personNo, amountFen }) =>
              creditRow(newId(), personNo, interestCause(year), amountFen, today),
            ),
          },
        },
        states: Object.fromEntries(next),
        journals: [...Map.groupBy(given, ({ area }) => area)].flatMap(([area, own]) =>
          post({
            ...({ kind: 'account_interest', id: opId, on: today as Day, fund: ACCOUNT_FUND, area } as const),
            amountFen: own.reduce((sum, { amountFen }) => sum + amountFen, 0) as Fen,
          }),
        ),
      }),
      event: { year, accounts: given.length },
    })
  },
}
