// The first month of a demonstration is over when it ends in the present: its payment is calculated and released, and the
// hospitals' clearings stand at every step, so that each page has something to show. Each hospital declared its month; the last one's
// declaration has a difference and waits to be talked over.
import type { Day } from '@yibao/kernel'
import type { RunningServer } from '@yibao/server'
import { declareMonth } from './declare-month.ts'

type Desks = RunningServer['city']['desks']
type Clearings = Desks['clearings']
type Step = Parameters<Clearings['step']>[2]['step']

const WAY: readonly Step[] = ['confirm', 'review', 'approve', 'pay']
/** Who does which step; no pair of hands does two that must be apart. */
const HANDS: Readonly<Record<Step | 'propose', string>> = {
  propose: 'benefits',
  confirm: 'provider',
  review: 'supervision',
  approve: 'leader',
  pay: 'finance',
  return: 'finance',
  withdraw: 'benefits',
}

const DECLARING = { sender: 'demo', provider: HANDS.confirm, bureau: HANDS.propose } as const

const told = <T>(who: string, msgid: string) => ({
  key: { sender: 'system', msgid: `demo ${msgid}` },
  actor: { id: who, channel: 'demo' },
  request: { msgid },
  answer: (result: T) => result as never,
})

/** Safe to do again: each step has its own number. */
export async function clearFirstMonth({ city }: RunningServer, openedOn: Day): Promise<void> {
  const { payments, providers, clearings, declarations } = city.desks
  const month = openedOn.slice(0, 7)
  const calculated = await payments.calculate(told('benefits', `payment ${month}`), month)
  if (!calculated.ok) return // no list came in those few days, or the city has no payment rules
  const runId = (calculated.value.answer as { readonly runId: string }).runId
  await payments.release(told('leader', `release ${month}`), { period: month, runId }, '')
  const depositRateBp = payments.depositBp(month)
  const hospitals = providers.all().filter(({ kind }) => kind === 'hospital')
  const heldOn = city.desks.clock.today()
  let at = 0
  for (const [index, { code, area }] of hospitals.entries()) {
    const isLast = index === hospitals.length - 1
    await declareMonth(declarations, { code, area, month, heldOn, more: isLast ? 1 : 0, hands: DECLARING })
    if (isLast) continue // what waits to be talked over is not cleared
    const proposal = { provider: code, area, month, depositRateBp }
    const proposed = await clearings.propose(told(HANDS.propose, `clearing ${code} ${month}`), proposal)
    if (!proposed.ok) continue // nothing was settled there
    const { clearingId } = proposed.value.answer as { readonly clearingId: string }
    await walk(clearings, { clearingId, provider: code, month }, WAY.slice(0, WAY.length - (at % (WAY.length + 1))))
    at += 1
  }
}

async function walk(
  clearings: Clearings,
  clearing: { readonly clearingId: string; readonly provider: string; readonly month: string },
  way: readonly Step[],
): Promise<void> {
  for (const step of way) {
    const message = told<{ readonly clearingId: string }>(HANDS[step], `${step} ${clearing.clearingId}`)
    const note = step === 'pay' ? `回单${clearing.clearingId.slice(-8)}` : ''
    const done = await clearings.step(message, { ...clearing, paymentId: null }, { step, note })
    if (!done.ok) return
  }
}
