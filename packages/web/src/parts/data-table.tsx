// The one list of the console, around Ant Design's table: pages, sort labels, keyboard between rows, an empty state.
import { Table, type TableColumnType } from 'antd'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { thousands } from '../format/money.ts'

export interface Column<T> {
  readonly key: string
  readonly title: string
  readonly width?: number
  readonly number?: boolean
  /** The list's sort word; the column head becomes a button. */
  readonly sort?: string
  readonly render: (row: T) => ReactNode
}

export interface Paging {
  readonly page: number
  readonly size: number
  readonly total: number
  readonly onPage: (page: number) => void
}

interface DataTableProps<T> {
  readonly label: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
  readonly loading?: boolean
  readonly paging?: Paging
  readonly sort?: { readonly by: string; readonly onSort: (by: string) => void }
  readonly empty: ReactNode
  /** Shown below a row whose key is among `open`. */
  readonly detail?: { readonly open: readonly string[]; readonly render: (row: T) => ReactNode }
}

export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { label, columns, rows, keyOf, loading = false, paging, empty, detail } = props
  const { t } = useTranslation()
  return (
    <section className="data-table" aria-label={label} aria-busy={loading} onKeyDown={moveBetweenRows}>
      <Table<T>
        size="small"
        rowKey={keyOf}
        dataSource={[...rows]}
        columns={columns.map((column) => tableColumn(column, props.sort))}
        tableLayout="fixed"
        locale={{ emptyText: loading ? t('state.loading') : empty }}
        pagination={
          paging !== undefined && {
            current: paging.page,
            pageSize: paging.size,
            total: paging.total,
            onChange: paging.onPage,
            showSizeChanger: false,
            showTotal: (count, [from, to]) => t('list.range', { from, to, n: thousands(count) }),
          }
        }
        {...(detail && {
          expandable: {
            expandedRowKeys: detail.open,
            expandedRowRender: detail.render,
            showExpandColumn: false,
          },
        })}
      />
    </section>
  )
}

function tableColumn<T>(column: Column<T>, sort: DataTableProps<T>['sort']): TableColumnType<T> {
  const { key, title, width, number, render } = column
  const sortable = column.sort !== undefined && sort !== undefined
  return {
    key,
    ...(width !== undefined && { width }),
    ...(number && { align: 'end' as const, className: 'number' }),
    title: sortable ? <SortHead column={title} by={column.sort} sort={sort} /> : title,
    onHeaderCell: () => (sortable && sort.by === column.sort ? { 'aria-sort': 'descending' as const } : {}),
    render: (_, row) => render(row),
  }
}

function SortHead(props: {
  column: string
  by: string | undefined
  sort: { by: string; onSort: (by: string) => void }
}) {
  const { t } = useTranslation()
  const { column, by = '', sort } = props
  const active = sort.by === by
  return (
    <button
      type="button"
      className="sort-head"
      title={t(active ? 'list.sortedBy' : 'list.sortBy', { column })}
      onClick={() => sort.onSort(by)}
    >
      {column}
      <span aria-hidden="true">{active ? '▼' : '▽'}</span>
    </button>
  )
}

/** ↑ and ↓ go from row to row, Home and End to the first and last; a row's own link opens it with Enter. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('tbody [data-row]')]
  const at = links.indexOf(document.activeElement as HTMLElement)
  if (at < 0) return
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key]
  const link = next === undefined ? undefined : links[next]
  if (!link) return
  event.preventDefault()
  link.focus()
  link.scrollIntoView({ block: 'nearest' })
}
