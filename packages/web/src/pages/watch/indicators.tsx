// The month's indicators, each with its level, how it is computed, and the way to the entries behind it.
import type { WatchView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { thousands, yuan } from '../../format/money.ts'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { saveFile } from '../../parts/save.ts'
import { Level, useValueText } from './level.tsx'

type Indicator = WatchView['indicators'][number]

export function Indicators({ view }: { view: WatchView }) {
  const { t } = useTranslation()
  const columns = useColumns()
  const save = () => saveFile(`fund-watch-${view.period}.csv`, 'text/csv', csvOf(view))
  const actions = (
    <button type="button" className="plain" onClick={save}>
      {t('watch.csv')}
    </button>
  )
  return (
    <>
      <Section title={t('watch.indicators')} note={view.period} actions={actions}>
        <Grid
          label={t('watch.indicators')}
          columns={columns}
          rows={view.indicators}
          keyOf={({ fund, id }) => `${fund} ${id}`}
        />
      </Section>
      <Section title={t('watch.notComputed')}>
        <Grid
          label={t('watch.notComputed')}
          columns={[
            { key: 'title', title: t('watch.indicator'), render: ({ title }) => title },
            { key: 'why', title: t('watch.why'), render: ({ why }) => why },
          ]}
          rows={view.notComputed}
          keyOf={({ title }) => title}
        />
      </Section>
    </>
  )
}

const RHYTHMS = ['monthly', 'quarterly', 'half_yearly'] as const

function useColumns(): GridColumn<Indicator>[] {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const text = useValueText()
  const counted = ({ unit, numerator, denominator }: Indicator) =>
    (unit === 'ratio' || unit === 'count'
      ? [numerator, denominator].map(thousands)
      : [numerator, denominator].map(yuan)
    ).join(' / ')
  return [
    {
      key: 'fund',
      title: t('watch.fund'),
      width: 190,
      render: (row) => (
        <Link to={row.path}>
          {either(row.fundTitle, row.fundTitleEn)}
          <span className="hidden-words"> {t('watch.entries', { fund: '' })}</span>
        </Link>
      ),
    },
    { key: 'title', title: t('watch.indicator'), render: (row) => either(row.title, row.titleEn) },
    { key: 'value', title: t('watch.value'), number: true, render: ({ value, unit }) => text(value, unit) },
    { key: 'level', title: t('watch.level'), width: 130, render: ({ level }) => <Level level={level} /> },
    {
      key: 'rhythm',
      title: t('watch.rhythm'),
      render: ({ rhythm }) => {
        const known = RHYTHMS.find((each) => each === rhythm)
        return known ? t(`watch.rhythms.${known}`) : rhythm
      },
    },
    { key: 'formula', title: t('watch.formula'), render: ({ formula }) => formula },
    { key: 'from', title: t('watch.from'), number: true, render: counted },
  ]
}

const quoted = (cell: string | number | null): string => `"${String(cell ?? '').replaceAll('"', '""')}"`

function csvOf({ period, indicators }: WatchView): string {
  const head = ['period', 'fund', 'indicator', 'title', 'value', 'unit', 'level', 'numerator', 'denominator']
  const rows = indicators.map((row) => [
    ...[period, row.fund, row.id, row.title, row.value, row.unit, row.level, row.numerator, row.denominator],
  ])
  // The mark at the start lets spreadsheets read Chinese.
  return `\uFEFF${[head, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
}
