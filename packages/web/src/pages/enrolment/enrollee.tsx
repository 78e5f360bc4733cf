// One person's enrolment on one screen: enrolments with the reason of their waiting, categories, mutual aid, charges, and what may be done.
import type { EnrolleeView } from '@yibao/contract/rest'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useSignedIn } from '../../api/session.ts'
import { useEnrollee } from '../../api/window-queries.ts'
import { yuan } from '../../format/money.ts'
import { Badge, spellTone } from '../../parts/badge.tsx'
import { Grid } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, PageHead, Section } from '../../parts/page.tsx'
import { Answer, Empty } from '../../parts/state.tsx'
import { OwnTransfers } from '../transfers/own-transfers.tsx'
import { Aid } from './aid.tsx'
import { Categories } from './categories.tsx'
import { LineForm } from './line-form.tsx'
import { Newborn } from './newborn.tsx'
import { Outlook } from './outlook.tsx'

export default function EnrolleePage() {
  const { personNo = '' } = useParams()
  const { t } = useTranslation()
  const enrollee = useEnrollee(personNo)
  return (
    <>
      <PageHead
        title={enrollee.data?.name ?? t('window.open')}
        crumbs={[{ to: '/enrolment', text: t('window.title') }]}
      >
        <Link to={`/persons/${encodeURIComponent(personNo)}`}>{t('person.title')}</Link>
      </PageHead>
      <Answer of={enrollee}>{(view) => <Detail view={view} />}</Answer>
    </>
  )
}

function Detail({ view }: { view: EnrolleeView }) {
  const { t } = useTranslation()
  const { name } = useLanguage()
  const { permissions } = useSignedIn()
  const mayWrite = permissions.includes('enrolment:write')
  return (
    <>
      {view.diedOn !== null && (
        <Alert className="notice" type="warning" showIcon title={t('window.died', { on: view.diedOn })} />
      )}
      <section className="card facts-card">
        <Facts
          rows={[
            { label: t('person.number'), value: <span className="mono">{view.personNo}</span> },
            { label: t('person.certificate'), value: <span className="mono">{view.certificate}</span> },
            { label: t('person.sex'), value: name('sex', view.sexTitle, view.sexTitle) },
            { label: t('person.born'), value: view.bornOn },
            { label: t('person.area'), value: view.area },
          ]}
        />
      </section>
      <Spells rows={view.spells} />
      {view.newborn && (
        <Newborn personNo={view.personNo} view={view.newborn} earlier={view.earlierIdentities} mayWrite={mayWrite} />
      )}
      <Outlook view={view.outlook} />
      {mayWrite && <LineForm personNo={view.personNo} />}
      <Categories view={view} mayWrite={mayWrite} />
      <Aid view={view} mayWrite={mayWrite} />
      <OwnTransfers personNo={view.personNo} mayWrite={mayWrite} />
      <Charges rows={view.charges} />
      {view.visits.length > 0 && <Visits rows={view.visits} />}
    </>
  )
}

function Spells({ rows }: { rows: EnrolleeView['spells'] }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  if (rows.length === 0)
    return (
      <Section title={t('window.spells')}>
        <Empty title={t('window.noSpells')} />
      </Section>
    )
  return (
    <Section title={t('window.spells')}>
      <Grid<(typeof rows)[number]>
        label={t('window.spells')}
        rows={rows}
        keyOf={({ from, scheme }, index) => `${from} ${scheme.zh} ${index}`}
        columns={[
          { key: 'scheme', title: t('window.scheme'), render: (row) => either(row.scheme.zh, row.scheme.en) },
          { key: 'status', title: t('window.status'), render: (row) => either(row.status.zh, row.status.en) },
          {
            key: 'state',
            title: t('window.state'),
            render: (row) => <Badge tone={spellTone(row.state)}>{either(row.stateTitle.zh, row.stateTitle.en)}</Badge>,
          },
          { key: 'from', title: t('window.from'), render: (row) => row.from },
          { key: 'until', title: t('window.until'), render: (row) => row.until ?? '–' },
          { key: 'area', title: t('window.area'), render: (row) => row.area },
          { key: 'employer', title: t('window.employer'), render: (row) => row.employer },
          { key: 'years', title: t('window.years'), number: true, render: (row) => String(row.years) },
          { key: 'why', title: t('window.why'), render: (row) => either(row.reason.zh, row.reason.en) },
        ]}
      />
    </Section>
  )
}

function Charges({ rows }: { rows: EnrolleeView['charges'] }) {
  const { t } = useTranslation()
  if (rows.length === 0)
    return (
      <Section title={t('window.charges')}>
        <Empty title={t('window.noCharges')} />
      </Section>
    )
  return (
    <Section title={t('window.charges')}>
      <Grid<(typeof rows)[number]>
        label={t('window.charges')}
        rows={rows}
        keyOf={({ chargeNo }) => chargeNo}
        columns={[
          { key: 'period', title: t('window.period'), render: (row) => row.period },
          { key: 'fund', title: t('window.fund'), render: (row) => row.fundTitle },
          { key: 'payer', title: t('window.payer'), render: (row) => row.payer },
          { key: 'base', title: t('window.base'), number: true, render: (row) => yuan(row.baseFen) },
          { key: 'amount', title: t('window.amount'), number: true, render: (row) => yuan(row.amountFen) },
          {
            key: 'state',
            title: t('window.state'),
            render: (row) => (row.state === '' ? '' : t(`contribution.chargeStates.${row.state as 'sent'}`)),
          },
          { key: 'on', title: t('window.credited'), render: (row) => row.creditedOn ?? '' },
        ]}
      />
    </Section>
  )
}

function Visits({ rows }: { rows: EnrolleeView['visits'] }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return (
    <Section title={t('window.visits')}>
      <Grid<(typeof rows)[number]>
        label={t('window.visits')}
        rows={rows}
        keyOf={({ at }, index) => `${at} ${index}`}
        columns={[
          { key: 'at', title: t('batch.at'), render: (row) => row.at },
          { key: 'list', title: t('window.list'), render: (row) => either(row.list.zh, row.list.en) },
          { key: 'reason', title: t('window.reason'), render: (row) => either(row.reason.zh, row.reason.en) },
          { key: 'note', title: t('window.remark'), render: (row) => row.note },
          { key: 'by', title: t('batch.by'), render: (row) => row.by },
        ]}
      />
    </Section>
  )
}
