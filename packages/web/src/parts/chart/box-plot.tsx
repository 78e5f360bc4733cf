// Boxes beside each other: least, quartiles and most of each group, on one axis. A group that has records opens them.
import './own-charts.css'
import { Link } from 'react-router'
import { niceTicks } from './ticks.ts'

export interface Box {
  readonly key: string
  readonly title: string
  readonly least: number
  readonly q1: number
  readonly median: number
  readonly q3: number
  readonly most: number
  /** What a pointer and a screen reader are told. */
  readonly words: string
  readonly to: string
}

interface BoxPlotProps {
  readonly description: string
  readonly boxes: readonly Box[]
  readonly written: (value: number) => string
}

const WIDTH = 560
const ROW = 30
const EDGE = { left: 116, right: 18, top: 6, bottom: 24 } as const
const BOX = 14
const NAME_MAX = 14

export function BoxPlot({ description, boxes, written }: BoxPlotProps) {
  const height = EDGE.top + boxes.length * ROW + EDGE.bottom
  const ticks = niceTicks(
    boxes.map(({ most }) => most),
    4,
  )
  const last = ticks.at(-1) ?? 1
  const x = (value: number): number => EDGE.left + (value / last) * (WIDTH - EDGE.left - EDGE.right)
  return (
    <svg className="own-chart" viewBox={`0 0 ${WIDTH} ${height}`}>
      <title>{description}</title>
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="fan-grid" x1={x(tick)} x2={x(tick)} y1={EDGE.top} y2={height - EDGE.bottom} />
          <text x={x(tick)} y={height - 6} textAnchor="middle">
            {written(tick)}
          </text>
        </g>
      ))}
      {boxes.map((box, at) => (
        <Link key={box.key} to={box.to} aria-label={box.words} className="chart-link">
          <OneBox box={box} y={EDGE.top + at * ROW + ROW / 2} x={x} />
        </Link>
      ))}
    </svg>
  )
}

function OneBox({ box, y, x }: { box: Box; y: number; x: (value: number) => number }) {
  const { title, least, q1, median, q3, most, words } = box
  return (
    <g>
      <title>{words}</title>
      <rect className="chart-hit" x={0} y={y - ROW / 2} width={WIDTH} height={ROW} />
      <text x={EDGE.left - 8} y={y + 4} textAnchor="end">
        {/* The beginning of the spoken name, without dots that nobody speaks. */}
        {title.slice(0, NAME_MAX)}
      </text>
      <line className="box-whisker" x1={x(least)} x2={x(most)} y1={y} y2={y} />
      {[least, most].map((end, at) => (
        <line key={at === 0 ? 'least' : 'most'} className="box-whisker" x1={x(end)} x2={x(end)} y1={y - 5} y2={y + 5} />
      ))}
      <rect className="box-body" x={x(q1)} y={y - BOX / 2} width={Math.max(1, x(q3) - x(q1))} height={BOX} />
      <line className="box-median" x1={x(median)} x2={x(median)} y1={y - BOX / 2 - 2} y2={y + BOX / 2 + 2} />
    </g>
  )
}
