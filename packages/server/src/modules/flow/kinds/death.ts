// 死亡登记: visits that are open end, the personal account goes to the heir, and nothing is settled of any later day.
import { accepted, type Day, type Fen, type Instant, type Outcome, post, refused } from '@yibao/kernel'
import type { Json, Row } from '../../../platform/index.ts'
import { ACCOUNT_FUND, creditRow, transferRow } from '../../account/index.ts'
import type { Reader } from '../../common/index.ts'
import { diedUpdate, findPerson, type Person, personFrom, personState } from '../../person/index.ts'
import { accountChanged } from '../../settlement/index.ts'
import { type Visit, visitUpdate } from '../../visit/index.ts'
import type { Flow, FlowContext, Worked } from '../kind.ts'
import type { KnownFacts } from '../known.ts'
import type { Payee } from '../model.ts'
import { payoutRow } from '../store.ts'

export interface Heir {
  readonly name: string
  readonly relation: string
  readonly certificateNo: string
  /** An heir with a personal account here gets the balance into it. */
  readonly personNo?: string
  /** Otherwise it is paid out. */
  readonly payee?: Payee
}

export interface DeathInput {
  readonly diedOn: Day
  /** 死亡证明 */
  readonly evidence: string
  readonly heir?: Heir
}

export const deathFlow = (reader: Reader): Flow<DeathInput, null> => ({
  kind: 'death',
  prepare: async ({ heir }, personNo) => {
    if (heir?.personNo === undefined) return accepted(null)
    if (heir.personNo === personNo) return refused('heir_is_deceased', {})
    const person = await findPerson(reader, heir.personNo)
    if (!person) return refused('person_unknown', { personNo: heir.personNo })
    if (person.certificateNo.toUpperCase() !== heir.certificateNo.toUpperCase() || person.name !== heir.name)
      return refused('heir_differs', {})
    return accepted(null)
  },
  others: ({ heir }) => (heir?.personNo === undefined ? [] : [heir.personNo]),
  named: () => ({ settlements: [], visits: [], invoices: [] }),
  decide: (input, _, known, context) => decided(input, known, context),
})

function decided(input: DeathInput, known: KnownFacts, context: FlowContext): Outcome<Worked> {
  if (!known.person) return refused('person_unknown', { personNo: '' })
  const person = personFrom(known.person)
  const refusal = checkDay(person, input, context.today)
  if (refusal) return refusal
  const ended = known.care.flatMap((visit) => endOf(visit, input.diedOn))
  const own = personState(known.states[person.personNo] ?? {})
  // What the wallet holds is the person's too and goes the same way.
  const balanceFen = (own.accountFen ?? 0) + (own.walletFen ?? 0)
  const isKnown = person.diedOn === input.diedOn
  if (isKnown && (!input.heir || balanceFen === 0)) return refused('death_known', { on: input.diedOn })
  const inherited = balanceFen > 0 && input.heir ? inherit(person, input.heir, balanceFen, known, context) : NOTHING
  if (!inherited.ok) return inherited
  const { rows, journals, states, result } = inherited.value
  return accepted({
    preview: {
      diedOn: input.diedOn,
      visits: ended.map(({ title, visit }) => ({ visitId: visit.visitId, provider: visit.provider, title })),
      balanceFen,
      inheritedFen: input.heir ? balanceFen : 0,
      to: input.heir ? (input.heir.personNo === undefined ? 'payout' : 'account') : null,
    },
    area: person.area,
    provider: '',
    rows: {
      insert: rows,
      update: {
        ...(!isKnown && { person: [diedUpdate(person.personNo, input.diedOn)] }),
        ...(ended.length > 0 && { visit: ended.map(({ update }) => update) }),
      },
    },
    journals,
    states,
    result: { ...result, visits: ended.map(({ visit }) => visit.visitId) },
    objects: [person.personNo, ...ended.map(({ visit }) => visit.visitId)],
  })
}

function checkDay({ bornOn, diedOn }: Person, input: DeathInput, today: Day) {
  if (diedOn !== undefined && diedOn !== input.diedOn)
    return refused('death_day_differs', { known: diedOn, asked: input.diedOn })
  if (input.diedOn < bornOn || input.diedOn > today)
    return refused('death_day_outside', { on: input.diedOn, first: bornOn, last: today })
  return undefined
}

const DEATH = '5'

/** A stay ends on the day of death and may still be settled; a registration of which nothing came is taken back. */
function endOf(visit: Visit, diedOn: Day) {
  const { details, kind, state } = visit
  if (kind === 'inpatient') {
    if (state !== 'admitted' && state !== 'settled_before_discharge') return []
    const endedOn = diedOn < visit.beganOn ? visit.beganOn : diedOn
    const discharge = {
      at: `${endedOn} 00:00:00` as Instant,
      way: DEATH,
      department: details.attending.department,
      departmentName: details.attending.departmentName,
      bed: '',
      diedOn: endedOn,
      diagnoses: details.diagnoses,
      notes: {},
    }
    const next = state === 'admitted' ? ('discharged' as const) : ('settled' as const)
    const update = visitUpdate(visit, { state: next, endedOn, details: { ...details, discharge } })
    return [{ visit, update, title: '住院按死亡办理出院' }]
  }
  const isEmpty = visit.settlements.length === 0 && visit.batches.every(({ withdrawn }) => withdrawn)
  if (!isEmpty || (state !== 'registered' && state !== 'open')) return []
  return [{ visit, update: visitUpdate(visit, { state: 'cancelled' }), title: '未发生费用的门诊登记撤销' }]
}

interface Inherited {
  readonly rows: Readonly<Record<string, readonly Row[]>>
  readonly journals: Worked['journals']
  readonly states: Worked['states']
  readonly result: Readonly<Record<string, Json>>
}

const NOTHING: Outcome<Inherited> = accepted({ rows: {}, journals: [], states: {}, result: {} })

function inherit(
  person: Person,
  heir: Heir,
  amountFen: number,
  known: KnownFacts,
  context: FlowContext,
): Outcome<Inherited> {
  const own = personState(known.states[person.personNo] ?? {})
  if ((own.reservedFen ?? 0) > 0) return refused('account_reserved', {})
  const transferId = context.newId()
  const { personNo, area } = person
  const walletFen = own.walletFen ?? 0
  const accountFen = amountFen - walletFen
  const transfer = transferRow({
    ...{ transferId, personNo, requestId: context.requestId, amountFen: accountFen, cause: '继承' },
    ...{ heir: { ...heir, payee: null }, at: context.now },
  })
  const transfers: Inherited['rows'] = accountFen > 0 ? { account_transfer: [transfer] } : {}
  const left = accountChanged({ ...own, ...(walletFen > 0 && { walletFen: 0 }) }, -accountFen)
  const posted = inheritanceJournals({ transferId, area, accountFen, walletFen }, heir, context.today)
  if (heir.personNo !== undefined) {
    const theirs = personState(known.states[heir.personNo] ?? {})
    if (theirs.accountFen === undefined) return refused('heir_without_account', { heir: heir.personNo })
    const credit = creditRow(context.newId(), heir.personNo, `继承${personNo}`, amountFen, context.today)
    return accepted({
      rows: { ...transfers, account_credit: [credit] },
      journals: posted,
      states: { [personNo]: left, [heir.personNo]: accountChanged(theirs, amountFen) },
      result: { transferId },
    })
  }
  if (!heir.payee) return refused('heir_without_payee', {})
  const payoutId = context.newId()
  const payout = payoutRow({
    payoutId,
    personNo,
    requestId: context.requestId,
    settlementId: null,
    kind: 'inheritance',
    state: 'due',
    area,
    payee: heir.payee,
    amounts: [{ fund: ACCOUNT_FUND, amountFen: amountFen as Fen }],
    totalFen: amountFen,
    approvedBy: context.actor.id,
    dueAt: context.now,
    paidBy: null,
    paidAt: null,
    reference: null,
  })
  return accepted({
    rows: { ...transfers, payout: [payout] },
    journals: posted,
    states: { [personNo]: left },
    result: { transferId, payoutId },
  })
}

interface LeftBehind {
  readonly transferId: string
  readonly area: string
  readonly accountFen: number
  readonly walletFen: number
}

/** Account and wallet, each out of its own account of the books. */
function inheritanceJournals({ transferId, area, accountFen, walletFen }: LeftBehind, heir: Heir, on: Day) {
  const booked = { id: transferId, on, fund: ACCOUNT_FUND, area } as const
  const isPaid = heir.personNo === undefined
  return [
    ...post({
      ...{ kind: 'account_inherited', ...booked, amountFen: accountFen as Fen, to: isPaid ? 'payout' : 'account' },
    }),
    ...post({
      ...{ kind: isPaid ? 'wallet_inherited' : 'wallet_inherited_within', ...booked, amountFen: walletFen as Fen },
    }),
  ]
}
