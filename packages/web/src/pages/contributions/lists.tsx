// The four lists: charges, receipts of the tax office, money at the treasury, breaks with their next step.
import type { ArrivalView, BreakView, ChargeView, ListPage, ReceiptView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import type { Query } from '../../api/call.ts'
import { type ContributionList, useContributions } from '../../api/contribution-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands, yuan } from '../../format/money.ts'
import { Badge, type Tone } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PersonLink } from '../../parts/person-link.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { BreakSteps } from './break-steps.tsx'
import { SuspenseRefund } from './suspense-refund.tsx'

interface ListProps {
  readonly query: Query
  readonly onPage: (page: number) => void
}

function Listed<T extends object>(props: {
  page: ListPage<T>
  label: string
  columns: readonly Column<T>[]
  keyOf: (row: T) => string
  onPage: (page: number) => void
}) {
  const { t } = useTranslation()
  const { page, label, columns, keyOf, onPage } = props
  return (
    <>
      <p className="sums">
        <span className="quiet">{t('list.sums')}</span>
        <span>{t('list.count', { n: thousands(page.total) })}</span>
        <span>
          {t('contribution.amount')} <strong className="number">{yuan(page.amountFen)}</strong>
        </span>
      </p>
      <DataTable<T>
        label={label}
        columns={columns}
        rows={page.rows}
        keyOf={keyOf}
        empty={<Empty title={t('contribution.empty')} hint={t('contribution.emptyHint')} />}
        paging={{ page: page.page, size: page.size, total: page.total, onPage }}
      />
    </>
  )
}

const CHARGE_TONES: Readonly<Record<string, Tone>> = {
  confirmed: 'good',
  credited: 'good',
  collected: 'wait',
  sent: 'wait',
}
const ARRIVAL_TONES: Readonly<Record<string, Tone>> = { matched: 'good', suspense: 'wait', refunded: 'back' }
const BREAK_TONES: Readonly<Record<string, Tone>> = {
  open: 'bad',
  explained: 'wait',
  corrected: 'wait',
  closed: 'good',
}

/** Columns that several lists have. */
function useShared() {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return {
    fund: <T extends { readonly fundTitle: string; readonly fundTitleEn: string }>(): Column<T> => ({
      key: 'fund',
      title: t('contribution.fund'),
      width: 150,
      render: (row) => either(row.fundTitle, row.fundTitleEn),
    }),
    amount: <T extends { readonly amountFen: number }>(): Column<T> => ({
      key: 'amount',
      title: t('contribution.amount'),
      width: 120,
      number: true,
      render: (row) => yuan(row.amountFen),
    }),
    code: <T,>(key: string, title: string, of: (row: T) => string | null): Column<T> => ({
      key,
      title,
      render: (row) => <span className="mono">{of(row) ?? ''}</span>,
    }),
  }
}

function useList<L extends ContributionList>(list: L, query: Query) {
  return useContributions(list, query)
}

export function Charges({ query, onPage }: ListProps) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const { fund, amount, code } = useShared()
  const list = useList('charges', query)
  const mayOpen = permissions.includes('person:read')
  const columns: Column<ChargeView>[] = [
    code('no', t('contribution.chargeNo'), (row) => row.chargeNo),
    {
      key: 'payer',
      title: t('contribution.payer'),
      render: (row) =>
        row.payerKind === 'person' && mayOpen ? (
          <PersonLink personNo={row.payer} name={row.payer} />
        ) : (
          row.payerName || row.payer
        ),
    },
    { key: 'period', title: t('contribution.period'), width: 86, render: (row) => row.period },
    fund(),
    amount(),
    { key: 'people', title: t('contribution.people'), width: 70, number: true, render: (row) => thousands(row.people) },
    { key: 'due', title: t('contribution.dueOn'), width: 104, render: (row) => row.dueOn },
    {
      key: 'state',
      title: t('contribution.state'),
      width: 150,
      render: (row) => (
        <>
          <Badge tone={CHARGE_TONES[row.state] ?? 'plain'}>
            {t(`contribution.chargeStates.${row.state as 'assessed'}`)}
          </Badge>
          {row.kind === 'late_fee' && <span className="quiet"> {t('contribution.lateFee')}</span>}
        </>
      ),
    },
  ]
  return (
    <Answer of={list}>
      {(page) => (
        <Listed
          page={page}
          label={t('contribution.lists.charges')}
          columns={columns}
          keyOf={(row) => row.chargeNo}
          onPage={onPage}
        />
      )}
    </Answer>
  )
}

export function Receipts({ query, onPage }: ListProps) {
  const { t } = useTranslation()
  const { fund, amount, code } = useShared()
  const list = useList('receipts', query)
  const columns: Column<ReceiptView>[] = [
    code('no', t('contribution.receiptNo'), (row) => row.receiptNo),
    code('charge', t('contribution.chargeNo'), (row) => row.chargeNo),
    code('payer', t('contribution.payer'), (row) => row.payer),
    fund(),
    { key: 'period', title: t('contribution.period'), width: 86, render: (row) => row.period },
    amount(),
    { key: 'paid', title: t('contribution.paidOn'), width: 104, render: (row) => row.paidOn },
  ]
  return (
    <Answer of={list}>
      {(page) => (
        <Listed
          page={page}
          label={t('contribution.lists.receipts')}
          columns={columns}
          keyOf={(row) => row.receiptNo}
          onPage={onPage}
        />
      )}
    </Answer>
  )
}

export function Arrivals({ query, onPage }: ListProps) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const { fund, amount, code } = useShared()
  const list = useList('arrivals', query)
  const columns: Column<ArrivalView>[] = [
    code('no', t('contribution.arrivalNo'), (row) => row.arrivalNo),
    code('receipt', t('contribution.receiptNo'), (row) => row.receiptNo),
    fund(),
    amount(),
    { key: 'on', title: t('contribution.arrivedOn'), width: 104, render: (row) => row.arrivedOn },
    {
      key: 'state',
      title: t('contribution.state'),
      width: 110,
      render: (row) => (
        <Badge tone={ARRIVAL_TONES[row.state] ?? 'plain'}>
          {t(`contribution.arrivalStates.${row.state as 'matched'}`)}
        </Badge>
      ),
    },
    ...(permissions.includes('contribution:handle')
      ? [
          {
            key: 'refund',
            title: t('refund.suspense'),
            width: 330,
            render: (row: ArrivalView) => <SuspenseRefund row={row} />,
          },
        ]
      : []),
  ]
  return (
    <Answer of={list}>
      {(page) => (
        <Listed
          page={page}
          label={t('contribution.lists.arrivals')}
          columns={columns}
          keyOf={(row) => row.arrivalNo}
          onPage={onPage}
        />
      )}
    </Answer>
  )
}

export function Breaks({ query, onPage }: ListProps) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const { fund, amount, code } = useShared()
  const list = useList('breaks', query)
  const columns: Column<BreakView>[] = [
    {
      key: 'kind',
      title: t('contribution.kind'),
      width: 140,
      render: (row) => t(`contribution.kinds.${row.kind as 'wrong_fund'}`),
    },
    fund(),
    amount(),
    code('charge', t('contribution.chargeNo'), (row) => row.chargeNo ?? row.receiptNo ?? row.arrivalNo),
    {
      key: 'owner',
      title: t('contribution.owner'),
      width: 110,
      render: (row) => t(`contribution.owners.${row.owner}`),
    },
    { key: 'on', title: t('contribution.openedOn'), width: 104, render: (row) => row.openedOn },
    {
      key: 'state',
      title: t('contribution.state'),
      width: 110,
      render: (row) => (
        <Badge tone={BREAK_TONES[row.state] ?? 'plain'}>{t(`contribution.breakStates.${row.state as 'open'}`)}</Badge>
      ),
    },
    ...(permissions.includes('contribution:handle')
      ? [
          {
            key: 'step',
            title: t('contribution.step'),
            width: 250,
            render: (row: BreakView) => <BreakSteps row={row} />,
          },
        ]
      : []),
  ]
  return (
    <Answer of={list}>
      {(page) => (
        <Listed
          page={page}
          label={t('contribution.lists.breaks')}
          columns={columns}
          keyOf={(row) => row.breakNo}
          onPage={onPage}
        />
      )}
    </Answer>
  )
}
