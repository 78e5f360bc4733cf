// 批量参保: templates, sending a file, and every batch with where it is.
import type { BatchRow } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useBatches } from '../../api/enrolment-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PageHead, Section } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { BatchState, STATES } from './state.tsx'
import { Upload } from './upload.tsx'

const NAMES = ['state'] as const

export default function BatchesPage() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  return (
    <>
      <PageHead title={t('batch.title')} note={t('batch.note')} />
      {permissions.includes('batch:write') && <Upload />}
      <History />
    </>
  )
}

function History() {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { filters, page, change } = useFilters(NAMES)
  const batches = useBatches({ ...filters, page })
  const columns: Column<BatchRow>[] = [
    {
      key: 'file',
      title: t('batch.file'),
      render: (row) => (
        <Link data-row="" to={`/batches/${row.id}`}>
          {row.fileName}
        </Link>
      ),
    },
    {
      key: 'sender',
      title: t('batch.sender'),
      width: 190,
      render: (row) => (
        <>
          {row.employer || t('batch.agency')}
          {row.origin === 'form' && <span className="quiet"> {t('batch.form')}</span>}
        </>
      ),
    },
    { key: 'state', title: t('batch.state'), width: 190, render: (row) => <BatchState row={row} /> },
    { key: 'lines', title: t('batch.lines'), width: 90, number: true, render: (row) => thousands(row.lines) },
    { key: 'faulty', title: t('batch.faulty'), width: 90, number: true, render: (row) => thousands(row.faulty) },
    { key: 'by', title: t('batch.by'), width: 130, render: (row) => row.by },
    { key: 'at', title: t('batch.at'), width: 160, render: (row) => <span className="number">{row.at}</span> },
  ]
  return (
    <Section title={t('batch.history')}>
      <search className="filters" aria-label={t('list.filters')}>
        <SelectField
          label={t('batch.state')}
          value={filters.state}
          options={Object.entries(STATES).map(([value, { zh, en }]) => ({ value, label: either(zh, en) }))}
          onChange={(state) => change({ state } as { state?: string })}
        />
      </search>
      <Answer of={batches}>
        {(data) => (
          <DataTable<BatchRow>
            label={t('batch.history')}
            columns={columns}
            rows={data.rows}
            keyOf={({ id }) => id}
            empty={<Empty title={t('batch.empty')} hint={t('batch.emptyHint')} />}
            paging={{ page: data.page, size: data.size, total: data.total, onPage: (next) => change({ page: next }) }}
          />
        )}
      </Answer>
    </Section>
  )
}
