// The tornado: what each scenario alone does, to the left or to the right of the base, the largest on top.
import './own-charts.css'
import { niceTicks } from './ticks.ts'

export interface TornadoBar {
  readonly label: string
  readonly value: number
}

interface TornadoProps {
  readonly description: string
  readonly bars: readonly TornadoBar[]
  readonly written: (value: number) => string
}

const WIDTH = 560
const [ROW, BAR] = [26, 16] as const
const EDGE = { left: 190, right: 60, top: 6, bottom: 24 } as const

export function Tornado({ description, bars, written }: TornadoProps) {
  const height = EDGE.top + bars.length * ROW + EDGE.bottom
  const ticks = niceTicks([0, ...bars.map(({ value }) => value)], 4)
  const [least = 0, most = 1] = [ticks[0], ticks.at(-1)]
  const x = (value: number): number =>
    EDGE.left + ((value - least) / (most - least || 1)) * (WIDTH - EDGE.left - EDGE.right)
  return (
    <svg className="own-chart" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={description}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? 'fan-zero' : 'fan-grid'}
            x1={x(tick)}
            x2={x(tick)}
            y1={EDGE.top}
            y2={height - EDGE.bottom}
          />
          <text x={x(tick)} y={height - 8} textAnchor="middle">
            {written(tick)}
          </text>
        </g>
      ))}
      {bars.map(({ label, value }, at) => {
        const top = EDGE.top + at * ROW + (ROW - BAR) / 2
        const [from, to] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))]
        return (
          <g key={label}>
            <text x={EDGE.left - 8} y={top + BAR - 4} textAnchor="end">
              {label}
            </text>
            <rect
              className={value < 0 ? 'tornado-less' : 'tornado-more'}
              x={from}
              y={top}
              width={Math.max(1, to - from)}
              height={BAR}
            />
            <text x={to + 4} y={top + BAR - 4}>
              {`${value > 0 ? '+' : ''}${written(value)}`}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
