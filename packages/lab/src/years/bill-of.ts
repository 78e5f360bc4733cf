// The lines of an event as the kernel wants them, and the day of each, straight from the order sheet: no serials, no messages.
import type { ProviderRecord } from '@yibao/contract/load'
import {
  type CatalogueEntry,
  type Day,
  dayNumber,
  type ItemKind,
  type Line,
  lineAmount,
  type ProviderLevel,
  priceCeiling,
  type RestrictionFacts,
  restrictionDenial,
} from '@yibao/kernel'
import { NO_DAY } from '@yibao/lake'
import { type DraftLine, quantityOf } from '../care/draft-bill.ts'
import { type CareEvent, isStay, leavesOn } from '../care/index.ts'
import { itemKind } from '../care/kernel-line.ts'
import { careLevelOf } from '../care/network.ts'
import type { Patient } from '../care/people.ts'

const LEVELS = { primary: 1, county: 2, city: 3 } as const

export const levelOf = (provider: ProviderRecord): ProviderLevel => LEVELS[careLevelOf(provider)]

export const restrictionFacts = (event: CareEvent, patient: Patient, level: ProviderLevel): RestrictionFacts => ({
  sex: patient.person.sex,
  age: patient.age,
  stay: isStay(event),
  emergency: event.kind === 'emergency',
  maternity: event.kind === 'delivery' || event.kind === 'antenatal',
  diagnoses: event.diagnoses,
  level,
})

const kinds = new WeakMap<CatalogueEntry, ItemKind>()
const kindOf = (entry: CatalogueEntry): ItemKind => {
  const kind = kinds.get(entry) ?? itemKind(entry)
  kinds.set(entry, kind)
  return kind
}

export function lineOf({ entry, count, price, approved }: DraftLine, facts: RestrictionFacts): Line {
  const quantity = quantityOf(count)
  const ceiling = priceCeiling(entry, facts.level)
  const deniedFor = entry.restriction
    ? restrictionDenial(entry, approved ? 'approved' : 'not_needed', facts)
    : undefined
  return {
    item: entry.code,
    itemClass: entry.paymentClass,
    kind: kindOf(entry),
    amountFen: lineAmount(quantity, price),
    quantity,
    price,
    tags: entry.tags,
    ...(ceiling !== undefined && { ceiling }),
    ...(entry.selfPayRateBp !== undefined && { catalogueRateBp: entry.selfPayRateBp }),
    ...(deniedFor !== undefined && { deniedFor }),
  }
}

/** The day of each line, never after the person has left; `NO_DAY` where a row is of several days. */
export function usedDays(event: CareEvent, drafts: readonly DraftLine[]): number[] {
  const last = numberOf(leavesOn(event))
  return drafts.map(({ at, isSpread }) => (isSpread ? NO_DAY : Math.min(last, numberOf(at.slice(0, 10) as Day))))
}

/** Every day is asked for thousands of times. */
const numbers = new Map<string, number>()
export function numberOf(on: Day): number {
  const known = numbers.get(on)
  if (known !== undefined) return known
  const number = dayNumber(on)
  numbers.set(on, number)
  return number
}
