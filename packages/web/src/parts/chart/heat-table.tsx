// A table whose cells are the darker the more they hold: numbers first, colour beside them. Cells can be read without seeing colours.
import './own-charts.css'

export interface HeatRow {
  readonly key: string
  readonly title: string
  readonly values: readonly number[]
}

interface HeatTableProps {
  readonly label: string
  readonly corner: string
  readonly columns: readonly string[]
  readonly rows: readonly HeatRow[]
}

const STEPS = 5

export function HeatTable({ label, corner, columns, rows }: HeatTableProps) {
  const most = Math.max(1, ...rows.flatMap(({ values }) => values))
  const stepOf = (value: number): number => (value === 0 ? 0 : Math.max(1, Math.ceil((value / most) * STEPS)))
  return (
    // A wide table scrolls by itself, by the keyboard as well.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
    <section className="heat-scroll" tabIndex={0} aria-label={label}>
      <table className="heat">
        <caption className="hidden-words">{label}</caption>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, title, values }) => (
            <tr key={key}>
              <th scope="row">{title}</th>
              {values.map((value, at) => (
                <td key={columns[at]} className={`number heat-${stepOf(value)}`}>
                  {value === 0 ? '·' : value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
