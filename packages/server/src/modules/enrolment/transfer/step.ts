// A step of a transfer: checked against its state, carried out on enrolment, account and books at once, or refused with what is to be done.
import { accepted, enrolment, type Outcome, refused } from '@yibao/kernel'
import type { Context, Json, Kind, Update } from '../../../platform/index.ts'
import { ACCOUNT_FUND } from '../../account/index.ts'
import { fundSubjects, overdraft } from '../../ledger/index.ts'
import { type Person, personFrom, personState, type Spell } from '../../person/index.ts'
import { written } from '../batch/change.ts'
import { enrolledUpdate } from '../store.ts'
import type { Transfer, TransferEffect } from './model.ts'
import { moneyIn, moneyOut, reversedMoney } from './money.ts'
import type { Done, StepFacts, StepInput, Stepping } from './stepping.ts'
import { STEP_FACTS, transferUpdate } from './store.ts'

const MOVES_MONEY = new Set<enrolment.TransferStep>(['close', 'reverse'])

export const transferStepped: Kind<StepInput, StepFacts, { readonly transferId: string; readonly state: string }> = {
  name: 'enrolment.transfer_stepped',
  subjects: ({ personNo, step }) => [personNo, ...fundSubjects(MOVES_MONEY.has(step) ? [ACCOUNT_FUND] : [])],
  facts: {
    sql: STEP_FACTS,
    args: ({ transferId, step, lastMonth }) => ({
      ...{ transferId, step },
      lastOn: step === 'certify' && lastMonth ? enrolment.lastDayOf(lastMonth) : '9999-12-31',
    }),
  },
  decide: (input, { facts, state }, context) => {
    const { transfer } = facts
    if (!transfer || !facts.person) return refused('enrol_transfer_unknown', {})
    const next = enrolment.transferMove(transfer.direction, transfer.state, input.step)
    if (next === undefined) return refused('transfer_step', { state: STATE_WORDS[transfer.state] })
    const person = personFrom(facts.person)
    const done = STEPS[input.step]({ input, transfer, person, facts, state: personState(state), context })
    if (!done.ok) return done
    const short = overdraft(done.value.journals ?? [], facts.money)
    if (short) return short
    return carriedOut({ ...transfer, ...done.value.transfer, state: next }, person, done.value, input, context)
  },
}

function carriedOut(
  moved: Transfer,
  person: Person,
  { spells, state, insert = {}, journals }: Done,
  { step, note }: StepInput,
  { actor, now }: Context,
) {
  const next: Transfer = { ...moved, steps: [...moved.steps, { step, by: actor.id, at: now, note }] }
  const people: Update[] = spells
    ? [enrolledUpdate(person.personNo, { ...person.dossier, spells: spells.spells }, spells.employerNo)]
    : []
  return accepted({
    answer: { transferId: next.transferId, state: next.state },
    rows: { insert, update: { enrolment_transfer: [transferUpdate(next)], ...(spells && { person: people }) } },
    ...(state && { states: { [person.personNo]: state as unknown as Json } }),
    ...(journals && { journals }),
    event: { transferId: next.transferId, state: next.state },
    objects: [next.transferId],
  })
}

export const STATE_WORDS: Readonly<Record<enrolment.TransferState, string>> = {
  applied: '已申请，待受理',
  accepted: '已受理',
  letter_out: '联系函已发出',
  form_in: '信息表已收到，待资金到账',
  certified: '凭证已开具，待划转',
  closed: '已办结',
  rejected: '已退回',
  reversed: '已撤销',
}

type StepWork = (stepping: Stepping) => Outcome<Done>

const lastBy = ({ steps }: Transfer, step: enrolment.TransferStep): string | undefined =>
  steps.findLast((each) => each.step === step)?.by

/** 经办与复核分离: who wrote the figures down does not move the money. */
const isSameHand = ({ transfer, context }: Stepping, step: enrolment.TransferStep): boolean =>
  lastBy(transfer, step) === context.actor.id

const numberOf = ({ transfer, context }: Stepping, kind: 'L' | 'C'): string =>
  `${transfer.area}${kind}${context.today.replaceAll('-', '')}${transfer.transferId.slice(-6).toUpperCase()}`

/** 信息表: months and balance as the old place has them. */
const form: StepWork = ({ input, transfer, person, facts, context }) => {
  const { stretches = [], amountFen: balanceFen = 0 } = input
  const checked = enrolment.checkStretches(stretches, { bornOn: person.bornOn, today: context.today })
  if (!checked.ok) return checked
  const twice = enrolment.alreadyBrought(stretches, facts.earlier)
  if (twice) return refused('transfer_months_known', { month: twice.month })
  if (balanceFen > 0 && transfer.scheme !== 'employee') return refused('transfer_no_account', {})
  return accepted({ transfer: { stretches, balanceFen } })
}

/** 转出凭证: the enrolment ends with its last month, and the account's money is set aside. */
const certify: StepWork = (stepping) => {
  const { input, transfer, person, facts, state } = stepping
  const month = input.lastMonth ?? stepping.context.today.slice(0, 7)
  if (month > stepping.context.today.slice(0, 7)) return refused('transfer_months_future', { until: month })
  if (facts.inHospital) return refused('transfer_in_hospital', {})
  if (facts.usedAfter !== null) return refused('transfer_benefit_after', { month, on: facts.usedAfter })
  const ended = enrolment.endedWith(person.dossier.spells, transfer.scheme, month)
  if (!ended.ok) return ended
  const hasAccount = transfer.scheme === 'employee' && state.accountFen !== undefined
  if (hasAccount && state.isFrozen) return refused('transfer_account_frozen', {})
  if (hasAccount && (state.reservedFen ?? 0) > 0) return refused('transfer_account_reserved', {})
  const balanceFen = hasAccount ? (state.accountFen ?? 0) : 0
  const employerAfter = transfer.scheme === 'employee' ? null : (person.employerNo ?? null)
  const after = ended.value as readonly Spell[]
  return accepted({
    transfer: {
      ...{ number: numberOf(stepping, 'C'), lastMonth: month, balanceFen },
      stretches: enrolment.stretchesOf(after, month),
      effect: effectOf(person, after, employerAfter, { months: 0, gap: 0 }, false),
    },
    spells: { spells: after, employerNo: employerAfter ?? undefined },
    ...(balanceFen > 0 && { state: { ...state, reservedFen: balanceFen } }),
  })
}

const effectOf = (
  person: Person,
  after: readonly Spell[],
  employerAfter: string | null,
  { months, gap }: enrolment.Continuity,
  waitingLifted: boolean,
): TransferEffect => ({
  ...{ before: person.dossier.spells, after, employerBefore: person.employerNo ?? null, employerAfter },
  ...{ continuousMonths: months, gapMonths: gap, waitingLifted },
})

const close: StepWork = (stepping) => {
  const { input, transfer } = stepping
  const own = transfer.direction === 'in' ? 'form' : 'certify'
  if (isSameHand(stepping, own)) return refused('transfer_same_hand', {})
  if ((input.amountFen ?? 0) !== transfer.balanceFen)
    return refused('transfer_amount_differs', { toldFen: transfer.balanceFen, askedFen: input.amountFen ?? 0 })
  return transfer.direction === 'in' ? closeIn(stepping) : closeOut(stepping)
}

/** 转入: months count from now on, what was continuous stays so, and the money is in the account. */
function closeIn(stepping: Stepping): Outcome<Done> {
  const { input, transfer, person, facts, state, context } = stepping
  const { spells } = person.dossier
  const at = spells.findLastIndex(
    (spell) =>
      spell.scheme === transfer.scheme &&
      spell.state === 'active' &&
      spell.from <= context.today &&
      (spell.until === undefined || spell.until >= context.today),
  )
  const standing = spells[at]
  if (!standing)
    return refused('transfer_not_enrolled', { scheme: transfer.scheme === 'employee' ? '职工医保' : '居民医保' })
  if (transfer.balanceFen > 0 && state.isFrozen) return refused('transfer_account_frozen', {})
  const twice = enrolment.alreadyBrought(transfer.stretches, facts.earlier)
  if (twice) return refused('transfer_months_known', { month: twice.month })
  const paid = [...enrolment.stretchesOf(spells, context.today.slice(0, 7)), ...transfer.stretches, ...facts.earlier]
  const { spell, continuity, waitingLifted } = enrolment.continuedSpell(standing, paid, input.bridgeMonths)
  const after = spells.with(at, spell as Spell)
  return accepted({
    transfer: {
      closedOn: context.today,
      effect: effectOf(person, after, person.employerNo ?? null, continuity, waitingLifted),
    },
    spells: { spells: after, employerNo: person.employerNo },
    ...moneyIn(stepping),
  })
}

/** 转出: what was set aside leaves the account and the fund. */
function closeOut(stepping: Stepping): Outcome<Done> {
  const { state, context } = stepping
  if (stepping.transfer.balanceFen > 0 && state.isFrozen) return refused('transfer_account_frozen', {})
  return accepted({ transfer: { closedOn: context.today }, ...moneyOut(stepping) })
}

/** What was changed is put back, unless something else has been built on it. */
function restored({ transfer: { effect }, person }: Stepping): Outcome<Done> {
  if (!effect) return accepted({})
  if (written(person.dossier.spells) !== written(effect.after)) return refused('transfer_changed_since', {})
  return accepted({ spells: { spells: effect.before, employerNo: effect.employerBefore ?? undefined } })
}

/** 退回: the certificate is void, the money set aside is free again. */
const reject: StepWork = (stepping) => {
  const { state, transfer } = stepping
  const back = restored(stepping)
  if (!back.ok) return back
  const isReserved = transfer.state === 'certified' && transfer.balanceFen > 0
  return accepted({
    ...back.value,
    transfer: { effect: null },
    ...(isReserved && { state: { ...state, reservedFen: (state.reservedFen ?? 0) - transfer.balanceFen } }),
  })
}

/** 撤销: by mirrored journals; money that is no longer there cannot go back. */
const reverse: StepWork = (stepping) => {
  if (isSameHand(stepping, 'close')) return refused('transfer_same_hand', {})
  const back = restored(stepping)
  if (!back.ok) return back
  const money = reversedMoney(stepping)
  return money.ok ? accepted({ ...back.value, ...money.value }) : money
}

const STEPS: Readonly<Record<enrolment.TransferStep, StepWork>> = {
  accept: () => accepted({}),
  letter: (stepping) => accepted({ transfer: { number: numberOf(stepping, 'L') } }),
  form,
  certify,
  close,
  reject,
  reverse,
}
