// The funds: balances of both layers, each leading to its entries, and the proof that nothing was altered.
import type { FundsView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { useFunds } from '../../api/queries.ts'
import { useFilters } from '../../parts/address.ts'
import { PageHead } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { FundCard } from './fund-card.tsx'
import { Verify } from './verify.tsx'

const FILTERS = ['period'] as const

export default function FundsPage() {
  const { t } = useTranslation()
  const { filters, change } = useFilters(FILTERS)
  const funds = useFunds(filters.period)
  const periods = funds.data?.periods ?? []
  return (
    <>
      <PageHead title={t('funds.title')} note={funds.data && t('funds.asOf', { at: funds.data.asOf })}>
        <SelectField
          label={t('funds.period')}
          all={t('funds.allPeriods')}
          value={filters.period}
          options={periods.map((period) => ({ value: period, label: period }))}
          onChange={(period) => change({ period })}
        />
      </PageHead>
      <Verify />
      <Answer of={funds}>{(view) => <Cards view={view} period={filters.period} />}</Answer>
    </>
  )
}

function Cards({ view, period }: { view: FundsView; period: string | undefined }) {
  const { t } = useTranslation()
  if (view.funds.length === 0) return <Empty title={t('funds.empty')} hint={t('funds.emptyHint')} />
  return (
    <>
      {view.funds.map((fund) => (
        <FundCard key={fund.fund} fund={fund} period={period} />
      ))}
    </>
  )
}
