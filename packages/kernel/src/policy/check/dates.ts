// A value through time: no two values for one day, no stretch without a value between two that have one.
import { type LibraryContent, slotsBesideTheBill } from '../library.ts'
import type { Entry, Slot } from '../slot.ts'
import type { FaultList } from '../text/faults.ts'
import { TIER_SLOTS } from './slots.ts'

/** Slots that a tier may be without for a while (a limit that is lifted, a bonus that ends). */
const MAY_PAUSE = new Set<string>([
  'when',
  'covers',
  'deductible',
  'rate_changes',
  'rate_max',
  'limits',
  'at_least',
  'rounding',
])
export function checkDates(content: LibraryContent, faults: FaultList): void {
  for (const tier of content.tiers.values()) {
    for (const key of TIER_SLOTS) checkSlot(tier[key], `${tier.id}.${key}`, MAY_PAUSE.has(key), faults)
  }
  for (const plan of content.plans.values()) {
    checkSlot(plan.when, `${plan.id}.when`, true, faults)
    checkSlot(plan.tiers, `${plan.id}.tiers`, false, faults)
    checkSlot(plan.switches, `${plan.id}.switches`, false, faults)
  }
  for (const rules of content.classifications.values()) {
    checkSlot(rules.pre_self_pay, `${rules.id}.pre_self_pay`, false, faults)
    checkSlot(rules.parts, `${rules.id}.parts`, true, faults)
    checkSlot(rules.exclusions, `${rules.id}.exclusions`, true, faults)
    checkSlot(rules.ceilings, `${rules.id}.ceilings`, true, faults)
  }
  for (const { name, slot, mayPause } of slotsBesideTheBill(content)) checkSlot(slot, name, mayPause, faults)
  for (const parameter of content.parameters.values()) checkSlot(parameter.value, parameter.id, false, faults)
}

function checkSlot(slot: Slot<unknown>, name: string, mayPause: boolean, faults: FaultList): void {
  const layers = new Set(slot.map((entry) => entry.layer))
  for (const layer of layers) {
    const own = slot
      .filter((entry) => entry.layer === layer)
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
    own.forEach((entry, index) => {
      const next = own[index + 1]
      if (next) checkPair(entry, next, name, mayPause || layers.size > 1, faults)
    })
  }
}

function checkPair(
  entry: Entry<unknown>,
  next: Entry<unknown>,
  name: string,
  mayPause: boolean,
  faults: FaultList,
): void {
  if (entry.from === next.from && entry.published === next.published) {
    faults.add(
      next.at,
      'dates_overlap',
      `two values of ${name} from ${next.from}`,
      `one; the other is at line ${entry.at.line}`,
    )
  } else if (entry.until && entry.until > next.from) {
    faults.add(
      next.at,
      'dates_overlap',
      `${name} from ${next.from}, while line ${entry.at.line} runs until ${entry.until}`,
      `from ${entry.until}`,
    )
  } else if (entry.until && entry.until < next.from && !mayPause) {
    faults.add(next.at, 'dates_gap', `no value of ${name} from ${entry.until} to ${next.from}`, `from ${entry.until}`)
  }
}
