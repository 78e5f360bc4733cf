// 先诊疗后付费: who still owes a provider what, until when; payments are written down as they come.
import type { OpenItemPayment, OpenItemRow } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useOpenItems, useSent } from '../../api/flow-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { fenOf, yuan } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { Badge, type Tone } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PageHead } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { Owed, SendLine } from './money-lists.tsx'

const NAMES = ['state', 'person'] as const
const TONES: Readonly<Record<string, Tone>> = { open: 'wait', paid: 'good', void: 'back' }

export default function OpenItems() {
  const { t } = useTranslation()
  const { filters, page, change } = useFilters(NAMES)
  const columns = useColumns()
  const items = useOpenItems({ ...filters, page })
  return (
    <>
      <PageHead title={t('flow.openItems')} note={t('flow.openItemsNote')} />
      <section className="filters" aria-label={t('list.filters')}>
        <SelectField
          label={t('flow.state')}
          value={filters.state}
          options={(['open', 'paid', 'void'] as const).map((value) => ({
            value,
            label: t(`flow.itemStates.${value}`),
          }))}
          onChange={(state) => change({ state } as Parameters<typeof change>[0])}
        />
      </section>
      <Answer of={items}>
        {(data) => (
          <>
            <Owed label={t('flow.owed')} text={yuan(data.owedFen)} />
            <DataTable<OpenItemRow>
              label={t('flow.openItems')}
              columns={columns}
              rows={data.rows}
              keyOf={({ id }) => id}
              empty={<Empty title={t('flow.noItems')} hint={t('flow.noItemsHint')} />}
              paging={{ page: data.page, size: data.size, total: data.total, onPage: (next) => change({ page: next }) }}
            />
          </>
        )}
      </Answer>
    </>
  )
}

function useColumns(): Column<OpenItemRow>[] {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { permissions } = useSignedIn()
  const pay = useSent<OpenItemPayment>((rowId) => `/open-items/${rowId}/payments`)
  return [
    {
      key: 'at',
      title: t('flow.openedAt'),
      width: 158,
      render: (row) => (
        <Link data-row className="row-link number" to={`/settlements/${row.settlement}`}>
          {row.openedAt}
        </Link>
      ),
    },
    { key: 'person', title: t('flow.person'), width: 90, render: (row) => row.personName },
    { key: 'provider', title: t('flow.provider'), render: (row) => row.providerName },
    { key: 'amount', title: t('flow.amount'), width: 110, number: true, render: (row) => yuan(row.amountFen) },
    { key: 'left', title: t('flow.left'), width: 110, number: true, render: (row) => yuan(row.leftFen) },
    {
      key: 'promised',
      title: t('flow.promisedOn'),
      width: 130,
      render: (row) =>
        row.overdue ? <Badge tone="bad">{`${row.promisedOn} ${t('flow.overdue')}`}</Badge> : row.promisedOn,
    },
    {
      key: 'state',
      title: t('flow.state'),
      width: 100,
      render: (row) => <Badge tone={TONES[row.state] ?? 'plain'}>{either(row.stateTitle.zh, row.stateTitle.en)}</Badge>,
    },
    {
      key: 'pay',
      title: t('flow.payment'),
      width: 250,
      render: (row) =>
        row.state === 'open' && permissions.includes('open_item:write') ? (
          <SendLine
            label={t('flow.paymentOf', { name: row.personName })}
            action={t('flow.writeDown')}
            initial={yuan(row.leftFen).replaceAll(',', '')}
            isReady={(text) => (fenOf(text) ?? 0) > 0}
            pending={pay.isPending && pay.variables.rowId === row.id}
            error={pay.variables?.rowId === row.id ? pay.error : null}
            onSend={(text) =>
              pay.mutate({
                rowId: row.id,
                body: { key: `${row.id}-${row.paidFen}`, amountFen: fenOf(text) ?? 0, note: '' },
              })
            }
          />
        ) : null,
    },
  ]
}
