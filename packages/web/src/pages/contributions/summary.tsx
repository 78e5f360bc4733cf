// What stands above the lists: charges by state, suspense by age, open breaks by owner, the last reconciliations.
import type { ContributionSummary } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { useContributionSummary } from '../../api/contribution-queries.ts'
import { percent, thousands, yuan } from '../../format/money.ts'
import { Grid } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'

export function Summary() {
  const summary = useContributionSummary()
  return (
    <Answer of={summary}>
      {(data) => (
        <>
          <Charged rows={data.charges} />
          <Suspense rows={data.suspense} />
          <Open rows={data.breaks} />
          <Totals rows={data.totals} />
        </>
      )}
    </Answer>
  )
}

function Charged({ rows }: { rows: ContributionSummary['charges'] }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  if (rows.length === 0) return null
  return (
    <Section title={t('contribution.charged')}>
      <Grid<(typeof rows)[number]>
        label={t('contribution.charged')}
        rows={rows}
        keyOf={({ fund, state }) => `${fund} ${state}`}
        columns={[
          { key: 'fund', title: t('contribution.fund'), render: (row) => either(row.fundTitle, row.fundTitleEn) },
          {
            key: 'state',
            title: t('contribution.state'),
            render: (row) => t(`contribution.chargeStates.${row.state as 'sent'}`),
          },
          { key: 'count', title: t('contribution.count'), number: true, render: (row) => thousands(row.count) },
          { key: 'amount', title: t('contribution.amount'), number: true, render: (row) => yuan(row.amountFen) },
        ]}
      />
    </Section>
  )
}

function Suspense({ rows }: { rows: ContributionSummary['suspense'] }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  if (rows.length === 0) return null
  return (
    <Section title={t('contribution.suspense')}>
      <Grid<(typeof rows)[number]>
        label={t('contribution.suspense')}
        rows={rows}
        keyOf={({ fund, days }) => `${fund} ${days}`}
        columns={[
          { key: 'fund', title: t('contribution.fund'), render: (row) => either(row.fundTitle, row.fundTitleEn) },
          { key: 'days', title: t('contribution.days'), render: (row) => row.days },
          { key: 'count', title: t('contribution.count'), number: true, render: (row) => thousands(row.count) },
          { key: 'amount', title: t('contribution.amount'), number: true, render: (row) => yuan(row.amountFen) },
        ]}
      />
    </Section>
  )
}

function Open({ rows }: { rows: ContributionSummary['breaks'] }) {
  const { t } = useTranslation()
  if (rows.length === 0) return null
  return (
    <Section title={t('contribution.openBreaks')}>
      <Grid<(typeof rows)[number]>
        label={t('contribution.openBreaks')}
        rows={rows}
        keyOf={({ owner, state }) => `${owner} ${state}`}
        columns={[
          {
            key: 'owner',
            title: t('contribution.owner'),
            render: (row) => t(`contribution.owners.${row.owner as 'tax'}`),
          },
          {
            key: 'state',
            title: t('contribution.state'),
            render: (row) => t(`contribution.breakStates.${row.state as 'open'}`),
          },
          { key: 'count', title: t('contribution.count'), number: true, render: (row) => thousands(row.count) },
          { key: 'amount', title: t('contribution.amount'), number: true, render: (row) => yuan(row.amountFen) },
        ]}
      />
    </Section>
  )
}

const LAST = 8
const WHOLE_BP = 10_000

function Totals({ rows }: { rows: ContributionSummary['totals'] }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  if (rows.length === 0) return null
  return (
    <Section title={t('contribution.totals')} note={t('contribution.balance')}>
      <Grid<(typeof rows)[number]>
        label={t('contribution.totals')}
        rows={rows.slice(0, LAST)}
        keyOf={({ span, fund }) => `${span} ${fund}`}
        columns={[
          { key: 'span', title: t('contribution.span'), render: (row) => row.span },
          { key: 'fund', title: t('contribution.fund'), render: (row) => either(row.fundTitle, row.fundTitleEn) },
          {
            key: 'confirmed',
            title: t('contribution.confirmed'),
            number: true,
            render: (row) => yuan(row.confirmedFen),
          },
          {
            key: 'credited',
            title: t('contribution.creditedSum'),
            number: true,
            render: (row) => yuan(row.creditedFen),
          },
          {
            key: 'suspense',
            title: t('contribution.arrivalStates.suspense'),
            number: true,
            render: (row) => yuan(row.suspenseFen),
          },
          { key: 'refunded', title: t('contribution.refunded'), number: true, render: (row) => yuan(row.refundedFen) },
          { key: 'paidBack', title: t('refund.paidBack'), number: true, render: (row) => yuan(row.paidBackFen) },
          {
            key: 'matched',
            title: t('contribution.matched'),
            number: true,
            render: (row) => percent(Math.floor((row.matched * WHOLE_BP) / Math.max(1, row.arrivals))),
          },
        ]}
      />
    </Section>
  )
}
