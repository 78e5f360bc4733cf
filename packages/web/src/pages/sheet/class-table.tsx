// The fee classes of the printed sheet: amount, 甲, 乙, 自费, 其他, and their sums.
import type { LineView } from '@yibao/contract/rest'
import { yuan } from '../../format/money.ts'
import { type ClassSum, classSums, sumOf } from './classes.ts'

export function SheetClasses({ lines }: { lines: readonly LineView[] }) {
  const rows = classSums(lines)
  if (rows.length === 0) return null
  return (
    <table className="sheet-classes">
      <thead>
        <tr>
          {['费用类别', '金额', '甲类', '乙类', '自费', '其他'].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.title} row={row} />
        ))}
      </tbody>
      <tfoot>
        <Row row={sumOf(rows)} />
      </tfoot>
    </table>
  )
}

function Row({ row }: { row: ClassSum }) {
  return (
    <tr>
      <th scope="row">{row.title}</th>
      {[row.amount, row.a, row.b, row.own, row.other].map((fen, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: five fixed columns
        <td key={k}>{yuan(fen)}</td>
      ))}
    </tr>
  )
}
