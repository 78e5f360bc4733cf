// Case mix, cost index and time index as a table for people.
import type { GroupIndexes } from '@yibao/kernel'

export function indexesText(column: string, rows: readonly GroupIndexes[]): string {
  const decimals = (value: number | undefined): string => (value === undefined ? '' : value.toFixed(4))
  return [
    `| ${column} | 病案 cases | 入组率 grouped | 病组数 groups | CMI | 费用消耗指数 cost index | 时间消耗指数 time index |`,
    '|---|---|---|---|---|---|---|',
    ...rows.map(
      ({ name, cases, grouped, groups, cmi, costIndex, timeIndex }) =>
        `| ${name} | ${cases} | ${((grouped / cases) * 100).toFixed(1)}% | ${groups} | ${decimals(cmi)} | ${decimals(costIndex)} | ${decimals(timeIndex)} |`,
    ),
  ].join('\n')
}
