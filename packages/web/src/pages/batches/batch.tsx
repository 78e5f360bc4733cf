// One batch: how far it is, what was found, the faulty lines, what may be done next, and who did what.
import type { BatchView } from '@yibao/contract/rest'
import { Alert, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useBatch } from '../../api/enrolment-queries.ts'
import { percent, thousands } from '../../format/money.ts'
import { Grid } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, PageHead, Section } from '../../parts/page.tsx'
import { PersonLink } from '../../parts/person-link.tsx'
import { Answer } from '../../parts/state.tsx'
import { BatchActions } from './actions.tsx'
import { Faults } from './faults.tsx'
import { BatchState, isUnderWay } from './state.tsx'

export default function BatchPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const batch = useBatch(id)
  return (
    <>
      <PageHead
        title={batch.data?.fileName ?? t('batch.title')}
        beside={batch.data && <BatchState row={batch.data} />}
        crumbs={[{ to: '/batches', text: t('batch.title') }]}
      />
      <Answer of={batch}>{(view) => <Detail view={view} />}</Answer>
    </>
  )
}

const KILO = 1024

function Detail({ view }: { view: BatchView }) {
  const { t } = useTranslation()
  const good = view.lines - view.faulty
  return (
    <>
      {view.refusal !== '' && <Alert className="notice" type="error" showIcon role="alert" title={view.refusal} />}
      {isUnderWay(view.state) && <UnderWay view={view} />}
      <section className="card facts-card">
        <Facts
          rows={[
            { label: t('batch.sender'), value: view.employer || t('batch.agency') },
            { label: t('batch.by'), value: view.by },
            { label: t('batch.at'), value: <span className="number">{view.at}</span> },
            { label: t('batch.lines'), value: <span className="number">{thousands(view.lines)}</span> },
            { label: t('batch.good'), value: <span className="number">{thousands(good)}</span> },
            { label: t('batch.faulty'), value: <span className="number">{thousands(view.faulty)}</span> },
            { label: t('batch.size'), value: `${thousands(Math.ceil(view.bytes / KILO))} KB` },
            { label: t('batch.hash'), value: <span className="mono">{view.sha256.slice(0, 16)}…</span> },
          ]}
        />
      </section>
      <BatchActions view={view} />
      {view.kinds.length > 0 && (
        <Counts
          title={t(view.state === 'checked' || view.state === 'withdrawn' ? 'batch.found' : 'batch.imported')}
          rows={view.kinds}
        />
      )}
      {view.outcomes.length > 0 && <Counts title={t('batch.reversed')} rows={view.outcomes} />}
      {view.kept.length > 0 && <Kept rows={view.kept} />}
      {view.faulty > 0 && <Faults view={view} />}
      <Steps rows={view.steps} />
    </>
  )
}

function UnderWay({ view }: { view: BatchView }) {
  const { t } = useTranslation()
  const share = Math.floor(view.shareBp / 100)
  return (
    <section className="card" aria-live="polite">
      <Progress percent={share} status="active" aria-label={t('batch.progressLabel')} />
      <p className="quiet">
        {t('batch.progress', { n: thousands(view.done), share: percent(view.shareBp) })} {t('batch.stalled')}
      </p>
    </section>
  )
}

function Counts({ title, rows }: { title: string; rows: BatchView['kinds'] }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return (
    <Section title={title}>
      <Grid<(typeof rows)[number]>
        label={title}
        rows={rows}
        keyOf={({ code }) => code}
        columns={[
          { key: 'kind', title: t('batch.kind'), render: (row) => either(row.title.zh, row.title.en) },
          { key: 'count', title: t('batch.count'), number: true, width: 120, render: (row) => thousands(row.count) },
        ]}
      />
    </Section>
  )
}

function Kept({ rows }: { rows: BatchView['kept'] }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return (
    <Section title={t('batch.kept')}>
      <Grid<(typeof rows)[number]>
        label={t('batch.kept')}
        rows={rows}
        keyOf={({ personNo }) => personNo}
        columns={[
          { key: 'line', title: t('batch.line'), number: true, width: 90, render: (row) => thousands(row.line) },
          {
            key: 'person',
            title: t('batch.personNo'),
            render: (row) => <PersonLink personNo={row.personNo} name={row.personNo} />,
          },
          { key: 'why', title: t('batch.why'), render: (row) => either(row.reason.zh, row.reason.en) },
        ]}
      />
    </Section>
  )
}

function Steps({ rows }: { rows: BatchView['steps'] }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  if (rows.length === 0) return null
  return (
    <Section title={t('batch.steps')}>
      <Grid<(typeof rows)[number]>
        label={t('batch.steps')}
        rows={rows}
        keyOf={({ at }, index) => `${at} ${index}`}
        columns={[
          { key: 'at', title: t('batch.at'), width: 170, render: (row) => <span className="number">{row.at}</span> },
          { key: 'step', title: t('batch.step'), render: (row) => either(row.title.zh, row.title.en) },
          { key: 'by', title: t('batch.by'), render: (row) => row.by },
          { key: 'note', title: t('batch.remark'), render: (row) => row.note },
        ]}
      />
    </Section>
  )
}
