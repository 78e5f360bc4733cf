// 冲正: undoing a message whose sender never learned what became of it. Afterwards all is as if it had never come, and
// should it come later it has no effect.
import { accepted, type CompiledPlan, type Outcome, refused } from '@yibao/kernel'
import type { Kind, Receipt } from '../../platform/index.ts'
import { type Asked, commandFor, type Message } from '../common/index.ts'
import { type CareSources, ownVisit, stateAfter, type Visit, visitUpdate } from '../visit/index.ts'
import { type Cancelled, type Cancelling, settlementCancelled } from './cancel.ts'
import { UNDO_ADMISSION_FACTS, VOID_FACTS, voidRow } from './store.ts'

interface Voiding {
  readonly personNo: string
  readonly voids: string
}

interface VoidFacts {
  readonly arrived: boolean
  readonly voided: boolean
}

/** The message never came. If it came at this very instant, the caller looks again. */
export const ARRIVED_MEANWHILE = 'arrived_meanwhile'

const messageVoided: Kind<Asked<Voiding, null>, VoidFacts> = {
  name: 'settlement.message_voided',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: VOID_FACTS, args: ({ message, input }) => ({ sender: message.key.sender, voids: input.voids }) },
  decide: ({ message, input }, { facts }, context) => {
    if (facts.arrived) return refused(ARRIVED_MEANWHILE, {})
    const row = voidRow(message.key.sender, input.voids, input.personNo, context.now)
    return accepted({
      answer: message.answer(null, context),
      ...(!facts.voided && { rows: { insert: { message_void: [row] } } }),
    })
  },
}

interface AdmissionUndoing extends Voiding {
  readonly provider: string
  readonly visitId: string
}

interface AdmissionFacts {
  readonly visit: Visit | null
  readonly voided: boolean
}

const admissionUndone = ({ shown }: CareSources): Kind<Asked<AdmissionUndoing, null>, AdmissionFacts> => ({
  name: 'visit.admission_undone',
  subjects: ({ input }) => [input.personNo],
  facts: {
    sql: UNDO_ADMISSION_FACTS,
    args: ({ message, input }) => ({ visitId: input.visitId, sender: message.key.sender, voids: input.voids }),
  },
  decide: ({ message, input }, { facts }, context) => {
    const own = ownVisit(facts.visit, input, shown)
    if (!own.ok) return own
    const visit = own.value
    const insert = facts.voided
      ? {}
      : { insert: { message_void: [voidRow(message.key.sender, input.voids, input.personNo, context.now)] } }
    if (visit.state === 'cancelled') return accepted({ answer: message.answer(null, context), rows: insert })
    const open = visit.batches.filter(({ withdrawn }) => !withdrawn).length
    if (open > 0) return refused('visit_has_charges', { visit: shown(visit.visitId), count: open })
    const state = stateAfter(visit, 'cancel', shown)
    if (!state.ok) return state
    return accepted({
      answer: message.answer(null, context),
      rows: { ...insert, update: { visit: [visitUpdate(visit, { state: state.value })] } },
      event: { visitId: visit.visitId },
      objects: [visit.visitId],
    })
  },
})

export interface Reversal {
  readonly personNo: string
  readonly provider: string
  readonly voids: string
  /** The kinds of change that the transaction named by the sender makes. */
  readonly kinds: readonly string[]
  /** The transaction's number, for sentences. */
  readonly infno: string
}

export interface ReversalSteps {
  operationOf(sender: string, msgid: string): Promise<{ personNo: string; kind: string; objects: string[] } | undefined>
  /** Who paid and by which plan. */
  cancelling(settlementId: string, personNo: string): Promise<{ givers: string[]; plan: CompiledPlan } | undefined>
}

/** A message that arrives at the very moment of being undone is looked for again; more than a few times it cannot be. */
const LOOKS_MAX = 4

export async function reverse(
  sources: CareSources,
  steps: ReversalSteps,
  message: Message<null>,
  reversal: Reversal,
): Promise<Outcome<Receipt>> {
  const { personNo, provider, voids, kinds, infno } = reversal
  const { writePath } = sources
  for (let look = 0; look < LOOKS_MAX; look++) {
    const operation = await steps.operationOf(message.key.sender, voids)
    if (!operation) {
      const outcome = await writePath.submit(commandFor(messageVoided, message, { personNo, voids }))
      if (outcome.ok || outcome.code !== ARRIVED_MEANWHILE) return outcome
      continue
    }
    if (operation.personNo !== personNo) return refused('undo_other_person', { msgid: voids })
    if (!kinds.includes(operation.kind)) return refused('undo_other_transaction', { infno, msgid: voids })
    const [first = '', second = ''] = operation.objects.filter((each) => each.includes('-'))
    if (operation.kind === 'visit.admitted') {
      const input = { personNo, provider, voids, visitId: first }
      return writePath.submit(commandFor(admissionUndone(sources), message, input))
    }
    const found = await steps.cancelling(first, personNo)
    if (!found) throw new Error(`Message ${voids} names a settlement that is not there`)
    const input: Cancelling = { personNo, provider, visitId: second, settlementId: first, voids, ...found }
    const own: Message<Cancelled | null> = { ...message, answer: (_, context) => message.answer(null, context) }
    return writePath.submit(commandFor(settlementCancelled(sources), own, input))
  }
  return refused('busy_try_again', {})
}
