// One figure: its definition and source, its values by groups, and the rows it was counted from, down to each settlement.
import './cockpit.css'
import type { FigureDetail, FigureQuery } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { addressOf } from '../../api/call.ts'
import { useFigure } from '../../api/cockpit-queries.ts'
import { useFilters } from '../../parts/address.ts'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, PageHead, Section } from '../../parts/page.tsx'
import { saveFile } from '../../parts/save.ts'
import { Empty } from '../../parts/state.tsx'
import { LakeNotice } from './asked.tsx'
import { FigureChart } from './chart.tsx'
import { figureText } from './figure-text.ts'
import { InTimeAnswer } from './in-time.tsx'

const NAMES = ['from', 'to', 'area', 'of'] as const

export default function FigurePage() {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const { id = '' } = useParams()
  const { filters, page, change } = useFilters(NAMES)
  const { from, to, area } = filters
  const figure = useFigure(id, { ...filters, page } as FigureQuery)
  const detail = figure.data
  const title = detail ? either(detail.figure.title, detail.figure.titleEn) : id
  return (
    <>
      <PageHead
        title={title}
        note={detail && t('cockpit.note', { from: detail.from, to: detail.to, at: detail.asOf })}
        crumbs={[{ to: addressOf('/cockpit', { from, to, area }), text: t('cockpit.title') }]}
      >
        <Button onClick={() => window.print()}>{t('cockpit.print')}</Button>
      </PageHead>
      <InTimeAnswer of={figure}>
        {(data) => (
          <>
            <LakeNotice lake={data.lake} />
            <Definition detail={data} />
            <Rows detail={data} page={page} turn={(next) => change({ page: next })} choose={(of) => change({ of })} />
            <div className={data.charts.length > 1 ? 'columns' : ''}>
              {data.charts.map((chart) => (
                <FigureChart key={chart.by} chart={chart} asked={data} asOf={data.asOf} />
              ))}
            </div>
          </>
        )}
      </InTimeAnswer>
    </>
  )
}

function Definition({ detail: { figure } }: { detail: FigureDetail }) {
  const { t } = useTranslation()
  const { language, either } = useLanguage()
  const text = figureText(figure, language)
  const { id, definition, version, numerator, denominator, sources, waitsFor, waitsForEn } = figure
  const made = numerator === null ? '—' : denominator === '1' ? numerator : `${numerator} ÷ ${denominator}`
  return (
    <Section
      title={
        text
          ? `${text.figure} ${text.unit}`
          : t(waitsFor ? 'cockpit.waits' : 'cockpit.nothingToDivideBy', {
              what: either(waitsFor ?? '', waitsForEn ?? waitsFor ?? ''),
            })
      }
    >
      <Facts
        rows={[
          { label: t('cockpit.number'), value: `${id} · ${t('cockpit.version', { n: version })}` },
          { label: t('cockpit.counted'), value: made },
          { label: t('cockpit.definition'), value: definition, wide: true },
          ...(sources.length > 0 ? [{ label: t('cockpit.documents'), value: sources.join('；'), wide: true }] : []),
        ]}
      />
    </Section>
  )
}

interface RowsProps {
  readonly detail: FigureDetail
  readonly page: number
  readonly turn: (page: number) => void
  readonly choose: (of: 'denominator' | undefined) => void
}

function Rows({ detail, page, turn, choose }: RowsProps) {
  const { t } = useTranslation()
  const { columns, rows, hasNext, hasDenominator, figure } = detail
  const label = t('cockpit.rows')
  const shown: GridColumn<FigureDetail['rows'][number]>[] = columns.map((column, at) => ({
    key: column,
    title: t(`cockpit.columns.${column as 'id'}`, { defaultValue: column }),
    number: column === 'adds',
    render: ({ cells, path }) => (at === 0 && path ? <Link to={path}>{cells[at]}</Link> : cells[at]),
  }))
  const csv = () =>
    [columns, ...rows.map(({ cells }) => cells)].map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n')
  const actions = (
    <>
      {hasDenominator && (
        <>
          <button type="button" className="plain" onClick={() => choose(undefined)}>
            {t('cockpit.numerator')}
          </button>
          <button type="button" className="plain" onClick={() => choose('denominator')}>
            {t('cockpit.denominator')}
          </button>
        </>
      )}
      {rows.length > 0 && (
        <button
          type="button"
          className="plain"
          onClick={() => saveFile(`${figure.id}.csv`, 'text/csv', `\uFEFF${csv()}\r\n`)}
        >
          {t('chart.csv')}
        </button>
      )}
    </>
  )
  return (
    <Section title={label} note={t('cockpit.rowsNote')} actions={actions}>
      {rows.length === 0 ? (
        <Empty />
      ) : (
        <Grid label={label} columns={shown} rows={rows} keyOf={({ cells }, at) => `${cells[0]} ${at}`} />
      )}
      {(page > 1 || hasNext) && (
        <nav className="pages" aria-label={t('list.page')}>
          <Button disabled={page <= 1} onClick={() => turn(page - 1)}>
            {t('cockpit.previous')}
          </Button>
          <span className="quiet">{page}</span>
          <Button disabled={!hasNext} onClick={() => turn(page + 1)}>
            {t('cockpit.next')}
          </Button>
        </nav>
      )}
    </Section>
  )
}
