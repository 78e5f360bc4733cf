// The audit's figures, each with its precision; the record of every rule; and what could not be audited.
import type { AuditFigures, SetAsidePage } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAuditFigures, useLookAgain, useSetAside } from '../../api/audit-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { percent, thousands, yuan } from '../../format/money.ts'
import { useFilters } from '../../parts/address.ts'
import { Amount } from '../../parts/amount.tsx'
import { Badge } from '../../parts/badge.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Figure, PageHead, Section } from '../../parts/page.tsx'
import { Answer, Empty, Failed } from '../../parts/state.tsx'
import { ModelFigures } from './model-figures.tsx'

const NAMES = ['from', 'to'] as const

export default function AuditFiguresPage() {
  const { t } = useTranslation()
  const { provider } = useSignedIn()
  const { filters, change } = useFilters(NAMES)
  const figures = useAuditFigures(filters)
  const data = figures.data
  return (
    <>
      <PageHead
        title={t('audit.figures')}
        crumbs={[{ to: '/audit', text: t(provider === '' ? 'audit.title' : 'audit.ownTitle') }]}
        {...(data && { note: t('audit.period', { from: data.from, to: data.to, asOf: data.asOf }) })}
      />
      <search className="filters" aria-label={t('list.filters')}>
        <DayField
          label={t('settlements.from')}
          value={filters.from}
          onChange={(from) => change({ from } as typeof filters)}
        />
        <DayField label={t('settlements.to')} value={filters.to} onChange={(to) => change({ to } as typeof filters)} />
      </search>
      <Answer of={figures}>
        {(known) => (
          <>
            <Board of={known} />
            <Rules of={known} />
            <ModelFigures of={known} />
          </>
        )}
      </Answer>
      {provider === '' && <Aside />}
    </>
  )
}

function Board({ of: { figures } }: { of: AuditFigures }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  return (
    <section className="figures audit-board" aria-label={t('audit.figures')}>
      {figures.map(({ id, title, definition, value, unit, of, precisionBp, confirmed, rejected }) => (
        <Figure
          key={id}
          label={either(title.zh, title.en)}
          figure={unit === 'fen' ? yuan(value) : thousands(value)}
          {...(unit === 'fen' && { unit: t('money.yuan') })}
          note={
            <>
              {of !== null && <span>{t('audit.ofAll', { n: thousands(of) })} </span>}
              {(precisionBp !== null || confirmed + rejected > 0) && (
                <span>
                  {t('audit.precision')} {percent(precisionBp ?? 0)}（{t('audit.decisions', { confirmed, rejected })}）
                </span>
              )}
              <span className="quiet"> {either(definition.zh, definition.en)}</span>
            </>
          }
        />
      ))}
    </section>
  )
}

type Rule = AuditFigures['rules'][number]

function Rules({ of: { rules } }: { of: AuditFigures }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const count = (key: string, title: string, of: (rule: Rule) => number): GridColumn<Rule> => ({
    ...{ key, title, number: true },
    render: (rule) => thousands(of(rule)),
  })
  const columns: GridColumn<Rule>[] = [
    {
      key: 'rule',
      title: t('audit.rule'),
      render: (rule) => (
        <Link to={`/audit?rule=${encodeURIComponent(rule.rule)}`}>
          {rule.rule} {either(rule.ruleTitle.zh, rule.ruleTitle.en)} ({rule.ruleVersion})
        </Link>
      ),
    },
    count('found', t('audit.foundCount'), ({ found }) => found),
    count('open', t('audit.openCount'), ({ open }) => open),
    count('confirmed', t('audit.confirmed'), ({ confirmed }) => confirmed),
    count('rejected', t('audit.rejected'), ({ rejected }) => rejected),
    count('appealed', t('audit.appealed'), ({ appealed }) => appealed),
    count('overturned', t('audit.overturned'), ({ overturned }) => overturned),
    {
      key: 'precision',
      title: t('audit.precision'),
      number: true,
      render: ({ precisionBp, watch }) => (
        <>
          {precisionBp === null ? <span className="quiet">{t('audit.noDecision')}</span> : percent(precisionBp)}
          {watch && <Badge tone="bad">{t('audit.watch')}</Badge>}
        </>
      ),
    },
    { key: 'excess', title: t('audit.excess'), number: true, render: ({ excessFen }) => <Amount fen={excessFen} /> },
    {
      key: 'certified',
      title: t('audit.certified'),
      number: true,
      render: ({ certifiedFen }) => <Amount fen={certifiedFen} />,
    },
  ]
  return (
    <Section title={t('audit.byRule')} note={t('audit.byRuleNote')}>
      {rules.length === 0 ? (
        <Empty title={t('audit.empty')} />
      ) : (
        <Grid
          label={t('audit.byRule')}
          columns={columns}
          rows={rules}
          keyOf={({ rule, ruleVersion }) => `${rule} ${ruleVersion}`}
        />
      )}
    </Section>
  )
}

type Kept = SetAsidePage['rows'][number]

function Aside() {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const kept = useSetAside()
  const again = useLookAgain()
  const columns: GridColumn<Kept>[] = [
    { key: 'at', title: t('audit.at'), width: 158, render: ({ at }) => at },
    {
      key: 'settlement',
      title: t('flow.settlement'),
      render: ({ settlement }) => <Link to={`/settlements/${settlement}`}>{settlement}</Link>,
    },
    { key: 'provider', title: t('audit.provider'), render: ({ providerName }) => providerName },
    { key: 'why', title: t('audit.why'), render: ({ why }) => why },
    {
      key: 'again',
      title: t('audit.act'),
      render: ({ settlement }) =>
        permissions.includes('audit_case:review') && (
          <Button size="small" loading={again.isPending} onClick={() => again.mutate(settlement)}>
            {t('audit.again')}
          </Button>
        ),
    },
  ]
  return (
    <Section title={t('audit.setAside')} note={t('audit.setAsideNote')}>
      {again.error && <Failed error={again.error} />}
      {again.data && <p role="status">{again.data.why || t('audit.againDone', { n: again.data.cases })}</p>}
      <Answer of={kept}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={t('audit.noneAside')} />
          ) : (
            <Grid
              label={t('audit.setAside')}
              columns={columns}
              rows={rows}
              keyOf={({ settlement, at }) => settlement + at}
            />
          )
        }
      </Answer>
    </Section>
  )
}
