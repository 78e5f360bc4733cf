// A small fixed table: few rows, all of them shown. Lists with pages use data-table.tsx.
import type { ReactNode } from 'react'

export interface GridColumn<T> {
  readonly key: string
  readonly title: string
  readonly number?: boolean
  readonly width?: number
  readonly render: (row: T, index: number) => ReactNode
}

interface GridProps<T> {
  /** Names the table for screen readers. */
  readonly label: string
  readonly columns: readonly GridColumn<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T, index: number) => string
  readonly foot?: ReactNode
}

export function Grid<T>({ label, columns, rows, keyOf, foot }: GridProps<T>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, and the keyboard must reach it
    <section className="grid-box" aria-label={label} tabIndex={0}>
      <table className="grid">
        <caption className="hidden-words">{label}</caption>
        <thead>
          <tr>
            {columns.map(({ key, title, number, width }) => (
              <th key={key} scope="col" className={number ? 'number' : undefined} style={width ? { width } : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={keyOf(row, index)}>
              {columns.map(({ key, number, render }) => (
                <td key={key} className={number ? 'number' : undefined}>
                  {render(row, index)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot && <tfoot>{foot}</tfoot>}
      </table>
    </section>
  )
}
