// A chart with what belongs to it: a title that says the finding, the unit, the source, the same numbers as a table, a CSV.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Grid, type GridColumn } from '../grid.tsx'
import { Section } from '../page.tsx'
import { saveFile } from '../save.ts'
import { Picture } from './picture.tsx'
import type { BarSpec } from './spec.ts'

interface BarChartProps {
  readonly title: string
  readonly note: string
  readonly spec: BarSpec
  readonly categoryTitle: string
  readonly fileName: string
  /** Where the records of a category are listed. */
  readonly pathOf?: (index: number) => string
  readonly onPick?: (index: number) => void
}

export function BarChart({ title, note, spec, categoryTitle, fileName, pathOf, onPick }: BarChartProps) {
  const { t } = useTranslation()
  const [asTable, setAsTable] = useState(false)
  const save = () => saveFile(fileName, 'text/csv', csvOf(spec, categoryTitle))
  const actions = (
    <>
      <button type="button" className="plain" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
        {asTable ? t('chart.picture') : t('chart.table')}
      </button>
      <button type="button" className="plain" onClick={save}>
        {t('chart.csv')}
      </button>
    </>
  )
  return (
    <Section title={title} note={note} actions={actions} className="chart-card">
      {asTable ? (
        <ChartTable label={title} spec={spec} categoryTitle={categoryTitle} pathOf={pathOf} />
      ) : (
        <Picture spec={spec} onPick={onPick} />
      )}
      {spec.series.length > 1 && !asTable && <Legend spec={spec} />}
    </Section>
  )
}

function Legend({ spec }: { spec: BarSpec }) {
  return (
    <ul className="legend">
      {spec.series.map(({ name, tone }, k) => (
        <li key={name}>
          <span className={`swatch chart-${tone} ${k > 0 ? 'hatched' : ''}`} aria-hidden="true" />
          {name}
        </li>
      ))}
    </ul>
  )
}

interface ChartTableProps {
  readonly label: string
  readonly spec: BarSpec
  readonly categoryTitle: string
  readonly pathOf: ((index: number) => string) | undefined
}

function ChartTable({ label, spec, categoryTitle, pathOf }: ChartTableProps) {
  const { categories, series, written } = spec
  const columns: GridColumn<string>[] = [
    {
      key: 'category',
      title: categoryTitle,
      render: (category, k) => (pathOf ? <Link to={pathOf(k)}>{category}</Link> : category),
    },
    ...series.map(({ name, values }) => ({
      key: name,
      title: name,
      number: true,
      render: (_: string, k: number) => written(values[k] ?? 0),
    })),
  ]
  return (
    <div className="chart-table">
      <Grid label={label} columns={columns} rows={categories} keyOf={(category) => category} />
    </div>
  )
}

function csvOf({ categories, series }: BarSpec, categoryTitle: string): string {
  const rows = [
    [categoryTitle, ...series.map(({ name }) => name)],
    ...categories.map((category, k) => [category, ...series.map(({ values }) => String(values[k] ?? 0))]),
  ]
  // The mark at the start lets spreadsheets read Chinese.
  return `\uFEFF${rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')}\r\n`
}
