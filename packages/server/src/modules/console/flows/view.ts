// Requests, payouts, recoveries and open items as the console lists them; people are masked, and looks at them recorded.
import type {
  OpenItemPage,
  OpenItemQuery,
  PayoutPage,
  RecoveryPage,
  RequestPage,
  RequestQuery,
  RequestRow,
  RequestView,
  SettingsView,
  StateQuery,
} from '@yibao/contract/rest'
import { maskName, type Outcome, refused } from '@yibao/kernel'
import { may } from '../../../platform/index.ts'
import {
  type FlowKind,
  type FlowState,
  findRequest,
  listPayouts,
  listRequests,
  type RequestListed,
  SETTINGS,
} from '../../flow/index.ts'
import { shownId } from '../../gateway/index.ts'
import { clawBacksIn, openItems } from '../../settlement/index.ts'
import type { Asker } from '../asker.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn, settlementPath } from '../settlement/found.ts'
import { fundTitle } from '../words.ts'
import { askedOf } from './asked.ts'
import { effectOf } from './effect.ts'

type Words = RequestRow['kindTitle']
const words = (zh: string, en: string): Words => ({ zh, en })

const KINDS: Readonly<Record<FlowKind, Words>> = {
  correction: words('更正结算', 'Correction'),
  cancellation: words('撤销结算', 'Cancellation'),
  claim: words('零星报销', 'Manual claim'),
  claw_back: words('审核追回', 'Claw-back'),
  death: words('死亡登记', 'Death'),
  setting: words('参数变更', 'Change of a setting'),
}

const STATES: Readonly<Record<FlowState, Words>> = {
  proposed: words('待审批', 'To be decided'),
  approved: words('已批准', 'Approved'),
  refused: words('已退回', 'Refused'),
  withdrawn: words('已撤回', 'Withdrawn'),
}

const masked = (name: string | null): string => (name === null ? '' : maskName(name))

const rowOf = (request: RequestListed): RequestRow => ({
  id: shownId(request.requestId),
  kind: request.kind,
  kindTitle: KINDS[request.kind],
  state: request.state,
  stateTitle: STATES[request.state],
  personNo: request.personName === null ? '' : request.personNo,
  personName: masked(request.personName),
  settlement: request.settlementId === null ? '' : shownId(request.settlementId),
  reason: request.reason,
  proposedBy: request.proposedBy,
  proposedAt: request.proposedAt,
  decidedBy: request.decidedBy ?? '',
  decidedAt: request.decidedAt ?? '',
  decisionNote: request.decisionNote ?? '',
})

export async function requestsPage(asker: Asker, query: RequestQuery): Promise<Outcome<RequestPage>> {
  const { page, size, offset } = pageOf(query)
  const { state, kind, person, settlement } = query
  const settlementId = settlement === undefined || settlement === '' ? undefined : identifierIn(settlement)
  if (settlement && settlementId === undefined) return { ok: true, value: { rows: [], total: 0, page, size } }
  const filter = {
    ...(state && { state }),
    ...(kind && { kind }),
    ...(person && { personNo: person }),
    ...(settlementId && { settlementId }),
  }
  const { rows, total } = await asker.read((reader) => listRequests(reader, filter, { offset, size }))
  await asker.looked({ purpose: '查看特殊业务申请', fields: 'masked', shown: rows.length })
  return { ok: true, value: { rows: rows.map(rowOf), total, page, size } }
}

export async function oneRequest(parts: ConsoleParts, asker: Asker, id: string): Promise<Outcome<RequestView>> {
  const requestId = identifierIn(id)
  const request = requestId && (await asker.read((reader) => findRequest(reader, requestId)))
  if (!request) return refused('not_found', { what: `申请 ${id.slice(0, 40)}` })
  const { personNo, area } = request
  await asker.looked({ personNo, purpose: '查看特殊业务申请', fields: 'masked', shown: 1, area })
  const isOwn = request.proposedBy === asker.principal.account
  const isOpen = request.state === 'proposed' && may(asker.principal, 'request:decide')
  return {
    ok: true,
    value: {
      ...rowOf(request),
      effect: effectOf(parts, request.kind, request.preview),
      asked: askedOf(parts, request),
      results: resultsOf(request),
      mayDecide: isOpen && !isOwn,
      mayWithdraw: isOpen && isOwn,
    },
  }
}

function resultsOf({ result }: RequestListed): RequestView['results'] {
  const { settlements, settlementId, payoutId } = (result ?? {}) as {
    readonly settlements?: readonly (readonly [string, string, string | null])[]
    readonly settlementId?: string
    readonly payoutId?: string | null
  }
  const link = (title: Words, uuid: string) => ({ title, id: shownId(uuid), path: settlementPath(uuid) })
  return [
    ...(settlements ?? []).flatMap(([, mirror, again]) => [
      link(words('撤销记录', 'Mirror'), mirror),
      ...(again ? [link(words('更正后的结算', 'What stands in its place'), again)] : []),
    ]),
    ...(settlementId ? [link(words('结算', 'Settlement'), settlementId)] : []),
    ...(payoutId ? [{ title: words('待付款项', 'Payout'), id: shownId(payoutId), path: '/payouts' }] : []),
  ]
}

const PAYOUT_KINDS = {
  claim: words('零星报销', 'Manual claim'),
  inheritance: words('账户继承', 'Inheritance'),
} as const
const PAYOUT_STATES = {
  due: words('待支付', 'Due'),
  paid: words('已支付', 'Paid'),
  void: words('已作废', 'Void'),
} as const

/** The finance office must see where it pays to. */
export async function payoutsPage(_: ConsoleParts, asker: Asker, query: StateQuery): Promise<Outcome<PayoutPage>> {
  const { page, size, offset } = pageOf(query)
  const found = await asker.read((reader) => listPayouts(reader, query.state || undefined, { offset, size }))
  await asker.looked({ purpose: '查看待付款项', fields: 'payee', shown: found.rows.length })
  const rows = found.rows.map((each) => ({
    id: shownId(each.payoutId),
    kind: each.kind,
    kindTitle: PAYOUT_KINDS[each.kind],
    state: each.state,
    stateTitle: PAYOUT_STATES[each.state],
    personNo: each.personNo,
    personName: masked(each.personName),
    request: shownId(each.requestId),
    settlement: each.settlementId === null ? '' : shownId(each.settlementId),
    payeeName: each.payee.name,
    payeeBank: each.payee.bank,
    payeeAccount: each.payee.account,
    funds: each.amounts.map(({ fund, amountFen }) => ({ fund, ...fundTitle(fund), amountFen })),
    totalFen: each.totalFen,
    approvedBy: each.approvedBy,
    dueAt: each.dueAt,
    paidBy: each.paidBy ?? '',
    paidAt: each.paidAt ?? '',
    reference: each.reference ?? '',
  }))
  return { ok: true, value: { rows, total: found.total, page, size, dueFen: found.dueFen } }
}

const RECOVERY_STATES = {
  deducted: words('已从应付扣减', 'Deducted'),
  due: words('待机构退回', 'To be paid back'),
  recovered: words('已到账', 'Received'),
  reversed: words('已撤销', 'Undone'),
} as const

const nameOf = ({ desks }: ConsoleParts, provider: string): string => desks.providers.find(provider)?.name ?? provider

export async function recoveriesPage(
  parts: ConsoleParts,
  asker: Asker,
  query: StateQuery,
): Promise<Outcome<RecoveryPage>> {
  const { page, size, offset } = pageOf(query)
  const found = await asker.read((reader) => clawBacksIn(reader, query.state || undefined, { offset, size }))
  const rows = found.rows.map((each) => ({
    id: shownId(each.clawBackId),
    state: each.state,
    stateTitle: RECOVERY_STATES[each.state],
    settlement: shownId(each.settlementId),
    providerName: nameOf(parts, each.provider),
    basis: each.document.basis,
    lines: each.document.lines.length,
    dueFen: each.dueFen,
    personFen: each.personFen,
    benefitYear: each.document.benefitYear,
    decidedBy: each.decidedBy,
    decidedAt: each.decidedAt,
    receivedBy: each.receivedBy ?? '',
    receivedAt: each.receivedAt ?? '',
    reference: each.reference ?? '',
  }))
  return { ok: true, value: { rows, total: found.total, page, size, dueFen: found.dueFen } }
}

const ITEM_STATES = {
  open: words('待付', 'Open'),
  paid: words('已付清', 'Paid'),
  void: words('已作废', 'Void'),
} as const

export async function openItemsPage(
  parts: ConsoleParts,
  asker: Asker,
  query: OpenItemQuery,
): Promise<Outcome<OpenItemPage>> {
  const { page, size, offset } = pageOf(query)
  const filter = { ...(query.state && { state: query.state }), ...(query.person && { personNo: query.person }) }
  const found = await asker.read((reader) => openItems(reader, filter, { offset, size }))
  await asker.looked({ purpose: '查看待收款', fields: 'masked', shown: found.rows.length })
  const today = parts.platform.clock.today()
  const rows = found.rows.map((each) => ({
    id: shownId(each.itemId),
    state: each.state,
    stateTitle: ITEM_STATES[each.state],
    personNo: each.personNo,
    personName: masked(each.personName),
    settlement: shownId(each.settlementId),
    providerName: nameOf(parts, each.provider),
    amountFen: each.amountFen,
    paidFen: each.paidFen,
    leftFen: each.amountFen - each.paidFen,
    openedAt: each.openedAt,
    openedBy: each.openedBy,
    promisedOn: each.promisedOn ?? '',
    overdue: each.state === 'open' && each.promisedOn !== null && each.promisedOn < today,
  }))
  return { ok: true, value: { rows, total: found.total, page, size, owedFen: found.owedFen } }
}

export function settingsNow({ desks }: ConsoleParts): SettingsView {
  return {
    settings: Object.entries(SETTINGS).map(([name, { title, titleEn, values }]) => ({
      name,
      title: words(title, titleEn),
      value: desks.flows.settings.value(name as keyof typeof SETTINGS),
      values: Object.entries(values).map(([value, each]) => ({ value, title: words(each.title, each.titleEn) })),
    })),
  }
}
