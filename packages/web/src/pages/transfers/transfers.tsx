// 转移接续: those under way by the day they are due, and how many were closed on time.
import { useTranslation } from 'react-i18next'
import { useTransfers } from '../../api/transfer-queries.ts'
import { percent } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { PageHead, Section } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer } from '../../parts/state.tsx'
import { CommittedField } from '../clearings/filters.tsx'
import { TransferTable } from './table.tsx'

const NAMES = ['state', 'direction', 'person'] as const
const STATES = ['open', 'closed', 'rejected', 'reversed'] as const
const WHOLE_BP = 10_000

export default function TransfersPage() {
  const { t } = useTranslation()
  const { filters, page, change } = useFilters(NAMES)
  const transfers = useTransfers({ ...filters, state: filters.state ?? 'open', page })
  const set = (name: (typeof NAMES)[number]) => (value: string | undefined) =>
    change({ [name]: value } as Parameters<typeof change>[0])
  return (
    <>
      <PageHead
        title={t('transfer.title')}
        note={t('transfer.note')}
        crumbs={[{ to: '/enrolment', text: t('window.title') }]}
      />
      <Section title={t('transfer.list')}>
        <search className="filters" aria-label={t('list.filters')}>
          <SelectField
            label={t('window.state')}
            value={filters.state ?? 'open'}
            options={STATES.map((value) => ({ value, label: t(`transfer.states.${value}`) }))}
            onChange={set('state')}
          />
          <SelectField
            label={t('transfer.direction')}
            value={filters.direction}
            options={(['in', 'out'] as const).map((value) => ({ value, label: t(`transfer.directions.${value}`) }))}
            onChange={set('direction')}
          />
          <CommittedField
            label={t('person.number')}
            value={filters.person}
            fits={/^\w{1,30}$/}
            onChange={set('person')}
          />
        </search>
        <Answer of={transfers}>
          {(data) => (
            <>
              <p className="quiet">
                {data.closed === 0
                  ? t('transfer.noneClosed')
                  : t('transfer.onTime', {
                      closed: data.closed,
                      onTime: data.onTime,
                      share: percent(Math.round((data.onTime * WHOLE_BP) / data.closed)),
                    })}
              </p>
              <TransferTable
                rows={data.rows}
                withPerson
                paging={{
                  page: data.page,
                  size: data.size,
                  total: data.total,
                  onPage: (next) => change({ page: next }),
                }}
              />
            </>
          )}
        </Answer>
      </Section>
    </>
  )
}
