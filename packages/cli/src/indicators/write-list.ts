// Writes docs/indicators.md: every indicator with its definition, and what it waits for. Run after a file of indicators/ changed:
//   npx node packages/cli/src/indicators/write-list.ts
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { indicator } from '@yibao/kernel'
import { indicatorsIn, shippedIndicators } from './read.ts'

export function listOf(all: readonly indicator.Indicator[]): string {
  const counted = all.filter(({ formula }) => formula !== undefined)
  return [
    '# 指标 · Indicators',
    '',
    `每个指标一个文件，在 [indicators/](../indicators/README.md)。共 ${all.length} 项，其中 ${counted.length} 项有算式，其余写明在等什么数据，不以零代替。`,
    '',
    `*One small file each. ${all.length} in all, ${counted.length} with a formula; the others say which records they wait for and are never shown as zero.*`,
    '',
    '```sh',
    'npx yibao indicators --lake history-2022',
    'npx yibao indicators QY-024 --lake history-2022 --by county',
    '```',
    '',
    '| 编号 id | 名称 title | 单位 unit | 定义 definition | 状态 state |',
    '|---|---|---|---|---|',
    ...all.map(
      ({ id, title, titleEn, unit, definition, waitsFor, waitsForEn }) =>
        `| ${id} | ${title}<br>${titleEn} | ${unit} | ${definition.replaceAll('|', '/')} | ${waitsFor ? `待 ${waitsFor}<br>waits for ${waitsForEn}` : '算 counted'} |`,
    ),
    '',
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = fileURLToPath(new URL('../../../../docs/indicators.md', import.meta.url))
  writeFileSync(path, listOf(indicatorsIn(shippedIndicators)))
}
