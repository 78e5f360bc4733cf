// The door of the special flows: requests under four eyes, what is due to persons, and the city's settings for them.
import { accepted, type Outcome, refused } from '@yibao/kernel'
import type { Kind, Receipt, WritePath } from '../../platform/index.ts'
import { type Asked, commandFor, type Message, type Reader } from '../common/index.ts'
import { type CareSources, fact } from '../visit/index.ts'
import type { Flow } from './kind.ts'
import { claimFlow } from './kinds/claim.ts'
import { clawBackFlow } from './kinds/claw-back.ts'
import { deathFlow } from './kinds/death.ts'
import { SETTING_SUBJECT, settingFlow } from './kinds/setting.ts'
import { cancellationFlow, correctionFlow } from './kinds/unwinding.ts'
import type { FlowFacts } from './known.ts'
import type { FlowKind, FlowRequest } from './model.ts'
import { type Paying, payoutMade } from './payout.ts'
import {
  type Approval,
  approved,
  type Closing,
  closed,
  type Proposal,
  proposed,
  type Told,
  undecided,
} from './request.ts'
import type { CitySettings } from './settings.ts'
import { findPayout, REQUEST_FACT } from './store.ts'

export type { ClaimInput, ClaimLine, ClaimSums } from './kinds/claim.ts'
export type { ClawBackAsked } from './kinds/claw-back.ts'
export type { DeathInput, Heir } from './kinds/death.ts'
export { SETTING_SUBJECT, type SettingInput } from './kinds/setting.ts'
export type { UnwindingInput } from './kinds/unwinding.ts'
export * from './model.ts'
export { payoutBridge } from './payout.ts'
export { type FlowRefusalCode, flowRefusals } from './refusals.ts'
export type { Told } from './request.ts'
export { type CitySettings, isSetting, openCitySettings, SETTINGS, type SettingName } from './settings.ts'
export {
  findPayout,
  findRequest,
  listPayouts,
  listRequests,
  type PayoutListed,
  type RequestListed,
} from './store.ts'

export interface ToPropose {
  readonly kind: FlowKind
  /** Of a setting: nobody's. */
  readonly personNo: string
  readonly input: FlowRequest['input']
  readonly reason: string
}

export interface FlowDesk {
  /** What it would do, to the fen; nothing is kept. */
  preview(message: Message<Told>, asked: ToPropose): Promise<Outcome<Receipt>>
  propose(message: Message<Told>, asked: ToPropose): Promise<Outcome<Receipt>>
  approve(message: Message<Told>, request: FlowRequest, note: string): Promise<Outcome<Receipt>>
  close(message: Message<Told>, closing: Closing): Promise<Outcome<Receipt>>
  pay(message: Message<{ payoutId: string }>, paying: Omit<Paying, 'funds'>): Promise<Outcome<Receipt>>
  readonly settings: CitySettings
}

export interface FlowParts {
  readonly writePath: WritePath
  readonly care: CareSources
  readonly reader: Reader
  readonly settings: CitySettings
}

/** A person's settlements may move between what was read and the snapshot of the decision: then they are read again. */
const LOOKS_MAX = 4

export function openFlowDesk({ writePath, care, reader, settings }: FlowParts): FlowDesk {
  const flows = flowsOf({ care, reader, settings })
  const onProposal = mapped(flows, proposed)
  const onApproval = mapped(flows, approved)
  const onClosing = closed(fact({ request: REQUEST_FACT }))
  async function decided<Input extends Proposal>(
    kinds: ReadonlyMap<FlowKind, Kind<Asked<Input, Told>, FlowFacts>>,
    message: Message<Told>,
    kind: FlowKind,
    input: Omit<Input, 'prepared'>,
    dryRun = false,
  ): Promise<Outcome<Receipt>> {
    const flow = flows.get(kind)!
    for (let look = 0; look < LOOKS_MAX; look++) {
      const prepared = await flow.prepare(input.input, input.personNo)
      if (!prepared.ok) return prepared
      const whole = { ...input, prepared: prepared.value } as Input
      const outcome = await writePath.submit(commandFor(kinds.get(kind)!, message, whole, dryRun))
      if (outcome.ok || outcome.code !== 'past_moved') return outcome
    }
    return refused('busy_try_again', {})
  }
  const proposing = (message: Message<Told>, { kind, personNo, input, reason }: ToPropose, dryRun: boolean) =>
    decided<Proposal>(onProposal, message, kind, { personNo, input, reason }, dryRun)
  return {
    preview: (message, asked) => proposing(message, asked, true),
    propose: (message, asked) => proposing(message, asked, false),
    approve: async (message, request, note) => {
      const found = undecided(request)
      if (!found.ok) return found
      const { requestId, kind, personNo, input, reason } = request
      const approval = { personNo, input, reason, requestId, note }
      const outcome = await decided<Approval>(onApproval, message, kind, approval)
      if (outcome.ok && kind === 'setting') await settings.reload()
      return outcome
    },
    close: (message, closing) => writePath.submit(commandFor(onClosing, message, closing)),
    pay: async (message, paying) => {
      const payout = await findPayout(reader, paying.payoutId)
      const funds = payout?.amounts.map(({ fund }) => fund) ?? []
      return writePath.submit(commandFor(payoutMade, message, { ...paying, funds }))
    },
    settings,
  }
}

const mapped = <T>(flows: ReadonlyMap<FlowKind, Flow>, make: (flow: Flow) => T): ReadonlyMap<FlowKind, T> =>
  new Map([...flows].map(([kind, flow]) => [kind, make(flow)]))

/** Inputs were checked by the schema of their kind at the door. */
function flowsOf(sources: Omit<FlowParts, 'writePath'>): ReadonlyMap<FlowKind, Flow> {
  const all = [
    correctionFlow(sources),
    cancellationFlow(sources),
    claimFlow(sources.care),
    clawBackFlow(sources),
    deathFlow(sources.reader),
    settingFlow(),
  ] as unknown as readonly Flow[]
  return new Map(all.map((flow) => [flow.kind, flow]))
}

/** Whose the request is, where it is about nobody. */
export const subjectOf = (kind: FlowKind, personNo: string | undefined): Outcome<string> => {
  if (kind === 'setting') return accepted(SETTING_SUBJECT)
  return personNo ? accepted(personNo) : refused('person_unknown', { personNo: '' })
}
