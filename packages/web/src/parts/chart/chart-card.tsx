// A chart drawn by our own parts, with what belongs to it: a title that says the finding, the same numbers as a table, a CSV.
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Grid, type GridColumn } from '../grid.tsx'
import { Section } from '../page.tsx'
import { saveFile } from '../save.ts'

export interface ChartRow {
  readonly cells: readonly string[]
  /** Where the records of the row are listed. */
  readonly to?: string
}

interface ChartCardProps {
  readonly title: string
  readonly note: string
  readonly fileName: string
  /** Texts first, numbers after them. */
  readonly head: readonly string[]
  readonly texts: number
  readonly rows: readonly ChartRow[]
  readonly children: ReactNode
}

export function ChartCard({ title, note, fileName, head, texts, rows, children }: ChartCardProps) {
  const { t } = useTranslation()
  const [asTable, setAsTable] = useState(false)
  const columns = head.map(
    (name, at): GridColumn<ChartRow> => ({
      key: name,
      title: name,
      number: at >= texts,
      render: ({ cells, to }) => (at === 0 && to ? <Link to={to}>{cells[at]}</Link> : cells[at]),
    }),
  )
  const actions = (
    <>
      <button type="button" className="plain" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
        {asTable ? t('chart.picture') : t('chart.table')}
      </button>
      <button type="button" className="plain" onClick={() => saveFile(fileName, 'text/csv', csvOf(head, rows))}>
        {t('chart.csv')}
      </button>
    </>
  )
  return (
    <Section title={title} note={note} actions={actions} className="chart-card">
      {asTable ? (
        <div className="chart-table">
          <Grid label={title} columns={columns} rows={rows} keyOf={({ cells }, at) => `${at} ${cells[0]}`} />
        </div>
      ) : (
        children
      )}
    </Section>
  )
}

/** The mark at the start lets spreadsheets read Chinese. */
const csvOf = (head: readonly string[], rows: readonly ChartRow[]): string =>
  `\uFEFF${[head, ...rows.map(({ cells }) => cells)]
    .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
    .join('\r\n')}\r\n`
