// The door of the audit module: an order before it is given, a bill before it is paid, and what was said to what was found.
import type { Outcome } from '@yibao/kernel'
import type { Receipt } from '../../platform/index.ts'
import { commandFor, type Message } from '../common/index.ts'
import { type Answers, answered, type ShownId } from './answer.ts'
import type { Screening, Told } from './model.ts'
import { type Screened, Screener, type ScreenSources } from './screen.ts'

export type { Answers } from './answer.ts'
export {
  benefitTypeOf,
  careModeOf,
  type FactSources,
  factsBack,
  insuranceTypeOf,
  PLAIN_LINE,
  PLAIN_VISIT,
  type StoredVisit,
} from './facts.ts'
export { type Look, look, lookBack, toStore } from './look.ts'
export * from './model.ts'
export { type AuditRefusalCode, auditRefusals } from './refusals.ts'
export { RulesUnusable, rulesInForce } from './rules.ts'
export type { Screened, Unscreened } from './screen.ts'
export { FACT_SOURCES, type FactSource, type FactState, sourceOf } from './sources.ts'
export { findingRow, historyOf, screeningRow } from './store.ts'

export interface AuditDesk {
  readonly rules: number
  readonly points: number
  screen(message: Message<readonly Told[]>, screening: Screening): Promise<Outcome<Screened>>
  answer(message: Message<null>, answers: Answers): Promise<Outcome<Receipt>>
  /** Waits for what is being noted beside the answers. */
  close(): Promise<void>
}

export function openAuditDesk(sources: ScreenSources & { readonly shown: ShownId }): AuditDesk {
  const screener = new Screener(sources)
  const kind = answered(sources.shown)
  return {
    rules: sources.audit.rules.size,
    points: sources.audit.pointCount,
    screen: (message, screening) => screener.screen(message, screening),
    answer: (message, answers) => sources.writePath.submit(commandFor(kind, message, answers)),
    close: () => screener.settled(),
  }
}
