// The budget of the year as a tree, with what the books say was executed.
import type { BudgetView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { useBudget } from '../../api/watch-queries.ts'
import { yuan } from '../../format/money.ts'
import { Badge } from '../../parts/badge.tsx'
import { Grid } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import { Level } from './level.tsx'

export function Budget({ period }: { period: string }) {
  const budget = useBudget(period)
  return (
    <Answer of={budget}>
      {(view) => (
        <>
          <Lines view={view} />
          <Uncovered rows={view.uncovered} />
        </>
      )}
    </Answer>
  )
}

const percentText = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)}%`)

function Lines({ view }: { view: BudgetView }) {
  const { t } = useTranslation()
  const { year, to, state, lines } = view
  if (lines.length === 0)
    return (
      <Section title={t('watch.budget')} note={t('watch.noBudget')}>
        {null}
      </Section>
    )
  return (
    <Section
      title={t('watch.budget')}
      note={t('watch.budgetNote', { year, to })}
      actions={state === 'draft' && <Badge tone="wait">{t('watch.draft')}</Badge>}
    >
      <Grid
        label={t('watch.budget')}
        columns={[
          { key: 'line', title: t('watch.line'), render: (row) => `${row.line} ${row.title}` },
          { key: 'planned', title: t('watch.planned'), number: true, render: (row) => yuan(row.amountFen) },
          { key: 'executed', title: t('watch.executed'), number: true, render: (row) => yuan(row.executedFen) },
          { key: 'deviation', title: t('watch.deviation'), number: true, render: (row) => percentText(row.deviation) },
          { key: 'level', title: t('watch.level'), render: ({ level }) => <Level level={level} /> },
        ]}
        rows={lines}
        keyOf={({ line }) => line}
      />
    </Section>
  )
}

/** 预算覆盖: what was spent under no line at all. */
function Uncovered({ rows }: { rows: BudgetView['uncovered'] }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  if (rows.length === 0) return null
  return (
    <Section title={t('watch.uncovered')} note={t('watch.uncoveredNote')}>
      <Grid
        label={t('watch.uncovered')}
        columns={[
          { key: 'fund', title: t('watch.fund'), render: (row) => either(row.fundTitle, row.fundTitleEn) },
          { key: 'account', title: t('watch.account'), render: (row) => `${row.account} ${row.accountTitle}` },
          { key: 'executed', title: t('watch.executed'), number: true, render: (row) => yuan(row.amountFen) },
        ]}
        rows={rows}
        keyOf={({ fund, account }) => `${fund} ${account}`}
      />
    </Section>
  )
}
