// 个人账户年度计息: the rate that was published for the year, on the daily balances of each account; run again, only who has none yet.
import { accountInterest, type BalanceChange, type Day, day, type Fen } from '@yibao/kernel'
import { accountsOfYear, interestCredited, type YearOfAccount } from '../account/index.ts'
import { plain, rulesFor, stop, type Working } from './working.ts'

const YEAR = /^\d{4}$/
const ACCOUNTS_PER_MESSAGE = 250

export interface InterestGiven {
  readonly year: number
  readonly rateBp: number
  readonly accounts: number
  readonly amountFen: number
}

export async function giveInterest(working: Working, period: string): Promise<InterestGiven> {
  if (!YEAR.test(period)) stop('interest_year', { year: period.slice(0, 20) })
  const year = Number(period)
  const [from, until] = [day(`${period}-01-01`), day(`${year + 1}-01-01`)]
  if (working.clock.today() < until) stop('interest_year_not_over', { year: period })
  const rules = await rulesFor(working, period)
  const rateBp = rules.employee.accountInterestBp ?? stop('interest_no_rate', { year: period })
  const given = { year, rateBp, accounts: 0, amountFen: 0 }
  for (let after = ''; ; ) {
    const accounts = await accountsOfYear(working.reader, { after, from, until, limit: ACCOUNTS_PER_MESSAGE })
    const credits = accounts
      .map((account) => ({ ...account, amountFen: interestOf(account, from, until, rateBp) }))
      .filter(({ amountFen, isClosed }) => amountFen > 0 && !isClosed)
      .map(({ personNo, area, amountFen }) => ({ personNo, area, amountFen }))
    if (credits.length > 0) {
      const told = await working.submit<{ accounts: number; amountFen: number }>(
        interestCredited,
        `interest ${period}`,
        plain({ year, credits }),
      )
      given.accounts += told.accounts
      given.amountFen += told.amountFen
    }
    const last = accounts.at(-1)
    if (!last) return given
    after = last.personNo
  }
}

/** Σ balance · days · rate ÷ 365, rounded once; changes of one day count together. */
export function interestOf({ openingFen, changes }: YearOfAccount, from: Day, until: Day, rateBp: number): number {
  let balance = openingFen
  const balances = changes.map(({ on, changeFen }): BalanceChange => {
    balance += changeFen
    return { on, balanceFen: balance as Fen }
  })
  return accountInterest(openingFen as Fen, balances, from, until, rateBp as never)
}
