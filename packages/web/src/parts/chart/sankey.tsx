// Money on its way: bars for who pays, from which fund, and where it goes; bands as wide as the sums between them.
import './own-charts.css'
import { type Bar, type Flow, layOut } from './sankey-layout.ts'

interface SankeyProps {
  readonly description: string
  readonly flows: readonly Flow[]
  /** The name of a bar, by its column and identifier. */
  readonly nameOf: (column: number, id: string) => string
  readonly written: (value: number) => string
}

const [WIDTH, HEIGHT] = [980, 300]
const THICK = 14
/** Room for the names of the first and the last column. */
const SIDE = 170

export function Sankey({ description, flows, nameOf, written }: SankeyProps) {
  const { bars, bands } = layOut(flows, HEIGHT)
  const columns = Math.max(1, ...bars.map(({ column }) => column + 1))
  const x = (column: number): number => SIDE + (columns < 2 ? 0 : (column * (WIDTH - 2 * SIDE - THICK)) / (columns - 1))
  const words = ({ column, id, value }: Bar): string => `${nameOf(column, id)} ${written(value)}`
  return (
    <svg className="own-chart" viewBox={`-4 -8 ${WIDTH + 8} ${HEIGHT + 16}`} role="img" aria-label={description}>
      {bands.map(({ from, to, column, value, y1, y2, height }) => {
        const [a, b] = [x(column) + THICK, x(column + 1)]
        const half = (a + b) / 2
        return (
          <path
            key={`${column} ${from} ${to}`}
            className={`sankey-band sankey-band-${bars.findIndex((bar) => bar.column === column && bar.id === from) % 4}`}
            d={`M${a},${y1} C${half},${y1} ${half},${y2} ${b},${y2} L${b},${y2 + height} C${half},${y2 + height} ${half},${y1 + height} ${a},${y1 + height} Z`}
          >
            <title>{`${nameOf(column, from)} → ${nameOf(column + 1, to)}：${written(value)}`}</title>
          </path>
        )
      })}
      {bars.map((bar) => {
        const isFirst = bar.column === 0
        const isLast = bar.column === columns - 1
        return (
          <g key={`${bar.column} ${bar.id}`}>
            <rect className="sankey-bar" x={x(bar.column)} y={bar.y} width={THICK} height={bar.height}>
              <title>{words(bar)}</title>
            </rect>
            <text
              x={isFirst ? x(0) - 8 : x(bar.column) + THICK + 8}
              y={bar.y + bar.height / 2 + 4}
              textAnchor={isFirst ? 'end' : 'start'}
              className={isFirst || isLast ? undefined : 'sankey-inner'}
            >
              {words(bar)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
