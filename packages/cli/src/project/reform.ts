// What a reform pays, fund by fund, against what was paid: read from the result of `yibao simulate --json`.
import { existsSync, readFileSync } from 'node:fs'
import { UsageError } from '../command.ts'

export function paidFactorsOf(file: string, funds: ReadonlySet<string>): ReadonlyMap<string, number> {
  if (!existsSync(file)) throw new UsageError(`没有这个文件：${file}(no such file)`)
  const found = new Map<string, number>()
  for (const [fund, row] of Object.entries(fundsIn(file))) {
    if (funds.has(fund) && row.aFen > 0) found.set(fund, row.bFen / row.aFen)
  }
  if (found.size === 0) {
    throw new UsageError(`${file} 中没有推演的基金：${[...funds].join('、')}(the replay touches none of these funds)`)
  }
  return found
}

type Rows = Readonly<Record<string, { readonly aFen: number; readonly bFen: number }>>

function fundsIn(file: string): Rows {
  const wrong = new UsageError(`${file} 不是 simulate --json 的结果(not the result of a replay)`)
  let read: unknown
  try {
    read = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw wrong
    throw error
  }
  const funds = typeof read === 'object' && read !== null ? (read as { funds?: unknown }).funds : undefined
  if (typeof funds !== 'object' || funds === null) throw wrong
  for (const row of Object.values(funds)) {
    if (!Number.isSafeInteger(row?.aFen) || !Number.isSafeInteger(row?.bFen)) throw wrong
  }
  return funds as Rows
}
