// The faulty lines, one by one, by reason; and all of them as a file.
import type { BatchView, FaultRow } from '@yibao/contract/rest'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFaults } from '../../api/enrolment-queries.ts'
import { thousands } from '../../format/money.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { Answer, Empty } from '../../parts/state.tsx'

export function Faults({ view }: { view: BatchView }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const [code, setCode] = useState<string>()
  const [page, setPage] = useState(1)
  const faults = useFaults(view.id, view.state, { ...(code && { code }), page })
  return (
    <Section
      title={t('batch.faults')}
      actions={
        <ExportButton
          path={`/enrolment/batches/${view.id}/faults/export`}
          name={`${view.fileName} ${t('batch.faults')}`}
          query={{ ...(code && { code }) }}
        />
      }
    >
      <search className="filters" aria-label={t('list.filters')}>
        <SelectField
          label={t('batch.faultKind')}
          value={code}
          width={230}
          options={view.faultKinds.map((each) => ({
            value: each.code,
            label: `${either(each.title.zh, each.title.en)} ${thousands(each.count)}`,
          }))}
          onChange={(next) => {
            setCode(next)
            setPage(1)
          }}
        />
      </search>
      <Answer of={faults}>
        {(data) => (
          <DataTable<FaultRow>
            label={t('batch.faults')}
            rows={data.rows}
            keyOf={(row) => `${row.line} ${row.column} ${row.code}`}
            empty={<Empty title={t('batch.noFaults')} />}
            paging={{ page: data.page, size: data.size, total: data.total, onPage: setPage }}
            columns={[
              { key: 'line', title: t('batch.line'), width: 80, number: true, render: (row) => thousands(row.line) },
              { key: 'column', title: t('batch.column'), width: 130, render: (row) => row.column },
              {
                key: 'kind',
                title: t('batch.faultKind'),
                width: 190,
                render: (row) => either(row.title.zh, row.title.en),
              },
              { key: 'found', title: t('batch.value'), render: (row) => row.found },
              { key: 'allowed', title: t('batch.allowed'), render: (row) => row.allowed },
            ]}
          />
        )}
      </Answer>
    </Section>
  )
}
