// Settling with all that may happen to the message: answers lost, reversals, repetitions; and undoing a settlement.
import type { FundRow, InputWritable, OutputValues } from '@yibao/contract'
import type { CareEvent } from '../care/index.ts'
import {
  amountDifference,
  brokenIdentities,
  factsOf,
  type Settled,
  type SettlementAnswer,
  settledFrom,
  settledOf,
} from './settled.ts'
import type { Talk } from './talk.ts'

export type SettlingInfno = '2102' | '2207' | '2304'
export type TrialInfno = '2101' | '2206' | '2303'
export type UndoingInfno = '2103' | '2208' | '2305'

interface Answer {
  readonly setlinfo: SettlementAnswer
  readonly setldetail: readonly FundRow[]
}

const read = <I extends SettlingInfno | UndoingInfno>(output: OutputValues<I>): Settled =>
  settledOf((output as unknown as Answer).setlinfo)

export interface Settling<I extends SettlingInfno> {
  readonly event: CareEvent
  readonly infno: I
  readonly input: InputWritable<I>
  /** The same with another invoice number: what must be refused under the same message number. */
  readonly changed: InputWritable<I>
  readonly trial: Settled
}

/** A settlement in effect, or `undefined` when it was refused or its outcome stayed unknown. */
export async function settle<I extends SettlingInfno>(talk: Talk, settling: Settling<I>): Promise<Settled | undefined> {
  const { event, infno, changed } = settling
  const happens = new Set(event.irregular)
  if (happens.has('never_arrived') && !(await talk.reverse(infno, talk.unusedNumber()))) return undefined
  const first = await once(talk, settling)
  if (!first) return undefined
  if (happens.has('lost_answer')) await talk.repeatLast()
  if (happens.has('changed_repeat')) await talk.changedRepeat(infno, changed)
  if (!happens.has('reversed')) return first.settled
  if (!(await talk.reverse(infno, first.msgid))) return undefined
  return (await once(talk, settling))?.settled
}

async function once<I extends SettlingInfno>(talk: Talk, { event, infno, input, trial }: Settling<I>) {
  const reply = await talk.change(infno, input, (output) => ({
    ...factsOf(read(output)),
    insurance: talk.insurance,
    kind: event.kind,
  }))
  if (!reply) return undefined
  const settled = settledFrom(reply.facts)
  if (reply.output) checkAnswer(talk, reply.output as unknown as Answer)
  const differs = amountDifference(settled, trial)
  if (differs) talk.tally.discrepancy('settlement_differs_from_trial', talk.part, differs)
  talk.tally.settled += 1
  return { settled, msgid: reply.msgid }
}

/** Takes a settlement back; the answer must be its mirror. */
export async function undo<I extends UndoingInfno>(
  talk: Talk,
  infno: I,
  input: InputWritable<I>,
  settled: Settled,
): Promise<boolean> {
  const reply = await talk.change(infno, input, (output) => ({
    ...factsOf(read(output)),
    insurance: talk.insurance,
    undoes: settled.settlementId,
  }))
  if (!reply) return false
  if (reply.output) checkAnswer(talk, reply.output as unknown as Answer)
  const differs = amountDifference(settledFrom(reply.facts), settled, -1)
  if (differs) talk.tally.discrepancy('mirror_differs', talk.part, differs)
  talk.tally.cancelled += 1
  return true
}

/** The amounts of a trial. */
export async function tryOut<I extends TrialInfno>(
  talk: Talk,
  infno: I,
  input: InputWritable<I>,
): Promise<Settled | undefined> {
  const facts = await talk.askOnce(infno, input, (output) => {
    const answer = output as unknown as Answer
    checkAnswer(talk, answer)
    return factsOf(settledOf(answer.setlinfo))
  })
  return facts && settledFrom(facts)
}

function checkAnswer(talk: Talk, { setlinfo, setldetail }: Answer): void {
  const broken = brokenIdentities(setlinfo, setldetail)
  if (broken !== '') talk.tally.discrepancy('identity_broken', talk.part, broken)
}
