// What the funds owe to persons and heirs, and what providers have to pay back: the finance office's two lists.
import type { MoneyReference, PayoutRow, RecoveryRow } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { usePayouts, useRecoveries, useSent } from '../../api/flow-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { yuan } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { Badge, type Tone } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PageHead } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { Owed, SendLine } from './money-lists.tsx'

const NAMES = ['state'] as const
const TONES: Readonly<Record<string, Tone>> = {
  due: 'wait',
  paid: 'good',
  void: 'back',
  deducted: 'plain',
  recovered: 'good',
}

function useStates(states: readonly ('due' | 'paid' | 'void' | 'deducted' | 'recovered')[]) {
  const { t } = useTranslation()
  const { filters, page, change } = useFilters(NAMES)
  const field = (
    <section className="filters" aria-label={t('list.filters')}>
      <SelectField
        label={t('flow.state')}
        value={filters.state}
        options={states.map((value) => ({ value, label: t(`flow.moneyStates.${value}`) }))}
        onChange={(state) => change({ state } as Parameters<typeof change>[0])}
      />
    </section>
  )
  return { filters, page, change, field }
}

export function Payouts() {
  const { t } = useTranslation()
  const { filters, page, change, field } = useStates(['due', 'paid', 'void'])
  const columns = usePayoutColumns()
  const payouts = usePayouts({ ...filters, page })
  return (
    <>
      <PageHead title={t('flow.payouts')} note={t('flow.payoutsNote')}>
        <Link className="action" to="/recoveries">
          {t('flow.recoveries')}
        </Link>
      </PageHead>
      {field}
      <Answer of={payouts}>
        {(data) => (
          <>
            <Owed label={t('flow.due')} text={yuan(data.dueFen)} />
            <DataTable<PayoutRow>
              label={t('flow.payouts')}
              columns={columns}
              rows={data.rows}
              keyOf={({ id }) => id}
              empty={<Empty />}
              paging={{ page: data.page, size: data.size, total: data.total, onPage: (next) => change({ page: next }) }}
            />
          </>
        )}
      </Answer>
    </>
  )
}

function usePayoutColumns(): Column<PayoutRow>[] {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { permissions } = useSignedIn()
  const pay = useSent<MoneyReference>((rowId) => `/payouts/${rowId}/payment`)
  return [
    {
      key: 'at',
      title: t('flow.dueAt'),
      width: 158,
      render: (row) => (
        <Link data-row className="row-link number" to={`/requests/${row.request}`}>
          {row.dueAt}
        </Link>
      ),
    },
    { key: 'kind', title: t('flow.kind'), width: 96, render: (row) => either(row.kindTitle.zh, row.kindTitle.en) },
    { key: 'payee', title: t('flow.payee'), render: (row) => `${row.payeeName} ${row.payeeBank} ${row.payeeAccount}` },
    { key: 'total', title: t('flow.amount'), width: 110, number: true, render: (row) => yuan(row.totalFen) },
    {
      key: 'state',
      title: t('flow.state'),
      width: 100,
      render: (row) => <Badge tone={TONES[row.state] ?? 'plain'}>{either(row.stateTitle.zh, row.stateTitle.en)}</Badge>,
    },
    {
      key: 'pay',
      title: t('flow.reference'),
      width: 250,
      render: (row) =>
        row.state === 'due' && permissions.includes('payout:pay') ? (
          <SendLine
            label={t('flow.referenceOf', { name: row.payeeName })}
            action={t('flow.paid')}
            pending={pay.isPending && pay.variables.rowId === row.id}
            error={pay.variables?.rowId === row.id ? pay.error : null}
            onSend={(reference) => pay.mutate({ rowId: row.id, body: { reference } })}
          />
        ) : (
          `${row.reference} ${row.paidBy} ${row.paidAt}`.trim()
        ),
    },
  ]
}

export function Recoveries() {
  const { t } = useTranslation()
  const { filters, page, change, field } = useStates(['due', 'recovered', 'deducted'])
  const columns = useRecoveryColumns()
  const recoveries = useRecoveries({ ...filters, page })
  return (
    <>
      <PageHead
        title={t('flow.recoveries')}
        note={t('flow.recoveriesNote')}
        crumbs={[{ to: '/payouts', text: t('flow.payouts') }]}
      />
      {field}
      <Answer of={recoveries}>
        {(data) => (
          <>
            <Owed label={t('flow.toComeBack')} text={yuan(data.dueFen)} />
            <DataTable<RecoveryRow>
              label={t('flow.recoveries')}
              columns={columns}
              rows={data.rows}
              keyOf={({ id }) => id}
              empty={<Empty />}
              paging={{ page: data.page, size: data.size, total: data.total, onPage: (next) => change({ page: next }) }}
            />
          </>
        )}
      </Answer>
    </>
  )
}

function useRecoveryColumns(): Column<RecoveryRow>[] {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { permissions } = useSignedIn()
  const receive = useSent<MoneyReference>((rowId) => `/recoveries/${rowId}/receipt`)
  return [
    {
      key: 'at',
      title: t('flow.decidedAt'),
      width: 158,
      render: (row) => (
        <Link data-row className="row-link number" to={`/settlements/${row.settlement}`}>
          {row.decidedAt}
        </Link>
      ),
    },
    { key: 'provider', title: t('flow.provider'), render: (row) => row.providerName },
    { key: 'basis', title: t('flow.basis'), render: (row) => row.basis },
    { key: 'due', title: t('flow.amount'), width: 110, number: true, render: (row) => yuan(row.dueFen) },
    {
      key: 'state',
      title: t('flow.state'),
      width: 120,
      render: (row) => <Badge tone={TONES[row.state] ?? 'plain'}>{either(row.stateTitle.zh, row.stateTitle.en)}</Badge>,
    },
    {
      key: 'receive',
      title: t('flow.reference'),
      width: 250,
      render: (row) =>
        row.state === 'due' && permissions.includes('payout:pay') ? (
          <SendLine
            label={t('flow.referenceOf', { name: row.providerName })}
            action={t('flow.received')}
            pending={receive.isPending && receive.variables.rowId === row.id}
            error={receive.variables?.rowId === row.id ? receive.error : null}
            onSend={(reference) => receive.mutate({ rowId: row.id, body: { reference } })}
          />
        ) : (
          `${row.reference} ${row.receivedBy} ${row.receivedAt}`.trim()
        ),
    },
  ]
}
