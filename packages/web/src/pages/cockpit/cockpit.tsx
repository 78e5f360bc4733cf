// The cockpit: six blocks of figures and charts, each figure by its definition, each opening what it was counted from.
import './cockpit.css'
import type { CockpitView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { addressOf } from '../../api/call.ts'
import { useCockpit } from '../../api/cockpit-queries.ts'
import { PageHead } from '../../parts/page.tsx'
import { saveFile } from '../../parts/save.ts'
import { AskedBar, LakeNotice, useAsked } from './asked.tsx'
import { FigureChart } from './chart.tsx'
import { CountyTiles } from './county-tiles.tsx'
import { FigureTile } from './figure-tile.tsx'
import { FundWatch } from './fund-watch.tsx'
import { InTimeAnswer } from './in-time.tsx'
import { MoneyWay } from './money-way.tsx'
import { CostSpreads, Hospitals, SettlingHours } from './spreads.tsx'
import { Stopped } from './stopped.tsx'

const REFRESH_SECONDS = 30

type Block = CockpitView['blocks'][number]

export default function CockpitPage() {
  const { t } = useTranslation()
  const { filters, change, clear } = useAsked()
  const cockpit = useCockpit(filters, REFRESH_SECONDS)
  const view = cockpit.data
  const note = view && t('cockpit.note', { from: view.from, to: view.to, at: view.asOf })
  return (
    <>
      <PageHead title={t('cockpit.title')} note={note}>
        <Link className="button-link" to={addressOf('/cockpit/figures', { ...filters })}>
          {t('cockpit.figures')}
        </Link>
        <Link className="button-link" to="/wall" target="_blank">
          {t('cockpit.wall')}
        </Link>
        {view && <Button onClick={() => saveFile(t('cockpit.file'), 'text/csv', csvOf(view))}>{t('chart.csv')}</Button>}
        <Button onClick={() => window.print()}>{t('cockpit.print')}</Button>
      </PageHead>
      <InTimeAnswer of={cockpit}>
        {(data) => (
          <>
            <AskedBar shown={data} areas={data.areas} filters={filters} change={change} clear={clear} />
            <LakeNotice lake={data.lake} />
            {data.blocks.map((block) => (
              <BlockSection key={block.id} block={block} view={data} />
            ))}
          </>
        )}
      </InTimeAnswer>
    </>
  )
}

function BlockSection({ block, view }: { block: Block; view: CockpitView }) {
  const { t } = useTranslation()
  const { from, to, area, asOf } = view
  const title = t(`cockpit.blocks.${block.id as 'fund'}`)
  const waiting = block.figures.filter(({ value, waitsFor }) => value === null && waitsFor !== null).length
  return (
    <section className="block" aria-label={title}>
      <h2>
        {title}
        {waiting > 0 && (
          <span className="quiet"> {t('cockpit.someWait', { n: waiting, of: block.figures.length })}</span>
        )}
      </h2>
      <ul className="tiles">
        {block.figures.map((figure) => (
          <FigureTile key={figure.id} figure={figure} to={addressOf(`/cockpit/${figure.id}`, { from, to, area })} />
        ))}
      </ul>
      {block.charts.length > 0 && (
        <div className={block.charts.length > 1 ? 'columns' : ''}>
          {block.charts.map((chart) => {
            const Chart = chart.by === 'county' ? CountyTiles : FigureChart
            return <Chart key={`${chart.indicator} ${chart.by}`} chart={chart} asked={{ from, to, area }} asOf={asOf} />
          })}
        </div>
      )}
      {block.id === 'fund' && <FundWatch />}
      {block.id === 'benefit' && <MoneyWay view={view} />}
      {block.id === 'payment' && (
        <div className="columns">
          <CostSpreads view={view} />
          <Hospitals view={view} />
        </div>
      )}
      {block.id === 'service' && <SettlingHours view={view} />}
      {block.id === 'supervision' && <Stopped rows={view.stopped} />}
    </section>
  )
}

const HEAD = [
  'block',
  'id',
  'title',
  'value',
  'unit',
  'numerator',
  'denominator',
  'from',
  'to',
  'area',
  'waits for',
  'definition',
]

/** Every figure of the page, with what it was made of. The mark at the start lets spreadsheets read Chinese. */
function csvOf({ blocks, from, to, area }: CockpitView): string {
  const rows = blocks.flatMap(({ id, figures }) =>
    figures.map((each) => [
      ...[id, each.id, each.title, each.value, each.unit, each.numerator, each.denominator],
      ...[from, to, area, each.waitsFor, each.definition],
    ]),
  )
  const cell = (value: string | null): string => `"${(value ?? '').replaceAll('"', '""')}"`
  return `\uFEFF${[HEAD, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
