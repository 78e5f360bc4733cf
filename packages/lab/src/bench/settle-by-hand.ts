// The policy of `bench settle` written out by hand in integers, for that policy alone: what a compiled policy is measured against.
import type { Bill, Line } from '@yibao/kernel'

export interface HandSettled {
  full: number
  over: number
  pre: number
  inScope: number
  basic: number
  serious: number
  assistance: number
  person: number
  account: number
  cash: number
}

const WHOLE = 10_000
const QUANTITY_BY_PRICE = 100_000_000
const DEDUCTIBLE = { level_1: 20_000, level_2: 50_000, level_3: 100_000 } as const
const BASIC_BAND = 3_000_000
const BASIC_CAP = 20_000_000
const SERIOUS_START = 1_400_000
const SERIOUS_BAND = 10_000_000
const ASSISTANCE_CAP = 3_000_000

const halfUp = (dividend: number, divisor: number): number => Math.floor((2 * dividend + divisor) / (2 * divisor))

export function settleByHand(bill: Bill): HandSettled {
  let full = 0
  let over = 0
  let pre = 0
  let inScope = 0
  for (const line of bill.lines) {
    const amount = line.amountFen as number
    if (line.itemClass === 'c') {
      full += amount
      continue
    }
    const above = aboveCeiling(line, amount)
    const first = line.itemClass === 'b' ? halfUp((amount - above) * (line.catalogueRateBp ?? 0), WHOLE) : 0
    over += above
    pre += first
    inScope += amount - above - first
  }
  const used = bill.accumulators
  const basic = basicPay(inScope, DEDUCTIBLE[bill.visit.level as keyof typeof DEDUCTIBLE], used)
  const seriousBefore = used['base.serious@2025'] ?? 0
  const left = inScope - basic
  const serious = Math.min(left, seriousUpTo(seriousBefore + left) - seriousUpTo(seriousBefore))
  const assistance = bill.person.categories?.includes('minimum_allowance') ? assistancePay(left - serious, used) : 0
  const person = full + over + pre + left - serious - assistance
  const allowed = bill.account?.use ? left - serious - assistance + pre : 0
  const account = Math.min(allowed, bill.account?.balanceFen ?? 0)
  return { full, over, pre, inScope, basic, serious, assistance, person, account, cash: person - account }
}

function aboveCeiling(line: Line, amount: number): number {
  if (line.ceiling === undefined || line.quantity === undefined) return 0
  return Math.max(0, amount - halfUp(line.quantity * line.ceiling, QUANTITY_BY_PRICE))
}

function basicPay(inScope: number, deductible: number, used: Bill['accumulators']): number {
  const above = Math.max(0, inScope - deductible)
  const pay = halfUp(Math.min(above, BASIC_BAND) * 6500 + Math.max(0, above - BASIC_BAND) * 7500, WHOLE)
  return Math.min(pay, Math.max(0, BASIC_CAP - (used['limit.basic.payment.year@2025'] ?? 0)))
}

function seriousUpTo(cumulated: number): number {
  const above = Math.max(0, cumulated - SERIOUS_START)
  return halfUp(Math.min(above, SERIOUS_BAND) * 6000 + Math.max(0, above - SERIOUS_BAND) * 7000, WHOLE)
}

function assistancePay(left: number, used: Bill['accumulators']): number {
  const room = Math.max(0, ASSISTANCE_CAP - (used['limit.assistance.payment.year@2025'] ?? 0))
  return Math.min(halfUp(left * 7000, WHOLE), room)
}
