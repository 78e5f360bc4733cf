// The employer's people, by state, name or certificate.
import type { MemberRow } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { useMembers } from '../../api/enrolment-queries.ts'
import { yuan } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { Badge, spellTone } from '../../parts/badge.tsx'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { CommittedField } from '../clearings/filters.tsx'

const NAMES = ['state', 'q'] as const
const STATES = ['active', 'suspended', 'left'] as const

export function Members() {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { filters, page, change } = useFilters(NAMES)
  const members = useMembers({ ...filters, page })
  const columns: Column<MemberRow>[] = [
    { key: 'name', title: t('employer.name'), width: 130, render: (row) => row.name },
    {
      key: 'certificate',
      title: t('employer.certificate'),
      width: 190,
      render: (row) => <span className="mono">{row.certificate}</span>,
    },
    { key: 'status', title: t('employer.status'), width: 90, render: (row) => either(row.status.zh, row.status.en) },
    {
      key: 'state',
      title: t('employer.state'),
      width: 110,
      render: (row) => <Badge tone={spellTone(row.state)}>{either(row.stateTitle.zh, row.stateTitle.en)}</Badge>,
    },
    { key: 'from', title: t('employer.enrolled'), width: 110, render: (row) => row.from },
    { key: 'until', title: t('employer.ended'), width: 110, render: (row) => row.until ?? '' },
    {
      key: 'wage',
      title: t('employer.wageNow'),
      number: true,
      render: (row) =>
        row.wageFen === null ? (
          '–'
        ) : (
          <>
            {yuan(row.wageFen)} <span className="quiet">{t('employer.wageFrom', { month: row.wageFrom ?? '' })}</span>
          </>
        ),
    },
  ]
  return (
    <Section
      title={t('employer.people')}
      actions={<ExportButton path="/employer/members/export" name={t('employer.people')} query={filters} />}
    >
      <search className="filters" aria-label={t('list.filters')}>
        <SelectField
          label={t('employer.state')}
          value={filters.state}
          options={STATES.map((value) => ({ value, label: t(`employer.states.${value}`) }))}
          onChange={(state) => change({ state } as { state?: string })}
        />
        <CommittedField
          label={t('employer.search')}
          value={filters.q}
          fits={/^.{1,40}$/u}
          onChange={(q) => change({ q } as { q?: string })}
        />
      </search>
      <Answer of={members}>
        {(data) => (
          <DataTable<MemberRow>
            label={t('employer.people')}
            columns={columns}
            rows={data.rows}
            keyOf={({ personNo }) => personNo}
            empty={<Empty title={t('employer.noPeople')} />}
            paging={{ page: data.page, size: data.size, total: data.total, onPage: (next) => change({ page: next }) }}
          />
        )}
      </Answer>
    </Section>
  )
}
