// A child in its first year: until when enrolment reaches back to birth, whether the number is still to come, bills paid alone before.
import type { EnrolleeView } from '@yibao/contract/rest'
import { addDays, type contribution, type Day, daysBetween, enrolment } from '@yibao/kernel'
import type { BillPaidAlone } from '../../enrolment/index.ts'
import { shownId } from '../../gateway/index.ts'
import type { Person } from '../../person/index.ts'
import type { ConsoleParts } from '../parts.ts'
import { type Words, words } from './words.ts'

const YEAR_DAYS = 365

/** In the first year of life, or still without a number of its own. */
export const isInfant = ({ bornOn, certificateKind }: Person, today: Day): boolean =>
  today < addDays(bornOn, YEAR_DAYS) || certificateKind === enrolment.TEMPORARY_CERTIFICATE

export function newbornView(
  { desks }: ConsoleParts,
  person: Person,
  rules: contribution.ContributionRules,
  today: Day,
  alone: readonly BillPaidAlone[],
): EnrolleeView['newborn'] {
  if (!isInfant(person, today)) return null
  const deadline = enrolment.lastDayInTime(person.bornOn, rules.resident.newborn)
  return {
    ...{ deadline, daysLeft: daysBetween(today, deadline) },
    temporary: person.certificateKind === enrolment.TEMPORARY_CERTIFICATE,
    reason: reasonOf(person, rules.resident.newborn.enrolDays, deadline, today),
    selfPaid: alone.map(({ settlementId, on, provider, totalFen }) => ({
      ...{ id: shownId(settlementId), on: on as Day, totalFen },
      provider: desks.providers.find(provider)?.name ?? provider,
    })),
  }
}

function reasonOf({ bornOn, dossier }: Person, enrolDays: number, deadline: Day, today: Day): Words {
  const first = dossier.spells.find(({ state }) => state !== 'suspended')
  if (first && first.from <= bornOn)
    return words('已在规定期限内参保，自出生之日起享受待遇', 'Enrolled in time: benefits from birth')
  if (first)
    return words(
      `出生${enrolDays}日以后参保，自${first.benefitFrom ?? first.from}起享受待遇，以前的费用由本人负担`,
      `Enrolled after ${enrolDays} days: benefits from ${first.benefitFrom ?? first.from}`,
    )
  if (today <= deadline)
    return words(
      `出生${enrolDays}日内（到${deadline}）参保缴费的，自出生之日起享受待遇，不设等待期`,
      `Enrolled and paid within ${enrolDays} days (until ${deadline}), benefits run from birth`,
    )
  return words(
    `已超过出生${enrolDays}日（${deadline}），参保后自缴费次日起或等待期满享受待遇，以前的费用不能补报`,
    `Beyond ${enrolDays} days (${deadline}): benefits from the day after payment or after waiting`,
  )
}
