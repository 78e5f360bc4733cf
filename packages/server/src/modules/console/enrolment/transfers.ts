// One transfer, and the list of them: months once, money to the fen, working days left, and whose hand does the next step.
import type {
  DoneView,
  TransferOpening,
  TransferPage,
  TransferQuery,
  TransferRow,
  TransferStepBody,
  TransferView,
} from '@yibao/contract/rest'
import { enrolment, isKnownThrough, maskName, type Outcome, refused, workingDaysBetween } from '@yibao/kernel'
import { may } from '../../../platform/index.ts'
import {
  broughtBy,
  findEnrolmentTransfer,
  listTransfers,
  TRANSFER_STATE_WORDS,
  type Transfer,
  type TransferListed,
  transfersClosed,
} from '../../enrolment/index.ts'
import { shownId } from '../../gateway/index.ts'
import { findPerson, maskedPerson, type Person, schemeTitle } from '../../person/index.ts'
import type { Asker } from '../asker.ts'
import { actorOf } from '../flows/propose.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'
import { SEX_TITLES } from '../words.ts'
import { moment } from './batches.ts'
import { type Words, words } from './words.ts'

const DIRECTIONS = { in: words('转入', 'In'), out: words('转出', 'Out') } as const
const SCHEMES_EN = { employee: 'Employees', resident: 'Residents' } as const
const scheming = (scheme: 'employee' | 'resident'): Words => words(schemeTitle(scheme), SCHEMES_EN[scheme])

const STATES_EN: Readonly<Record<enrolment.TransferState, string>> = {
  applied: 'Applied for',
  accepted: 'Accepted',
  letter_out: 'Letter sent',
  form_in: 'Form received, waiting for the money',
  certified: 'Certificate given, to be paid',
  closed: 'Closed',
  rejected: 'Sent back',
  reversed: 'Reversed',
}
const STEPS: Readonly<Record<string, Words>> = {
  apply: words('申请', 'Applied'),
  accept: words('受理', 'Accepted'),
  letter: words('发出联系函', 'Letter sent'),
  form: words('收到信息表', 'Form received'),
  certify: words('开具转出凭证', 'Certificate given'),
  close: words('资金划转并办结', 'Money moved, closed'),
  reject: words('退回', 'Sent back'),
  reverse: words('撤销', 'Reversed'),
}

function rowOf({ desks, platform }: ConsoleParts, transfer: Transfer, name: string): TransferRow {
  const { transferId, personNo, direction, scheme, state, appliedOn, dueOn, closedOn } = transfer
  const open = enrolment.isTransferOpen(state)
  return {
    ...{ id: shownId(transferId), personNo, name: maskName(name), area: desks.city.areaName(transfer.area) },
    ...{ direction, directionTitle: DIRECTIONS[direction], scheme, schemeTitle: scheming(scheme) },
    ...{ otherArea: transfer.otherArea, otherName: transfer.otherName },
    ...{ state, stateTitle: words(TRANSFER_STATE_WORDS[state], STATES_EN[state]), open },
    ...{ appliedOn, dueOn, closedOn },
    daysLeft: workingDaysBetween(desks.calendar, closedOn ?? platform.clock.today(), dueOn),
    provisional: !isKnownThrough(desks.calendar, appliedOn, dueOn),
  }
}

export async function transferPage(
  parts: ConsoleParts,
  asker: Asker,
  query: TransferQuery,
): Promise<Outcome<TransferPage>> {
  const { page, size, offset } = pageOf(query)
  const { state, direction, person } = query
  const asked = { offset, limit: size, ...(state && { state }), ...(direction && { direction }) }
  const year = parts.platform.clock.today().slice(0, 4)
  const { rows, total, closed } = await asker.read(async (reader) => ({
    ...(await listTransfers(reader, { ...asked, ...(person?.trim() && { personNo: person.trim() }) })),
    closed: await transfersClosed(reader, year),
  }))
  await asker.looked({ purpose: '查看转移接续', fields: 'masked', shown: rows.length })
  const shown = rows.map((row: TransferListed) => rowOf(parts, row, row.name))
  return { ok: true, value: { rows: shown, total, page, size, ...closed } }
}

async function found(asker: Asker, id: string): Promise<Outcome<{ transfer: Transfer; person: Person }>> {
  const uuid = identifierIn(id)
  const both =
    uuid &&
    (await asker.read(async (reader) => {
      const transfer = await findEnrolmentTransfer(reader, uuid)
      const person = transfer && (await findPerson(reader, transfer.personNo))
      return person ? { transfer, person } : undefined
    }))
  return both ? { ok: true, value: both } : refused('not_found', { what: `转移 ${id.slice(0, 40)}` })
}

export async function transferView(parts: ConsoleParts, asker: Asker, id: string): Promise<Outcome<TransferView>> {
  const outcome = await found(asker, id)
  if (!outcome.ok) return outcome
  const { transfer, person } = outcome.value
  const { direction, state, stretches, steps } = transfer
  const earlier = await asker.read((reader) => broughtBy(reader, transfer.personNo, transfer.transferId))
  await asker.looked({
    ...{ personNo: person.personNo, purpose: '查看一笔转移', fields: 'masked', shown: 1, area: person.area },
  })
  const masked = maskedPerson(person)
  const mayWrite = may(asker.principal, 'enrolment:write')
  return {
    ok: true,
    value: {
      ...rowOf(parts, transfer, person.name),
      ...{ number: transfer.number ?? '', lastMonth: transfer.lastMonth ?? '', balanceFen: transfer.balanceFen },
      stretches: stretches.map((each) => ({
        ...each,
        schemeTitle: scheming(each.scheme),
        months: enrolment.monthsFrom(each.from, each.until).length,
      })),
      years: yearsOf(parts, transfer, person, earlier),
      effect: effectOf(transfer),
      may: mayWrite ? enrolment.transferSteps(direction, state).filter((step) => isFree(step, transfer, asker)) : [],
      steps: steps.map(({ step, by, at, note }) => ({
        ...{ step, title: STEPS[step] ?? words(step, step), by, at: moment(at), note },
      })),
      person: {
        ...{ name: masked.name, certificate: masked.certificateNo, sexTitle: SEX_TITLES[person.sex] },
        bornOn: person.bornOn,
      },
    },
  }
}

/** Money is moved, and a closed transfer undone, by somebody else than who wrote it down. */
function isFree(step: enrolment.TransferStep, { steps, direction }: Transfer, { principal }: Asker): boolean {
  const by = (name: string) => steps.findLast((each) => each.step === name)?.by
  if (step === 'close') return by(direction === 'in' ? 'form' : 'certify') !== principal.account
  return step !== 'reverse' || by('close') !== principal.account
}

/** Of a transfer in: with what others brought before; of one out: what is certified. */
function yearsOf(
  { platform }: ConsoleParts,
  { direction, stretches, appliedOn, closedOn }: Transfer,
  { dossier }: Person,
  earlier: readonly enrolment.PaidStretch[],
): TransferView['years'] {
  const upTo = (closedOn ?? platform.clock.today()).slice(0, 7)
  const here =
    direction === 'out' && stretches.length > 0
      ? stretches
      : enrolment.stretchesOf(dossier.spells, upTo < appliedOn.slice(0, 7) ? appliedOn.slice(0, 7) : upTo)
  const brought = direction === 'in' ? [...earlier, ...stretches] : earlier
  return enrolment
    .recognised(here, brought)
    .filter(({ total }) => total > 0)
    .map((each) => ({ ...each, title: scheming(each.scheme) }))
}

function effectOf({ direction, state, effect, lastMonth }: Transfer): Words {
  if (!effect || state === 'rejected') return words('', '')
  if (direction === 'out')
    return words(
      `参保到 ${lastMonth} 为止，以后由转入地接续`,
      `Enrolled here until ${lastMonth}; continued at the new place`,
    )
  const { continuousMonths, gapMonths, waitingLifted } = effect
  const begin = `转入前连续缴费${continuousMonths}个月，中断${gapMonths}个月`
  const wait = waitingLifted ? '，连续参保满2年且中断不超过规定月数，不设等待期' : ''
  return words(
    `${begin}${wait}（医保办发〔2021〕43号）`,
    `${continuousMonths} continuous months before, a gap of ${gapMonths}${waitingLifted ? '; nothing is waited' : ''}`,
  )
}

export async function openTransfer(
  { desks }: ConsoleParts,
  asker: Asker,
  { personNo, note = '', ...rest }: TransferOpening,
): Promise<Outcome<DoneView>> {
  const person = await asker.read((reader) => findPerson(reader, personNo))
  if (!person) return refused('not_found', { what: `参保人员 ${personNo.slice(0, 30)}` })
  const asked = { ...rest, personNo, otherName: rest.otherName.trim(), note: note.trim() }
  const outcome = await desks.transfers.open(asked, actorOf(asker), `open ${asker.requestId}`)
  if (!outcome.ok) return outcome
  const { transferId } = outcome.value.answer as { transferId: string }
  return { ok: true, value: { id: shownId(transferId) } }
}

const NOTED = new Set<string>(['reject', 'reverse'])

export async function stepTransfer(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  { note = '', ...rest }: TransferStepBody,
): Promise<Outcome<DoneView>> {
  const outcome = await found(asker, id)
  if (!outcome.ok) return outcome
  const said = note.trim()
  if (said === '' && NOTED.has(rest.step)) return refused('request_invalid', { field: 'note', problem: '请写明原因' })
  if (said === '' && rest.step === 'close' && outcome.value.transfer.balanceFen > 0)
    return refused('request_invalid', { field: 'note', problem: '请写明银行凭证号' })
  const { transferId, personNo } = outcome.value.transfer
  const asked = { ...rest, transferId, personNo, note: said }
  const done = await desks.transfers.step(asked, actorOf(asker), `step ${asker.requestId}`)
  return done.ok ? { ok: true, value: { id } } : done
}
