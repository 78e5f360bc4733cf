// Two schemes over the same records as a table for people: who stays, who moves, what it does to the weight.
import type { Comparison, Move } from '@yibao/kernel'

const SHOWN = 30

export function comparisonText(first: string, second: string, comparison: Comparison): string {
  const { records, sameGroup, sameAdrg, onlyFirst, onlySecond, moves } = comparison
  const lines = [
    `甲 first: ${first}`,
    `乙 second: ${second}`,
    `病案 records ${records}，同组 same group ${sameGroup}，同 ADRG same ADRG ${sameAdrg}`,
    `仅甲入组 grouped by the first only ${onlyFirst}，仅乙入组 by the second only ${onlySecond}`,
    ...cmiLine('甲 first', comparison.first),
    ...cmiLine('乙 second', comparison.second),
    ...(moves.length > 0
      ? ['', '| 甲 first | 乙 second | 病案 records | 权重变化 weight | 例 records |', '|---|---|---|---|---|']
      : []),
    ...moves.slice(0, SHOWN).map(moveLine),
    ...(moves.length > SHOWN
      ? [`… 共 ${moves.length} 种变动，--json 全部列出(${moves.length} moves, all with --json)`]
      : []),
  ]
  return lines.join('\n')
}

const cmiLine = (title: string, { weighed, weightE8 }: Comparison['first']): string[] =>
  weighed === 0 ? [] : [`${title} CMI ${(weightE8 / weighed / 1e8).toFixed(4)}(${weighed})`]

const moveLine = ({ from, to, count, weightDeltaE8, records }: Move): string => {
  const weight = weightDeltaE8 === undefined ? '' : (weightDeltaE8 / 1e8).toFixed(4)
  return `| ${from} | ${to} | ${count} | ${weight} | ${records.slice(0, 3).join(' ')} |`
}
