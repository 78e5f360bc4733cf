// Counties as tiles in the order of their codes: a plan to look things up on, not a map. The darker, the more; each opens its own.
import './own-charts.css'
import { Link } from 'react-router'

export interface MapTile {
  readonly key: string
  readonly title: string
  readonly value: number
  readonly text: string
  readonly to: string
}

const STEPS = 5

export function TileMap({ label, tiles }: { label: string; tiles: readonly MapTile[] }) {
  const sorted = tiles.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const values = sorted.map(({ value }) => value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const stepOf = (value: number): number =>
    most === least ? STEPS : 1 + Math.min(STEPS - 1, Math.floor(((value - least) / (most - least)) * STEPS))
  return (
    <ul className="tile-map" aria-label={label}>
      {sorted.map(({ key, title, value, text, to }) => (
        <li key={key}>
          <Link className={`map-tile map-step-${stepOf(value)}`} to={to}>
            <span>{title}</span>
            <strong className="number">{text}</strong>
          </Link>
        </li>
      ))}
    </ul>
  )
}
