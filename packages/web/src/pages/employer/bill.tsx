// The bill of a month: its charges with their state, and for whom how much.
import type { BillView } from '@yibao/contract/rest'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBill } from '../../api/enrolment-queries.ts'
import { thousands, yuan } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { Grid } from '../../parts/grid.tsx'
import { Section } from '../../parts/page.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { CommittedField } from '../clearings/filters.tsx'

type Line = BillView['rows'][number]
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

export function Bill({ month: now }: { month: string }) {
  const { t } = useTranslation()
  const [month, setMonth] = useState(now)
  const [page, setPage] = useState(1)
  const bill = useBill({ month, page })
  return (
    <Section
      title={t('employer.billTitle')}
      note={bill.data && t(bill.data.assessed ? 'employer.billed' : 'employer.foreseen')}
      actions={<ExportButton path="/employer/bill/export" name={t('employer.billTitle')} query={{ month }} />}
    >
      <search className="filters" aria-label={t('list.filters')}>
        <CommittedField
          label={t('employer.from')}
          hint={t('employer.monthHint')}
          value={month}
          fits={MONTH}
          onChange={(next) => {
            setMonth(next ?? now)
            setPage(1)
          }}
        />
      </search>
      <Answer of={bill}>{(view) => <Lines view={view} onPage={setPage} />}</Answer>
    </Section>
  )
}

function Lines({ view, onPage }: { view: BillView; onPage: (page: number) => void }) {
  const { t } = useTranslation()
  const money = (key: keyof Line & `${string}Fen`, title: string) => ({
    key,
    title,
    number: true,
    render: (row: Line) => yuan(row[key]),
  })
  return (
    <>
      {view.charges.length > 0 && <Charges rows={view.charges} />}
      <p className="sums">{t('employer.billNote', { sum: yuan(view.amountFen), n: thousands(view.total) })}</p>
      <DataTable<Line>
        label={t('employer.billTitle')}
        rows={view.rows}
        keyOf={({ personNo }) => personNo}
        empty={<Empty title={t('employer.noBill')} />}
        paging={{ page: view.page, size: view.size, total: view.total, onPage }}
        columns={[
          { key: 'name', title: t('employer.name'), width: 130, render: (row) => row.name },
          { key: 'no', title: t('batch.personNo'), render: (row) => <span className="mono">{row.personNo}</span> },
          money('baseFen', t('employer.base')),
          money('employerFen', t('employer.employerPart')),
          money('personFen', t('employer.personPart')),
          money('amountFen', t('employer.total')),
        ]}
      />
    </>
  )
}

function Charges({ rows }: { rows: BillView['charges'] }) {
  const { t } = useTranslation()
  return (
    <Grid<(typeof rows)[number]>
      label={t('contribution.lists.charges')}
      rows={rows}
      keyOf={({ chargeNo }) => chargeNo}
      columns={[
        { key: 'no', title: t('employer.chargeNo'), render: (row) => <span className="mono">{row.chargeNo}</span> },
        {
          key: 'kind',
          title: t('employer.chargeKind'),
          render: (row) => t(row.kind === 'late_fee' ? 'employer.lateFee' : 'employer.contribution'),
        },
        { key: 'amount', title: t('employer.total'), number: true, render: (row) => yuan(row.amountFen) },
        { key: 'due', title: t('employer.dueOn'), render: (row) => row.dueOn },
        {
          key: 'state',
          title: t('employer.state'),
          render: (row) => (
            <>
              <Badge tone={row.state === 'confirmed' || row.state === 'credited' ? 'good' : 'wait'}>
                {t(`contribution.chargeStates.${row.state as 'sent'}`)}
              </Badge>
              {row.overdue && <Badge tone="bad">{t('employer.overdueMark')}</Badge>}
            </>
          ),
        },
      ]}
    />
  )
}
