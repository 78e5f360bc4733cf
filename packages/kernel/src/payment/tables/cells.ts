// What a cell of a payment table may hold, and how a message says it.
import { type Exact, exactFrom } from '../../money/exact.ts'
import { type Fen, fenFromYuan, ZERO } from '../../money/fen.ts'
import { type Day, parseDay } from '../../time/day.ts'
import type { Column } from './table.ts'

type Names = readonly [string, ...string[]]

export const word = (...names: Names): Column<string> => ({
  names,
  read: (text) => text,
  empty: '',
  expected: '文字 text',
})
export const key = (...names: Names): Column<string> => ({
  ...{ names, required: true, empty: '', expected: '不含空格的编号 an identifier without spaces' },
  read: (text) => (/^\S+$/.test(text) ? text : undefined),
})
export const money = (...names: Names): Column<Fen> => ({
  ...{ names, read: fenFromYuan, empty: ZERO, expected: '元，至多两位小数 yuan with at most two decimals' },
})
export const optionalMoney = (...names: Names): Column<Fen | undefined> => ({ ...money(...names), empty: undefined })
export const day = (...names: Names): Column<Day> => ({
  ...{ names, read: parseDay, empty: '' as Day, expected: '存在的日期，如 2025-03-01 a day that exists' },
})
export const number = (...names: Names): Column<Exact | undefined> => ({
  ...{ names, read: exactFrom, empty: undefined, expected: '小数，如 1.05 a plain decimal' },
})
export const count = (...names: Names): Column<number> => ({
  ...{ names, empty: 0, expected: '整数 a whole number' },
  read: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
})
export const words = (...names: Names): Column<readonly string[]> => ({
  ...{
    names,
    read: (text) => text.split(/[|;；]/).filter(Boolean),
    empty: [],
    expected: '以 | 分隔的词 words separated by |',
  },
})
export function choice<const T extends string>(
  values: Readonly<Record<string, T>>,
  empty: T,
  ...names: Names
): Column<T> {
  return {
    ...{ names, read: (text) => (Object.hasOwn(values, text) ? values[text] : undefined), empty },
    expected: Object.keys(values).join('、'),
  }
}
export const must = <T>(column: Column<T>): Column<T> => ({ ...column, required: true })
