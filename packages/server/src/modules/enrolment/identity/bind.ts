// 身份绑定: a child enrolled under a temporary certificate gets its own number; the person number stays, so every record follows.
import { accepted, enrolment, type Outcome, parseIdentityNumber, refused } from '@yibao/kernel'
import type { Actor, Kind, Receipt, WritePath } from '../../../platform/index.ts'
import { personFrom } from '../../person/index.ts'
import type { PersonRow } from '../store.ts'
import { boundUpdate, claimOf, IDENTITY_FACTS, identityRow } from './store.ts'

export interface Binding {
  readonly personNo: string
  readonly name: string
  /** 居民身份证号码. */
  readonly certificateNo: string
  readonly note: string
}

interface BindingFacts {
  readonly person: PersonRow | null
  /** Somebody else who is on record under the number. */
  readonly holder: string | null
}

const IDENTITY_CARD = '01'

export const identityBound: Kind<Binding, BindingFacts> = {
  name: 'enrolment.identity_bound',
  subjects: ({ personNo }) => [personNo],
  facts: { sql: IDENTITY_FACTS, args: ({ certificateNo }) => ({ certificateNo: certificateNo.toUpperCase() }) },
  conflicts: { certificate_claim_pkey: 'identity_claimed' },
  decide: ({ name, certificateNo, note }, { facts }, { newId, actor, now, today }) => {
    if (!facts.person) return refused('person_not_found', {})
    const person = personFrom(facts.person)
    if (person.certificateKind !== enrolment.TEMPORARY_CERTIFICATE) return refused('identity_not_temporary', {})
    const card = parseIdentityNumber(certificateNo, today)
    if (!card) return refused('identity_number_wrong', {})
    if (card.birthOn !== person.bornOn)
      return refused('identity_birth_differs', { told: card.birthOn, known: person.bornOn })
    if (card.sex !== person.sex) return refused('identity_sex_differs', {})
    if (facts.holder !== null && facts.holder !== person.personNo)
      return refused('identity_taken', { personNo: facts.holder })
    const { number } = card
    const identity = { ...person, name, certificateKind: IDENTITY_CARD, certificateNo: number }
    const before = { kind: person.certificateKind, number: person.certificateNo, name: person.name }
    const identityId = newId()
    return accepted({
      answer: { personNo: person.personNo },
      rows: {
        insert: {
          certificate_claim: [claimOf(IDENTITY_CARD, number, person.personNo)],
          person_identity: [
            identityRow({ identityId, personNo: person.personNo, before, note, by: actor.id, at: now }),
          ],
        },
        update: { person: [boundUpdate(identity)] },
      },
      event: { identityId },
      objects: [person.personNo],
    })
  },
}

export interface IdentityDesk {
  bind(binding: Binding, actor: Actor, msgid: string): Promise<Outcome<Receipt>>
}

export const openIdentities = (writePath: WritePath): IdentityDesk => ({
  bind: (binding, actor, msgid) =>
    writePath.submit({
      kind: identityBound,
      key: { sender: 'enrolment', msgid: `identity ${msgid}` },
      ...{ actor, input: binding, request: { ...binding } },
    }),
})
