// Requests under four eyes: those that wait for a decision first, and what became of the others.
import type { RequestRow } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useRequests } from '../../api/flow-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { useFilters } from '../../parts/address.ts'
import { Badge, type Tone } from '../../parts/badge.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PageHead } from '../../parts/page.tsx'
import { PersonLink } from '../../parts/person-link.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'

const TONES: Readonly<Record<string, Tone>> = { proposed: 'wait', approved: 'good', refused: 'bad', withdrawn: 'back' }
export const requestTone = (state: string): Tone => TONES[state] ?? 'plain'

const NAMES = ['state', 'kind', 'person', 'settlement'] as const
const STATES = ['proposed', 'approved', 'refused', 'withdrawn'] as const
const KINDS = ['correction', 'cancellation', 'claim', 'claw_back', 'death', 'setting'] as const

export default function Requests() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const { filters, page, change, clear } = useFilters(NAMES)
  const columns = useColumns()
  const requests = useRequests({ ...filters, page })
  return (
    <>
      <PageHead title={t('flow.title')} note={t('flow.note')}>
        {permissions.includes('request:propose') && <NewOnes />}
      </PageHead>
      <section className="filters" aria-label={t('list.filters')}>
        <SelectField
          label={t('flow.state')}
          value={filters.state}
          options={STATES.map((value) => ({ value, label: t(`flow.states.${value}`) }))}
          onChange={(state) => change({ state } as Parameters<typeof change>[0])}
        />
        <SelectField
          label={t('flow.kind')}
          value={filters.kind}
          options={KINDS.map((value) => ({ value, label: t(`flow.kinds.${value}`) }))}
          onChange={(kind) => change({ kind } as Parameters<typeof change>[0])}
        />
      </section>
      <Answer of={requests}>
        {(data) => (
          <DataTable<RequestRow>
            label={t('flow.title')}
            columns={columns}
            rows={data.rows}
            keyOf={({ id }) => id}
            loading={requests.isFetching}
            empty={<Empty action={<Button onClick={clear}>{t('state.clearFilters')}</Button>} />}
            paging={{ page: data.page, size: data.size, total: data.total, onPage: (next) => change({ page: next }) }}
          />
        )}
      </Answer>
    </>
  )
}

function NewOnes() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const kinds = permissions.includes('settlement:read')
    ? (['claim', 'death', 'setting'] as const)
    : (['claim', 'death'] as const)
  return (
    <>
      {kinds.map((kind) => (
        <Link key={kind} className="action" to={`/requests/new/${kind}`}>
          {t(`flow.new.${kind}`)}
        </Link>
      ))}
    </>
  )
}

function useColumns() {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return [
    {
      key: 'at',
      title: t('flow.proposedAt'),
      width: 158,
      render: (row: RequestRow) => (
        <Link data-row className="row-link number" to={`/requests/${encodeURIComponent(row.id)}`}>
          {row.proposedAt}
        </Link>
      ),
    },
    {
      key: 'kind',
      title: t('flow.kind'),
      width: 120,
      render: (row: RequestRow) => either(row.kindTitle.zh, row.kindTitle.en),
    },
    {
      key: 'person',
      title: t('flow.person'),
      width: 90,
      render: (row: RequestRow) => (row.personNo ? <PersonLink personNo={row.personNo} name={row.personName} /> : ''),
    },
    { key: 'reason', title: t('flow.reason'), render: (row: RequestRow) => row.reason },
    { key: 'by', title: t('flow.proposedBy'), width: 150, render: (row: RequestRow) => row.proposedBy },
    {
      key: 'state',
      title: t('flow.state'),
      width: 110,
      render: (row: RequestRow) => (
        <Badge tone={requestTone(row.state)}>{either(row.stateTitle.zh, row.stateTitle.en)}</Badge>
      ),
    },
  ]
}
