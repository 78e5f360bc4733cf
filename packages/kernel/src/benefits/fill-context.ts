// Puts the facts of a bill into the context that compiled expressions read, with the stated defaults for what is absent.
import { type Day, monthOf } from '../time/day.ts'
import type { Bill } from './bill.ts'
import type { Context } from './compile/context.ts'

/** `governedOn` decides the benefit year, and with it where accumulators are looked up. */
export function fillContext(c: Context, bill: Bill, governedOn: Day): void {
  c.person = bill.person
  const { visit } = bill
  c.visit = visit
  c.stay = visit.stay ?? ''
  c.takenBefore = visit.continued === true && c.stay === ''
  c.accumulators = bill.accumulators
  if (c.readsAccount) fillAccount(c, bill)
  fillPeriods(c, governedOn)
  clear(c)
}

/** What an account tier may take; nothing where the account is not used. */
function fillAccount(c: Context, { account }: Bill): void {
  c.accountLeft = account?.use ? Math.max(0, account.balanceFen) : 0
  c.accountCurrent = account ? Math.min(c.accountLeft, Math.max(0, account.currentFen ?? account.balanceFen)) : 0
}

/** The benefit year is the calendar year of the governing day. */
function fillPeriods(c: Context, on: Day): void {
  if (c.day === on) return
  c.day = on
  c.year = on.slice(0, 4)
  c.admissionsKey = `admissions@${c.year}`
  c.month = monthOf(on)
  c.quarter = `${c.year}Q${Math.ceil(Number(on.slice(5, 7)) / 3)}`
  c.halfYear = `${c.year}H${on.slice(5, 7) < '07' ? 1 : 2}`
}

/** Plain loops: on arrays of one to five numbers they cost a tenth of Array.fill. */
function clear(c: Context): void {
  for (let part = 0; part < c.full.length; part += 1) {
    c.full[part] = 0
    c.over[part] = 0
    c.pre[part] = 0
    c.inScope[part] = 0
  }
  for (let tier = 0; tier < c.paid.length; tier += 1) {
    c.base[tier] = 0
    c.deductible[tier] = 0
    c.paid[tier] = 0
    c.aboveCap[tier] = 0
    c.usedNumerator[tier] = 0
    c.usedDenominator[tier] = 1
  }
}
