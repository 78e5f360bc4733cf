// 参保业务: the rates by each definition, and the work lists with their legal resolution and the next step.
import { PrinterOutlined } from '@ant-design/icons'
import type { WorkListQuery, WorkListRow } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSignedIn } from '../../api/session.ts'
import { useWorkList } from '../../api/window-queries.ts'
import { type Filters, useFilters } from '../../parts/address.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { useLanguage } from '../../parts/language.ts'
import { PageHead, Section } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { CommittedField } from '../clearings/filters.tsx'
import { RowAct } from './acts.tsx'
import { Rates } from './rates.tsx'

const NAMES = ['list', 'area', 'q', 'open'] as const
const LISTS = ['duplicates', 'broken', 'missing', 'newborn', 'died', 'moved'] as const
type ListName = NonNullable<WorkListQuery['list']>

export default function EnrolmentPage() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  return (
    <>
      <PageHead title={t('window.title')} note={t('window.note')}>
        <Link to="/enrolment/transfers">{t('transfer.title')}</Link>
        {permissions.includes('enrolment:write') && <Link to="/enrolment/new">{t('window.newPerson')}</Link>}
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('window.print')}
        </Button>
      </PageHead>
      <WorkList />
      <Rates />
    </>
  )
}

function WorkList() {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { filters, page, change, clear } = useFilters(NAMES)
  const list: ListName = LISTS.find((each) => each === filters.list) ?? 'duplicates'
  const rows = useWorkList({ ...filters, list, page })
  return (
    <Section
      title={t(`window.lists.${list}`)}
      actions={
        <ExportButton path="/enrolment/lists/export" name={t(`window.lists.${list}`)} query={{ ...filters, list }} />
      }
    >
      <ListFilters list={list} filters={filters} change={change} clear={clear} />
      <Answer of={rows}>
        {(data) => (
          <>
            <p className="quiet">
              {t('window.basis')}
              {either(data.basis.zh, data.basis.en)}
            </p>
            <Rows
              list={list}
              rows={data.rows}
              paging={{ page: data.page, size: data.size, total: data.total, onPage: (next) => change({ page: next }) }}
            />
          </>
        )}
      </Answer>
    </Section>
  )
}

type Name = (typeof NAMES)[number]

function ListFilters(props: {
  list: ListName
  filters: Filters<Name>
  change: (next: Filters<Name>) => void
  clear: () => void
}) {
  const { t } = useTranslation()
  const { list, filters, change, clear } = props
  const set = (name: Name) => (value: string | undefined) => change({ [name]: value } as Filters<Name>)
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <ChoiceField
        label={t('window.list')}
        value={list}
        options={LISTS.map((value) => ({ value, label: t(`window.lists.${value}`) }))}
        onChange={set('list')}
        width={180}
      />
      <CommittedField label={t('window.areaCode')} value={filters.area} fits={/^\d{2,6}$/} onChange={set('area')} />
      <CommittedField label={t('window.search')} value={filters.q} fits={/^.{1,40}$/u} onChange={set('q')} />
      <SelectField
        label={t('window.onlyOpen')}
        value={filters.open}
        options={[{ value: 'true', label: t('window.onlyOpenYes') }]}
        onChange={set('open')}
      />
      {Object.keys(filters).some((name) => name !== 'list') && (
        <Button onClick={clear}>{t('state.clearFilters')}</Button>
      )}
    </search>
  )
}

function Rows({ list, rows, paging }: { list: ListName; rows: readonly WorkListRow[]; paging: PagingOf }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { permissions } = useSignedIn()
  const columns: Column<WorkListRow>[] = [
    {
      key: 'person',
      title: t('window.person'),
      width: 190,
      render: (row) => (
        <Link data-row="" to={`/enrolment/persons/${encodeURIComponent(row.personNo)}`}>
          {row.name} <span className="mono">{row.personNo}</span>
        </Link>
      ),
    },
    { key: 'area', title: t('window.area'), width: 110, render: (row) => row.area },
    { key: 'found', title: t('window.found'), render: (row) => either(row.found.zh, row.found.en) },
    ...(list === 'duplicates'
      ? [
          {
            key: 'rule',
            title: t('window.resolution'),
            width: 150,
            render: (row: WorkListRow) => either(row.resolution.zh, row.resolution.en),
          },
        ]
      : []),
    {
      key: 'visit',
      title: t('window.visit'),
      width: 180,
      render: (row) => (
        <>
          {either(row.visit.zh, row.visit.en)} {row.visitNote}
          {row.visitedAt !== '' && <div className="quiet">{`${row.visitedBy} ${row.visitedAt}`}</div>}
        </>
      ),
    },
    ...(permissions.includes('enrolment:write')
      ? [
          {
            key: 'act',
            title: t('window.act'),
            width: 300,
            render: (row: WorkListRow) => <RowAct list={list} row={row} />,
          },
        ]
      : []),
  ]
  return (
    <DataTable<WorkListRow>
      label={t(`window.lists.${list}`)}
      columns={columns}
      rows={rows}
      keyOf={(row) => `${row.personNo} ${row.issue}`}
      empty={<Empty title={t('window.empty')} hint={t('window.emptyHint')} />}
      paging={paging}
    />
  )
}

type PagingOf = NonNullable<Parameters<typeof DataTable<WorkListRow>>[0]['paging']>
