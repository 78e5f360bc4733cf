// Lists of contributions within the asker's scope, and the steps of breaks and refunds. What belongs to no county — receipts,
// money, breaks — is for accounts of the whole pooling area.
import type {
  ArrivalView,
  BreakStepBody,
  BreakView,
  ChargeQuery,
  ChargeView,
  CollectionDone,
  ContributionSummary,
  ListPage,
  ReceiptView,
} from '@yibao/contract/rest'
import { type Outcome, refused } from '@yibao/kernel'
import {
  breakSums,
  type ContributionDesk,
  chargeSums,
  type Listed,
  type ListQuery,
  listArrivals,
  listBreaks,
  listCharges,
  listReceipts,
  suspenseByAge,
  totalsOf,
} from '../../contribution/index.ts'
import type { Asker } from '../asker.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { fundTitle } from '../words.ts'

export interface ListAsked {
  readonly page?: number
  readonly size?: number
  readonly period?: string
  readonly fund?: string
  readonly state?: string
  readonly kind?: string
  readonly payer?: ChargeQuery['payer']
}

const titled = <T extends { readonly fund: string }>(row: T) => {
  const { title, titleEn } = fundTitle(row.fund)
  return { ...row, fundTitle: title, fundTitleEn: titleEn }
}

const isWhole = ({ principal }: Asker): boolean => principal.area === '' && principal.provider === ''
const wholeArea = () => refused('contribution_whole_area', {})

type Rows = ListPage<ChargeView> | ListPage<ReceiptView> | ListPage<ArrivalView> | ListPage<BreakView>
export type ListName = 'charges' | 'receipts' | 'arrivals' | 'breaks'

const TITLES: Readonly<Record<ListName, string>> = {
  charges: '征缴单',
  receipts: '收款',
  arrivals: '入账',
  breaks: '对账差异',
}

export async function listOf(
  parts: ConsoleParts,
  asker: Asker,
  name: ListName,
  asked: ListAsked,
): Promise<Outcome<Rows>> {
  const { page, size, offset } = pageOf(asked)
  const { period, fund, state, kind, payer } = asked
  const query: ListQuery = {
    ...{ offset, limit: size },
    ...(period && { period }),
    ...(fund && { fund }),
    ...(state && { state }),
    ...((payer ?? kind) && { kind: payer ?? kind }),
  } as ListQuery
  const listed = await asker.read(async (reader): Promise<Listed<object>> => {
    if (name === 'charges') return listCharges(reader, query)
    if (name === 'receipts') return listReceipts(reader, query)
    return name === 'arrivals' ? listArrivals(reader, query) : listBreaks(reader, query)
  })
  await asker.looked({ purpose: `查看${TITLES[name]}列表`, fields: 'amounts', shown: listed.rows.length })
  const rows = listed.rows.map((row) => viewOf(parts, row as never))
  return { ok: true, value: { rows, total: listed.total, page, size, amountFen: listed.amountFen } as unknown as Rows }
}

type Row = { readonly fund: string; readonly payerKind?: string; readonly payer?: string; readonly personNo?: string }

function viewOf({ desks }: ConsoleParts, { personNo, ...row }: Row): object {
  const payer = row.payer ?? personNo
  const name =
    row.payerKind === 'employer'
      ? desks.city.employer(row.payer)?.name
      : desks.contributions.payerTitle(row.payer ?? '')
  return titled({
    ...row,
    ...(payer !== undefined && { payer }),
    ...(row.payerKind !== undefined && { payerName: name ?? '' }),
  })
}

const SPANS = 40

export async function summary({ platform }: ConsoleParts, asker: Asker): Promise<Outcome<ContributionSummary>> {
  const own = await asker.read(async (reader) => ({
    charges: await chargeSums(reader),
    ...(isWhole(asker)
      ? {
          suspense: await suspenseByAge(reader, platform.clock.today()),
          breaks: await breakSums(reader),
          totals: await totalsOf(reader, SPANS),
        }
      : { suspense: [], breaks: [], totals: [] }),
  }))
  return {
    ok: true,
    value: {
      charges: own.charges.map(titled),
      suspense: own.suspense.map(titled),
      breaks: [...own.breaks],
      totals: own.totals.map(titled),
    } as ContributionSummary,
  }
}

const actorOf = ({ principal, channel }: Asker) => ({
  id: principal.account,
  channel,
  ...(principal.area !== '' && { area: principal.area }),
})

type Work = (desk: ContributionDesk, actor: ReturnType<typeof actorOf>, msgid: string) => Promise<Outcome<unknown>>

/** A step is one message: the button pressed twice is one step, or refused as one that is done. */
export async function act({ desks }: ConsoleParts, asker: Asker, work: Work): Promise<Outcome<CollectionDone>> {
  if (!isWhole(asker)) return wholeArea()
  const outcome = await work(desks.contributions, actorOf(asker), `console ${asker.requestId}`)
  return outcome.ok ? { ok: true, value: { done: true } } : outcome
}

export const stepBreak =
  ({ breakNo, to, note }: BreakStepBody): Work =>
  (desk, actor, msgid) =>
    desk.stepBreak({ breakNo, to, note }, actor, msgid)
