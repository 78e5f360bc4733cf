// 预付与直付: what was paid before it was owed or to suppliers, what is still out, what was set off, and the next steps.
import { PrinterOutlined } from '@ant-design/icons'
import type { AdvanceQuery, AdvanceView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAdvances } from '../../api/advance-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands, yuan } from '../../format/money.ts'
import { type Filters, useFilters } from '../../parts/address.ts'
import { Badge } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PageHead } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { CommittedField } from '../clearings/filters.tsx'
import { Sum } from '../clearings/parts.tsx'
import { Propose } from './propose.tsx'
import { Said } from './row.tsx'
import { ADVANCE_KINDS, ADVANCE_STATES, kindOf, stateOf, TONES } from './words.ts'

const NAMES = ['kind', 'state', 'provider'] as const

export default function AdvancesPage() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const { filters, page, change } = useFilters(NAMES)
  const advances = useAdvances({ ...filters, page } as AdvanceQuery)
  const set = (next: object) => change(next as Parameters<typeof change>[0])
  const columns = useColumns()
  return (
    <>
      <PageHead
        title={t('advance.title')}
        note={t('advance.note')}
        crumbs={[{ to: '/clearings', text: t('clearing.title') }]}
      >
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('clearing.print')}
        </Button>
      </PageHead>
      {permissions.includes('clearing:propose') && <Propose />}
      <section className="card">
        <AdvanceFilters filters={filters} set={set} />
        <Answer of={advances}>
          {(data) => (
            <>
              <p className="sums">
                <span>{t('list.count', { n: thousands(data.total) })}</span>
                <Sum label={t('advance.paidSum')} fen={data.sums.paidFen} />
                <Sum label={t('advance.balanceSum')} fen={data.sums.balanceFen} />
              </p>
              <DataTable<AdvanceView>
                label={t('advance.title')}
                columns={columns}
                rows={data.rows}
                keyOf={({ id }) => id}
                empty={<Empty title={t('advance.empty')} hint={t('advance.emptyHint')} />}
                paging={{
                  page: data.page,
                  size: data.size,
                  total: data.total,
                  onPage: (next) => change({ page: next }),
                }}
                detail={{ open: data.rows.map(({ id }) => id), render: (row) => <Said row={row} /> }}
              />
            </>
          )}
        </Answer>
      </section>
    </>
  )
}

interface FilterProps {
  readonly filters: Filters<(typeof NAMES)[number]>
  readonly set: (next: object) => void
}

function AdvanceFilters({ filters, set }: FilterProps) {
  const { t } = useTranslation()
  const { provider } = useSignedIn()
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <SelectField
        label={t('advance.kind')}
        value={filters.kind}
        options={ADVANCE_KINDS.map((value) => ({ value, label: t(`advance.kinds.${value}`) }))}
        onChange={(kind) => set({ kind })}
      />
      <SelectField
        label={t('clearing.state')}
        value={filters.state}
        options={ADVANCE_STATES.map((value) => ({ value, label: t(`advance.states.${value}`) }))}
        onChange={(state) => set({ state })}
      />
      {provider === '' && (
        <CommittedField
          label={t('clearing.provider')}
          value={filters.provider}
          fits={/^.{1,50}$/}
          onChange={(code) => set({ provider: code })}
        />
      )}
    </search>
  )
}

function useColumns(): Column<AdvanceView>[] {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return [
    { key: 'kind', title: t('advance.kind'), width: 130, render: (row) => t(`advance.kinds.${kindOf(row.kind)}`) },
    { key: 'provider', title: t('clearing.providerName'), render: (row) => row.providerName },
    { key: 'fund', title: t('clearing.fund'), render: (row) => either(row.fundTitle, row.fundTitleEn) },
    { key: 'amount', title: t('advance.amount'), width: 130, number: true, render: (row) => yuan(row.amountFen) },
    { key: 'offset', title: t('advance.offset'), width: 130, number: true, render: (row) => yuan(row.offsetFen) },
    { key: 'balance', title: t('advance.balance'), width: 130, number: true, render: (row) => yuan(row.balanceFen) },
    {
      key: 'state',
      title: t('clearing.state'),
      width: 110,
      render: (row) => <Badge tone={TONES[stateOf(row.state)]}>{t(`advance.states.${stateOf(row.state)}`)}</Badge>,
    },
  ]
}
