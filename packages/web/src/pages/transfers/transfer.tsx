// One transfer: what it is, months and money, the next step, and everybody's hand in it.
import type { TransferView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useTransfer } from '../../api/transfer-queries.ts'
import { yuan } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { Grid } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, PageHead, Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import { NextStep } from './next-step.tsx'
import { Due, transferTone } from './table.tsx'

export default function TransferPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const { either } = useLanguage()
  const transfer = useTransfer(id)
  const view = transfer.data
  return (
    <>
      <PageHead
        title={view ? either(view.directionTitle.zh, view.directionTitle.en) : t('transfer.title')}
        beside={view && <Badge tone={transferTone(view.state)}>{either(view.stateTitle.zh, view.stateTitle.en)}</Badge>}
        crumbs={[
          { to: '/enrolment', text: t('window.title') },
          { to: '/enrolment/transfers', text: t('transfer.title') },
        ]}
      >
        {view && view.number !== '' && <Link to={`/enrolment/transfers/${id}/sheet`}>{t('transfer.print')}</Link>}
      </PageHead>
      <Answer of={transfer}>{(one) => <Detail view={one} />}</Answer>
    </>
  )
}

function Detail({ view }: { view: TransferView }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const effect = either(view.effect.zh, view.effect.en)
  return (
    <>
      <section className="card facts-card">
        <Facts
          rows={[
            {
              label: t('window.person'),
              value: (
                <Link to={`/enrolment/persons/${encodeURIComponent(view.personNo)}`}>
                  {view.person.name} <span className="mono">{view.personNo}</span>
                </Link>
              ),
            },
            { label: t('window.scheme'), value: either(view.schemeTitle.zh, view.schemeTitle.en) },
            { label: t('transfer.other'), value: `${view.otherName} ${view.otherArea}` },
            { label: t('transfer.appliedOn'), value: view.appliedOn },
            { label: t('transfer.dueOn'), value: <Due row={view} /> },
            { label: t('transfer.balance'), value: yuan(view.balanceFen) },
            ...(view.lastMonth === '' ? [] : [{ label: t('transfer.lastMonth'), value: view.lastMonth }]),
            ...(view.number === '' ? [] : [{ label: t('transfer.number'), value: view.number }]),
            ...(effect === '' ? [] : [{ label: t('transfer.effect'), value: effect, wide: true }]),
          ]}
        />
      </section>
      {view.may.length > 0 && <NextStep view={view} />}
      <Years view={view} />
      {view.stretches.length > 0 && <Stretches view={view} />}
      <History view={view} />
    </>
  )
}

function Years({ view }: { view: TransferView }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return (
    <Section title={t('transfer.years')} note={t('transfer.yearsNote')}>
      <Grid<TransferView['years'][number]>
        label={t('transfer.years')}
        rows={view.years}
        keyOf={({ scheme }) => scheme}
        columns={[
          { key: 'scheme', title: t('window.scheme'), render: (row) => either(row.title.zh, row.title.en) },
          { key: 'here', title: t('transfer.here'), number: true, render: (row) => String(row.here) },
          { key: 'brought', title: t('transfer.brought'), number: true, render: (row) => String(row.brought) },
          { key: 'overlap', title: t('transfer.overlap'), number: true, render: (row) => String(row.overlap) },
          { key: 'total', title: t('transfer.total'), number: true, render: (row) => <strong>{row.total}</strong> },
        ]}
      />
    </Section>
  )
}

function Stretches({ view }: { view: TransferView }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return (
    <Section title={t(view.direction === 'in' ? 'transfer.broughtMonths' : 'transfer.certifiedMonths')}>
      <Grid<TransferView['stretches'][number]>
        label={t('transfer.months')}
        rows={view.stretches}
        keyOf={({ scheme, from }) => `${scheme} ${from}`}
        columns={[
          { key: 'scheme', title: t('window.scheme'), render: (row) => either(row.schemeTitle.zh, row.schemeTitle.en) },
          { key: 'from', title: t('transfer.firstMonth'), render: (row) => row.from },
          { key: 'until', title: t('transfer.finalMonth'), render: (row) => row.until },
          { key: 'months', title: t('transfer.months'), number: true, render: (row) => String(row.months) },
        ]}
      />
    </Section>
  )
}

function History({ view }: { view: TransferView }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return (
    <Section title={t('transfer.history')}>
      <Grid<TransferView['steps'][number]>
        label={t('transfer.history')}
        rows={view.steps}
        keyOf={({ at, step }, index) => `${at} ${step} ${index}`}
        columns={[
          { key: 'at', title: t('batch.at'), render: (row) => row.at },
          { key: 'step', title: t('transfer.step'), render: (row) => either(row.title.zh, row.title.en) },
          { key: 'by', title: t('transfer.by'), render: (row) => row.by },
          { key: 'note', title: t('window.remark'), render: (row) => row.note },
        ]}
      />
    </Section>
  )
}
