// A month from its lists to the bank, each step under its own number: done again it is the same month, wherever it stopped.
import type { RunningServer } from '../index.ts'
import { declaredMonth } from './declared.ts'

const told = <T>(who: string, msgid: string) => ({
  key: { sender: 'system', msgid },
  actor: { id: who, channel: 'test' },
  request: { msgid },
  answer: (result: T) => result as never,
})

type Answered = { readonly ok: true; readonly value: { readonly answer: unknown } } | { readonly ok: false }

function answerOf<T>(outcome: Answered): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
  return outcome.value.answer as T
}

const STEPS = [
  ['confirm', 'hospital'],
  ['review', 'reviewer'],
  ['approve', 'leader'],
  ['pay', 'cashier'],
] as const

/** Calculated, released, declared, met, agreed, proposed, confirmed, reviewed, approved, paid: ten changes of state. */
export async function walkMonth(server: Pick<RunningServer, 'city'>, month: string, provider: string): Promise<void> {
  const { payments, clearings, providers } = server.city.desks
  const { runId } = answerOf<{ runId: string }>(await payments.calculate(told('maker', `calculate ${month}`), month))
  answerOf(await payments.release(told('checker', `release ${month}`), { period: month, runId }, ''))
  await declaredMonth(server, provider, month)
  const area = providers.find(provider)?.area ?? ''
  const proposal = { provider, area, month, depositRateBp: 500 }
  const { clearingId } = answerOf<{ clearingId: string }>(
    await clearings.propose(told('maker', `propose ${month}`), proposal),
  )
  const named = { clearingId, provider, month, paymentId: null }
  for (const [step, who] of STEPS)
    answerOf(await clearings.step(told(who, `${step} ${month}`), named, { step, note: 'B1' }))
}
