// The desk of transfers: opens one, takes its next step; the rules of the area say what gap is bridged.
import { type contribution, type Outcome, refused, type WorkCalendar } from '@yibao/kernel'
import { contributionRulesFor } from '@yibao/policy'
import type { Actor, Clock, Kind, Receipt, WritePath } from '../../../platform/index.ts'
import type { Reader } from '../../common/index.ts'
import { areaCodes } from '../store.ts'
import type { TransferAsked, TransferStepAsked } from './model.ts'
import { transferOpened } from './open.ts'
import { transferStepped } from './step.ts'

export interface TransferParts {
  readonly writePath: WritePath
  readonly reader: Reader
  readonly clock: Clock
  readonly rules: readonly contribution.ContributionRules[]
  readonly calendar: WorkCalendar
  /** Within it nobody is transferred. */
  readonly poolingArea: string
}

export interface TransferDesk {
  open(asked: TransferAsked, actor: Actor, msgid: string): Promise<Outcome<Receipt>>
  step(asked: TransferStepAsked, actor: Actor, msgid: string): Promise<Outcome<Receipt>>
}

/** The first four digits of an area are its city's. */
const CITY_DIGITS = 4

export function openTransfers({ writePath, reader, clock, rules, calendar, poolingArea }: TransferParts): TransferDesk {
  const opened = transferOpened(calendar)
  const submit = <Input extends object>(kind: unknown, input: Input, actor: Actor, msgid: string) =>
    writePath.submit({
      kind: kind as Kind<Input>,
      key: { sender: 'enrolment', msgid: `transfer ${msgid}` },
      ...{ actor, input, request: { ...input } as never },
    })
  return {
    open: async (asked, actor, msgid) => {
      const areas = await areaCodes(reader)
      const isOwn = areas.has(asked.otherArea) || asked.otherArea.startsWith(poolingArea.slice(0, CITY_DIGITS))
      if (isOwn) return refused('transfer_same_area', { area: asked.otherArea })
      return submit(opened, asked, actor, msgid)
    },
    step: async (asked, actor, msgid) => {
      const year = Number(clock.today().slice(0, 4))
      const own = contributionRulesFor(rules, await areaCodes(reader), year)
      if (!own) return refused('contribution_no_rules', { period: String(year) })
      return submit(transferStepped, { ...asked, bridgeMonths: own.employee.bridgeMonths }, actor, msgid)
    },
  }
}
