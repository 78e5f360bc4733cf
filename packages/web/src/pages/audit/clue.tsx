// What a behaviour model says of a case: the reasons with their bounds, everything that was computed, the settlements it was computed from.
import type { AuditClueView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Amount } from '../../parts/amount.tsx'
import { Badge } from '../../parts/badge.tsx'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, Section } from '../../parts/page.tsx'

type Reason = AuditClueView['reasons'][number]
type Row = AuditClueView['evidence'][number]

const rounded = (value: number): string => String(Math.round(value * 1000) / 1000)

export function Clue({ clue }: { clue: AuditClueView }) {
  const { t } = useTranslation()
  const given = new Set(clue.reasons.map(({ feature }) => feature))
  const rest = clue.features.filter(({ name }) => !given.has(name))
  return (
    <>
      <Section title={t('audit.clue.title')} note={t('audit.clue.note')}>
        <Facts
          rows={[
            {
              label: t('audit.clue.score'),
              value: t('audit.clue.scoreOf', { score: rounded(clue.score), alarm: rounded(clue.alarm) }),
            },
            {
              label: t('audit.clue.size'),
              value: (
                <Link to={`/audit?kind=model&clue=${clue.id}`}>
                  {t('audit.clue.sizeOf', { visits: clue.visits, persons: clue.persons })}
                </Link>
              ),
            },
            ...(clue.practitioner ? [{ label: t('audit.clue.practitioner'), value: clue.practitioner }] : []),
            { label: t('audit.foundAt'), value: clue.foundAt },
            { label: t('audit.basis'), value: clue.basis, wide: true },
            { label: t('audit.clue.falsePositives'), value: clue.falsePositives, wide: true },
          ]}
        />
        <Reasons clue={clue} />
        {rest.length > 0 && (
          <p className="quiet">
            {t('audit.clue.others')}
            {rest.map(({ name, value }) => `${name} ${rounded(value)}`).join('，')}
          </p>
        )}
      </Section>
      <Section title={t('audit.clue.evidence')} note={t('audit.clue.evidenceNote')}>
        <Evidence clue={clue} />
      </Section>
    </>
  )
}

function Reasons({ clue }: { clue: AuditClueView }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const columns: GridColumn<Reason>[] = [
    { key: 'text', title: t('audit.reason'), render: ({ text }) => either(text.zh, text.en) },
    {
      key: 'feature',
      title: t('audit.clue.feature'),
      render: ({ feature }) => <span className="mono">{feature}</span>,
    },
    { key: 'value', title: t('audit.clue.value'), number: true, render: ({ value }) => rounded(value) },
    { key: 'bound', title: t('audit.clue.bound'), number: true, render: ({ bound }) => bound },
    { key: 'weight', title: t('audit.clue.weight'), number: true, render: ({ weight }) => rounded(weight) },
  ]
  return <Grid label={t('audit.clue.title')} columns={columns} rows={clue.reasons} keyOf={({ feature }) => feature} />
}

function Evidence({ clue }: { clue: AuditClueView }) {
  const { t } = useTranslation()
  const columns: GridColumn<Row>[] = [
    {
      key: 'days',
      title: t('audit.clue.days'),
      render: (row) => (
        <span className="item">
          {row.admittedOn}
          {row.dischargedOn && row.dischargedOn !== row.admittedOn && ` – ${row.dischargedOn}`}
          {row.beside && <Badge tone="plain">{t('audit.clue.beside')}</Badge>}
        </span>
      ),
    },
    { key: 'person', title: t('audit.person'), render: ({ personNo }) => <span className="mono">{personNo}</span> },
    { key: 'provider', title: t('audit.provider'), render: ({ providerName }) => providerName },
    { key: 'diagnoses', title: t('audit.clue.diagnoses'), render: ({ diagnoses }) => diagnoses || '–' },
    { key: 'settled', title: t('audit.clue.settledAt'), render: ({ settledAt }) => settledAt },
    { key: 'total', title: t('audit.clue.total'), number: true, render: ({ totalFen }) => <Amount fen={totalFen} /> },
    { key: 'fund', title: t('audit.clue.fund'), number: true, render: ({ fundFen }) => <Amount fen={fundFen} /> },
  ]
  return (
    <>
      <Grid
        label={t('audit.clue.evidence')}
        columns={columns}
        rows={clue.evidence}
        keyOf={({ personNo, settledAt }, at) => `${personNo} ${settledAt} ${at}`}
      />
      {clue.moreEvidence > 0 && <p className="quiet">{t('audit.clue.more', { n: clue.moreEvidence })}</p>}
    </>
  )
}
