// What must hold of the books as shown, and which months and years are closed.
import type { StatementView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { yuan } from '../../format/money.ts'
import { Badge, type Tone } from '../../parts/badge.tsx'
import { Grid } from '../../parts/grid.tsx'
import { Section } from '../../parts/page.tsx'

export function Checks({ view: { checks } }: { view: StatementView }) {
  const { t } = useTranslation()
  return (
    <Section title={t('statements.checks')}>
      <p className="sums">
        {checks.map(({ id, holds, fund, amountFen }) => (
          <span key={id}>
            <Badge tone={holds ? 'good' : 'bad'}>{t(`statements.check.${id as 'balanced'}`)}</Badge>
            {!holds && <span> {t('statements.differs', { fund, amount: yuan(amountFen) })}</span>}
          </span>
        ))}
      </p>
    </Section>
  )
}

const TONES: Readonly<Record<string, Tone>> = { closed: 'good', closing: 'wait', open: 'plain' }

export function Closing({ view: { months, years } }: { view: StatementView }) {
  const { t } = useTranslation()
  const closedYears = years.map(({ year }) => year).join('、')
  return (
    <Section
      title={t('statements.closing')}
      note={years.length > 0 ? t('statements.closedYears', { years: closedYears }) : t('statements.noYear')}
    >
      <Grid
        label={t('statements.closing')}
        columns={[
          { key: 'month', title: t('statements.month'), render: ({ period }) => period },
          {
            key: 'state',
            title: t('statements.state'),
            render: ({ state }) => (
              <Badge tone={TONES[state] ?? 'plain'}>{t(`statements.states.${state as 'open'}`)}</Badge>
            ),
          },
        ]}
        rows={months.slice(0, 24)}
        keyOf={({ period }) => period}
      />
    </Section>
  )
}
