// 转移申请: once, at the new place or the old one; one at a time for a person.
import { accepted, addWorkingDays, enrolment, refused, type WorkCalendar } from '@yibao/kernel'
import type { Kind } from '../../../platform/index.ts'
import { personFrom, schemeTitle, spellsOn } from '../../person/index.ts'
import type { PersonRow } from '../store.ts'
import type { Transfer, TransferAsked } from './model.ts'
import { OPENING_FACTS, transferRow } from './store.ts'

interface OpeningFacts {
  readonly person: PersonRow | null
  readonly open: { readonly direction: enrolment.TransferDirection; readonly appliedOn: string } | null
}

const TITLES = { in: '转入', out: '转出' } as const

export const transferOpened = (
  calendar: WorkCalendar,
): Kind<TransferAsked, OpeningFacts, { readonly transferId: string }> => ({
  name: 'enrolment.transfer_opened',
  subjects: ({ personNo }) => [personNo],
  facts: { sql: OPENING_FACTS, args: () => ({}) },
  decide: (asked, { facts: { person: row, open } }, { newId, actor, now, today }) => {
    if (!row) return refused('person_not_found', {})
    const person = personFrom(row)
    if (person.diedOn !== undefined) return refused('window_person_died', { died: person.diedOn })
    if (open) return refused('transfer_open_already', { title: TITLES[open.direction], on: open.appliedOn })
    const { direction, scheme } = asked
    const scheming = { scheme: schemeTitle(scheme) }
    const current = spellsOn(person.dossier, today).find((spell) => spell.scheme === scheme && spell.state === 'active')
    if (direction === 'in' && !current) return refused('transfer_not_enrolled', scheming)
    const last = person.dossier.spells.findLast((spell) => spell.scheme === scheme && spell.state !== 'suspended')
    if (direction === 'out' && !last) return refused('transfer_never_enrolled', scheming)
    const transferId = newId()
    const { note, ...rest } = asked
    const transfer: Transfer = {
      ...{ ...rest, transferId, area: (current ?? last)?.area ?? person.area, state: 'applied', appliedOn: today },
      dueOn: addWorkingDays(calendar, today, enrolment.TRANSFER_WORKING_DAYS),
      ...{ closedOn: null, number: null, lastMonth: null, stretches: [], balanceFen: 0, effect: null },
      steps: [{ step: 'apply', by: actor.id, at: now, note }],
    }
    return accepted({
      answer: { transferId },
      rows: { insert: { enrolment_transfer: [transferRow(transfer)] } },
      event: { transferId, direction },
      objects: [transferId],
    })
  },
})
