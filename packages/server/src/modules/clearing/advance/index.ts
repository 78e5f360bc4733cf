// The door of advances: prepayments, direct payments to suppliers, and what is set off against later months; each by several hands.
import { addMonths, day, type Fund, type Outcome } from '@yibao/kernel'
import { type Clock, firstIdOf, type Receipt, type WritePath } from '../../../platform/index.ts'
import { commandFor, type Message, type Reader } from '../../common/index.ts'
import type { Advance, AdvanceKind, AdvanceOffset } from './model.ts'
import {
  type AdvanceStepping,
  type AdvanceTold,
  type Advancing,
  advanceProposed,
  advanceStepped,
  type Offsetting,
  offsetProposed,
  offsetStepped,
} from './steps.ts'
import { monthlyMean } from './store.ts'

export * from './model.ts'
export { type AdvanceRefusalCode, advanceRefusals } from './refusals.ts'
export type { AdvanceTold } from './steps.ts'
export {
  type AdvanceFilter,
  type AdvanceListed,
  type AdvanceSums,
  advancesOf,
  findAdvance,
  findOffset,
} from './store.ts'

export type AdvanceAsked = Omit<Advancing, 'estimateFen' | 'owedSince'> & {
  /** 紧急预付: so many mean months; the ordinary one is about one. */
  readonly months: number
}

export interface AdvanceDesk {
  /** 测算: the mean month of the last year that the fund owed the provider; 0 where it owed nothing. */
  estimate(provider: string, fund: Fund): Promise<number>
  propose(message: Message<AdvanceTold>, asked: AdvanceAsked): Promise<Outcome<Receipt>>
  step(
    message: Message<AdvanceTold>,
    advance: Pick<Advance, 'advanceId' | 'provider' | 'kind' | 'fund'>,
    asked: Pick<AdvanceStepping, 'step' | 'note'>,
  ): Promise<Outcome<Receipt>>
  offset(
    message: Message<AdvanceTold>,
    advance: Pick<Advance, 'advanceId' | 'provider'>,
    asked: Pick<Offsetting, 'kind' | 'amountFen' | 'note'>,
  ): Promise<Outcome<Receipt>>
  decideOffset(
    message: Message<AdvanceTold>,
    offset: Pick<AdvanceOffset, 'offsetId' | 'advanceId' | 'provider'>,
    asked: { readonly step: 'approve' | 'withdraw'; readonly note: string },
  ): Promise<Outcome<Receipt>>
}

export function openAdvances(writePath: WritePath, reader: Reader, clock: Clock): AdvanceDesk {
  const estimate = (provider: string, fund: Fund) => monthlyMean(reader, provider, fund, clock.today())
  const owedSince = (kind: AdvanceKind) => {
    const thisMonth = day(`${clock.today().slice(0, 7)}-01`)
    return kind === 'direct' ? firstIdOf(addMonths(thisMonth, -1)) : null
  }
  return {
    estimate,
    propose: async (message, { months, ...asked }) => {
      const isMeasured = asked.kind === 'ordinary' || asked.kind === 'emergency'
      const mean = isMeasured ? await estimate(asked.provider, asked.fund) : 0
      const estimateFen = isMeasured ? mean * (asked.kind === 'emergency' ? months : 1) : null
      const input = { ...asked, estimateFen, owedSince: owedSince(asked.kind) }
      return writePath.submit(commandFor(advanceProposed, message, input))
    },
    step: (message, { advanceId, provider, kind, fund }, asked) => {
      const since = asked.step === 'pay' ? owedSince(kind) : null
      const input = { advanceId, provider, fund, ...asked, owedSince: since }
      return writePath.submit(commandFor(advanceStepped, message, input))
    },
    offset: (message, { advanceId, provider }, asked) =>
      writePath.submit(commandFor(offsetProposed, message, { advanceId, provider, ...asked })),
    decideOffset: (message, { offsetId, advanceId, provider }, asked) =>
      writePath.submit(commandFor(offsetStepped, message, { offsetId, advanceId, provider, ...asked })),
  }
}
