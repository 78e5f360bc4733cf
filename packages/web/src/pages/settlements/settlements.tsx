// The list of settlements: filters in the address, sort, sums of the whole result, export of exactly what is listed.
import type { SettlementPage, SettlementQuery } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { useSettlements } from '../../api/queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { useFilters } from '../../parts/address.ts'
import { PageHead } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import { Export } from './export.tsx'
import { FilterBar } from './filter-bar.tsx'
import { SETTLEMENT_FILTERS } from './filters.ts'
import { SettlementTable, Sums } from './table.tsx'

const SIZE = 50
const SORTS = ['newest', 'total', 'fund'] as const

export default function SettlementsPage() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const { filters, page, change, clear } = useFilters(SETTLEMENT_FILTERS)
  const sort = SORTS.find((each) => each === filters.sort) ?? 'newest'
  const query: SettlementQuery = { ...filters, sort, page, size: SIZE }
  const settlements = useSettlements(query)
  return (
    <>
      <PageHead title={t('settlements.title')}>
        {permissions.includes('settlement:export') && <Export query={{ ...filters, sort }} />}
      </PageHead>
      <section className="card">
        <FilterBar filters={filters} change={change} clear={clear} />
        <Answer of={settlements}>
          {(result: SettlementPage) => (
            <>
              <Sums page={result} />
              <SettlementTable
                page={result}
                loading={settlements.isPlaceholderData}
                sort={{ by: sort, onSort: (by) => change({ sort: by === 'newest' ? undefined : by }) }}
                onPage={(next) => change({ page: next })}
                clear={clear}
              />
            </>
          )}
        </Answer>
      </section>
    </>
  )
}
