// The door of the account module: money into personal accounts, and who may use whose.
import { accepted, type Day, type Fen, type Outcome, post, refused } from '@yibao/kernel'
import type { Kind, Receipt, WritePath } from '../../platform/index.ts'
import { type Asked, commandFor, type Message } from '../common/index.ts'
import { type AidGiver, dossierUpdate, PERSON_FACT, personFrom, personState } from '../person/index.ts'
import { fact } from '../visit/index.ts'
import { ACCOUNT_FUND } from './fund.ts'
import { creditRow } from './store.ts'

export { accountBridge } from './bridge.ts'
export { ACCOUNT_FUND } from './fund.ts'
export { interestCause, interestCredited } from './interest.ts'
export { type AccountRefusalCode, accountRefusals } from './refusals.ts'
export {
  type AccountCredit,
  accountsAfter,
  accountsOfYear,
  creditRow,
  creditsOf,
  type StoredAccount,
  sumOfAccounts,
  transferRow,
  type YearOfAccount,
} from './store.ts'

export interface Credit {
  readonly personNo: string
  readonly amountFen: Fen
  readonly cause: string
  readonly on: Day
}

export interface Credited {
  readonly creditId: string
  readonly balanceFen: number
}

interface PersonFacts {
  readonly person: Parameters<typeof personFrom>[0] | null
}

const PERSON = fact({ person: PERSON_FACT })

const accountCredited: Kind<Asked<Credit, Credited>, PersonFacts> = {
  name: 'account.credited',
  subjects: ({ input }) => [input.personNo],
  facts: { sql: PERSON, args: () => ({}) },
  decide: ({ message, input }, { facts, state }, context) => {
    const { personNo, amountFen, cause, on } = input
    if (!facts.person) return refused('person_unknown', { personNo })
    if (amountFen <= 0) return refused('credit_not_positive', { amountFen })
    const person = personFrom(facts.person)
    const before = personState(state)
    const balanceFen = (before.accountFen ?? 0) + amountFen
    const creditId = context.newId()
    const journals = post({
      kind: 'account_credited',
      id: creditId,
      on: context.today,
      fund: ACCOUNT_FUND,
      amountFen,
      area: person.area,
    })
    return accepted({
      answer: message.answer({ creditId, balanceFen }, context),
      rows: { insert: { account_credit: [creditRow(creditId, personNo, cause, amountFen, on)] } },
      states: { [personNo]: { ...before, accountFen: balanceFen } },
      journals,
      event: { creditId },
      objects: [creditId],
    })
  },
}

export interface AidBinding {
  readonly receiver: string
  readonly giver: AidGiver
}

/** 家庭共济: the giver allows the receiver; both are subjects, so that neither settles meanwhile. */
const aidBound: Kind<Asked<AidBinding, null>, PersonFacts> = {
  name: 'account.aid_bound',
  subjects: ({ input }) => [input.receiver, input.giver.giver],
  facts: { sql: PERSON, args: () => ({}) },
  decide: ({ message, input: { receiver, giver } }, { facts, states }, context) => {
    if (!facts.person) return refused('person_unknown', { personNo: receiver })
    if (personState(states[giver.giver] ?? {}).accountFen === undefined) {
      return refused('aid_without_account', { giver: giver.giver })
    }
    const person = personFrom(facts.person)
    if (person.dossier.givers.some((each) => each.giver === giver.giver))
      return refused('aid_bound_already', { giver: giver.giver })
    const dossier = { ...person.dossier, givers: [...person.dossier.givers, giver] }
    return accepted({
      answer: message.answer(null, context),
      rows: { update: { person: [dossierUpdate(receiver, dossier)] } },
      event: { receiver, giver: giver.giver },
    })
  },
}

export interface AccountDesk {
  credit(message: Message<Credited>, credit: Credit): Promise<Outcome<Receipt>>
  bindAid(message: Message<null>, binding: AidBinding): Promise<Outcome<Receipt>>
}

export const openAccountDesk = (writePath: WritePath): AccountDesk => ({
  credit: (message, credit) => writePath.submit(commandFor(accountCredited, message, credit)),
  bindAid: (message, binding) => writePath.submit(commandFor(aidBound, message, binding)),
})
