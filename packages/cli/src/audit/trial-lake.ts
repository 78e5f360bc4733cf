// `yibao audit trial --lake`: two versions of the rules over the same history, and decided findings as their labels.
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { FaultList, faultText, readCsv } from '@yibao/kernel'
import { type FindingLabel, type LakeTrial, trialLake } from '@yibao/lake'
import { type Invocation, requiredOption, textOption, UsageError } from '../command.ts'
import { progressBar } from '../progress.ts'
import { lakeRules, periodOf, positiveOption } from './lake-rules.ts'

export async function trialOverLake(invocation: Invocation): Promise<LakeTrial> {
  const folder = resolve(requiredOption(invocation, 'lake'))
  const stage = textOption(invocation, 'stage')
  if (stage !== undefined && stage !== 'post')
    throw new UsageError(`历史库只能按 post 审核，收到 --stage ${stage}（a lake is judged after the event）`)
  const only = textOption(invocation, 'rule')?.split(',') ?? differing(invocation)
  const { before, after } = versions(invocation, only)
  const missing = only.filter((id) => !before.cards.has(id) && !after.cards.has(id))
  if (missing.length > 0)
    throw new UsageError(
      `没有规则 ${missing.join('、')}，或历史库没有它所需的事实（no such rule, or a lake lacks its facts）`,
    )
  const labels = textOption(invocation, 'labels')
  const bar = progressBar('trial')
  const result = await trialLake({
    ...{ folder, before: before.audit, after: after.audit, labels: labels === undefined ? [] : labelsIn(labels) },
    ...{ period: periodOf(invocation), threads: positiveOption(invocation, 'threads', availableParallelism()) },
    memoryMb: positiveOption(invocation, 'memory', 3072),
    onProgress: (share, text) => bar.show(share, text),
  })
  bar.done(`${result.lines} 行明细 lines，${result.setAside} 条另置 set aside`)
  return result
}

function versions(invocation: Invocation, only?: readonly string[]) {
  const of = (rules: string, points: string) =>
    lakeRules({
      ...{ rules: textOption(invocation, rules), points: textOption(invocation, points) },
      ...{ only, mayLack: true },
    })
  return { after: of('rules', 'points'), before: of('against', 'against-points') }
}

/** Rules whose card or points are not the same in both versions. */
function differing(invocation: Invocation): string[] {
  const { before, after } = versions(invocation)
  const ids = [...new Set([...before.said.keys(), ...after.said.keys()])].sort()
  const found = ids.filter((id) => before.said.get(id) !== after.said.get(id))
  if (found.length === 0)
    throw new UsageError(
      '两个版本的规则和知识点相同；--rule 可指定要看的规则（both versions are the same; name rules with --rule）',
    )
  return found
}

const TITLES = ['rule', 'lines', 'encounters', 'decision']
const DECISIONS: Readonly<Record<string, boolean>> = { upheld: true, 成立: true, overturned: false, 不成立: false }

function labelsIn(path: string): FindingLabel[] {
  if (!existsSync(path)) throw new UsageError(`没有这个文件：${path}（no such file）`)
  const faults = new FaultList()
  const table = readCsv(path, readFileSync(path, 'utf8'), faults)
  if (table && TITLES.some((title) => !table.titles.includes(title)))
    faults.add({ file: path, line: 1 }, 'missing_key', table.titles.join(','), `the columns ${TITLES.join(',')}`)
  if (!table || faults.refuses) throw new UsageError(faults.faults.map(faultText).join('\n'))
  const [rule = 0, lines = 0, encounters = 0, decision = 0] = TITLES.map((title) => table.titles.indexOf(title))
  const words = (text = ''): string[] => text.split(/\s+/).filter((word) => word !== '')
  const labels = table.rows.map(({ line, cells }): FindingLabel => {
    const isRight = DECISIONS[cells[decision]?.trim() ?? '']
    const of = { lines: words(cells[lines]), encounters: words(cells[encounters]) }
    if (isRight === undefined)
      faults.add({ file: path, line }, 'wrong_value', cells[decision] ?? '', Object.keys(DECISIONS).join(', '))
    if (of.lines.length + of.encounters.length === 0)
      faults.add({ file: path, line }, 'wrong_value', 'neither lines nor encounters', 'what the finding was of')
    return { rule: cells[rule]?.trim() ?? '', ...of, isRight: isRight ?? false }
  })
  if (faults.refuses) throw new UsageError(faults.faults.map(faultText).join('\n'))
  return labels
}
