// Dots of things that are compared in two ways at once; the larger the dot, the more it stands for. Each opens its records.
import './own-charts.css'
import { Link } from 'react-router'
import { niceTicks } from './ticks.ts'

export interface Dot {
  readonly key: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly words: string
  readonly to: string
}

interface ScatterProps {
  readonly description: string
  readonly dots: readonly Dot[]
  readonly xTitle: string
  readonly yTitle: string
  readonly xWritten: (value: number) => string
  readonly yWritten: (value: number) => string
}

const [WIDTH, HEIGHT] = [560, 300]
const EDGE = { left: 76, right: 20, top: 24, bottom: 44 } as const
const RADIUS = { least: 5, most: 18 } as const

export function Scatter({ description, dots, xTitle, yTitle, xWritten, yWritten }: ScatterProps) {
  const [xTicks, yTicks] = [dots.map(({ x }) => x), dots.map(({ y }) => y)].map((values) => niceTicks(values, 4))
  const scale = (ticks: readonly number[], from: number, to: number) => (value: number) => {
    const [first = 0, last = 1] = [ticks[0], ticks.at(-1)]
    return from + ((value - first) / (last - first || 1)) * (to - from)
  }
  const x = scale(xTicks!, EDGE.left, WIDTH - EDGE.right)
  const y = scale(yTicks!, HEIGHT - EDGE.bottom, EDGE.top)
  const most = Math.max(1, ...dots.map(({ size }) => size))
  // An area that is twice as large stands for twice as much; the small ones lie on top.
  const radius = (size: number): number => Math.max(RADIUS.least, Math.sqrt(size / most) * RADIUS.most)
  return (
    <svg className="own-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      <title>{description}</title>
      <g>
        {yTicks!.map((tick) => (
          <g key={tick}>
            <line
              className={tick === 0 ? 'fan-zero' : 'fan-grid'}
              x1={EDGE.left}
              x2={WIDTH - EDGE.right}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text x={EDGE.left - 8} y={y(tick) + 4} textAnchor="end">
              {yWritten(tick)}
            </text>
          </g>
        ))}
        {xTicks!.map((tick) => (
          <text key={tick} x={x(tick)} y={HEIGHT - EDGE.bottom + 18} textAnchor="middle">
            {xWritten(tick)}
          </text>
        ))}
        <text x={WIDTH - EDGE.right} y={HEIGHT - 8} textAnchor="end">
          {xTitle}
        </text>
        <text x={4} y={13}>
          {yTitle}
        </text>
      </g>
      {dots
        .toSorted((a, b) => b.size - a.size)
        .map((dot) => (
          <Link key={dot.key} to={dot.to} aria-label={dot.words} className="chart-link">
            <circle className="scatter-dot" cx={x(dot.x)} cy={y(dot.y)} r={radius(dot.size)}>
              <title>{dot.words}</title>
            </circle>
          </Link>
        ))}
    </svg>
  )
}
