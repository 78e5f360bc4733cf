// 单位网厅: the month at a glance, one person's change, the people, and the bill of a month.

import { PrinterOutlined } from '@ant-design/icons'
import type { EmployerView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useEmployer } from '../../api/enrolment-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { thousands, yuan } from '../../format/money.ts'
import { Grid } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, Figure, PageHead, Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import { Bill } from './bill.tsx'
import { Declare } from './declare.tsx'
import { Members } from './members.tsx'

export default function EmployerPage() {
  const { t } = useTranslation()
  const employer = useEmployer()
  return (
    <>
      <PageHead title={employer.data?.name || t('employer.title')} note={t('employer.note')}>
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('employer.print')}
        </Button>
      </PageHead>
      <Answer of={employer}>{(view) => <Month view={view} />}</Answer>
    </>
  )
}

function Month({ view }: { view: EmployerView }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  return (
    <>
      <section className="card facts-card">
        <Facts
          rows={[
            { label: t('employer.number'), value: <span className="mono">{view.employerNo}</span> },
            { label: t('employer.creditCode'), value: <span className="mono">{view.creditCode}</span> },
            { label: t('employer.area'), value: view.area },
          ]}
        />
      </section>
      <h2>{t('employer.month', { month: view.month })}</h2>
      <div className="figures">
        <Figure label={t('employer.members')} figure={thousands(view.members)} />
        <Figure label={t('employer.added')} figure={thousands(view.added)} />
        <Figure label={t('employer.dropped')} figure={thousands(view.dropped)} />
        <Figure
          label={t('employer.bill')}
          figure={yuan(view.billFen)}
          note={t(view.billed ? 'employer.billed' : 'employer.foreseen')}
        />
        <Figure label={t('employer.paid')} figure={yuan(view.paidFen)} />
        <Figure label={t('employer.overdue')} figure={yuan(view.overdueFen)} />
      </div>
      <p className="quiet">{t('employer.until', { day: view.declareDay, month: view.openMonth })}</p>
      {view.notInsured.length > 0 && <NotInsured rows={view.notInsured} />}
      {permissions.includes('employer:write') && <Declare openMonth={view.openMonth} />}
      <Members />
      <Bill month={view.month} />
    </>
  )
}

function NotInsured({ rows }: { rows: EmployerView['notInsured'] }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return (
    <Section title={t('employer.notInsured')}>
      <Grid<(typeof rows)[number]>
        label={t('employer.notInsured')}
        rows={rows}
        keyOf={({ personNo }) => personNo}
        columns={[
          { key: 'name', title: t('employer.name'), width: 160, render: (row) => row.name },
          { key: 'no', title: t('batch.personNo'), render: (row) => <span className="mono">{row.personNo}</span> },
          { key: 'why', title: t('employer.reason'), render: (row) => either(row.reason.zh, row.reason.en) },
        ]}
      />
    </Section>
  )
}
