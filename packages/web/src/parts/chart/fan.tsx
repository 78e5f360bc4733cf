// The fan of a balance: the band between the fifth and the ninety-fifth percentile of the draws, and the middle one as a line.
import './own-charts.css'
import { niceTicks } from './ticks.ts'

export interface FanPoint {
  readonly label: string
  readonly low: number
  readonly middle: number
  readonly high: number
}

interface FanProps {
  readonly description: string
  readonly points: readonly FanPoint[]
  readonly written: (value: number) => string
}

const [WIDTH, HEIGHT] = [560, 240]
const EDGE = { left: 62, right: 14, top: 12, bottom: 26 } as const
/** More labels than this would touch one another. */
const LABELS_MAX = 9

export function Fan({ description, points, written }: FanProps) {
  const ticks = niceTicks(
    points.flatMap(({ low, middle, high }) => [low, middle, high]),
    4,
  )
  const [least = 0, most = 1] = [ticks[0], ticks.at(-1)]
  const x = (at: number): number =>
    EDGE.left + (points.length < 2 ? 0 : (at * (WIDTH - EDGE.left - EDGE.right)) / (points.length - 1))
  const y = (value: number): number =>
    HEIGHT - EDGE.bottom - ((value - least) / (most - least || 1)) * (HEIGHT - EDGE.top - EDGE.bottom)
  const line = (of: (point: FanPoint) => number): string[] => points.map((each, at) => `${x(at)},${y(of(each))}`)
  const band = [...line(({ high }) => high), ...line(({ low }) => low).reverse()].join(' ')
  const every = Math.ceil(points.length / LABELS_MAX)
  return (
    <svg className="own-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={description}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? 'fan-zero' : 'fan-grid'}
            x1={EDGE.left}
            x2={WIDTH - EDGE.right}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text x={EDGE.left - 8} y={y(tick) + 4} textAnchor="end">
            {written(tick)}
          </text>
        </g>
      ))}
      <polygon className="fan-band" points={band} />
      <polyline className="fan-line" points={line(({ middle }) => middle).join(' ')} />
      {points.map(({ label, low, middle, high }, at) => (
        <g key={label}>
          <circle className="fan-dot" cx={x(at)} cy={y(middle)} r={3}>
            <title>{`${label}：${written(middle)}（${written(low)} – ${written(high)}）`}</title>
          </circle>
          {at % every === 0 && (
            <text x={x(at)} y={HEIGHT - 8} textAnchor="middle">
              {label}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}
