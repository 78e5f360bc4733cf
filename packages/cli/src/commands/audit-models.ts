// `yibao audit models`: clues of behaviour models over a lake, the rows behind one, and what the models are worth where the truth is known.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { faultText, models } from '@yibao/kernel'
import { clueRows, type ModelClues, missingParameters, modelNames, runModels } from '@yibao/lake'
import { loadModels } from '@yibao/policy'
import { type CluePage, cluePage, cluesCsv } from '../audit/models-page.ts'
import {
  type Command,
  type ExitCode,
  type Invocation,
  numberOption,
  print,
  printJson,
  requiredOption,
  textOption,
  UsageError,
} from '../command.ts'

const DEFAULT_TOP = 5

export const command: Command = {
  name: 'audit models',
  summary: '行为模型的线索，附理由与分数 clues of behaviour models, with reasons',
  usage:
    'audit models --lake LAKE [--labels FILE] [--model IDS] [--models FOLDER] [--top N] [--rows KEY] [--out FOLDER] [--json]',
  options: {
    lake: { type: 'string' },
    labels: { type: 'string' },
    model: { type: 'string' },
    models: { type: 'string' },
    top: { type: 'string' },
    rows: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    lake: '历史库 a lake',
    labels:
      '已知真相的标签（yibao synth --fraud 所写），用来量准确率与召回率 known truth, to measure precision and recall',
    model: `只看这些模型，逗号分隔 only these of ${modelNames.join(',')}`,
    models: '模型文件夹，默认随附的 rules/models a folder of model files',
    top: `每个模型列出的线索数，默认 ${DEFAULT_TOP} clues to list of each model`,
    rows: '一条线索的编号，列出背后的结算 the rows behind the clue of this key',
    out: '另写一个文件夹：clues.html 逐条列出理由与结算，可打印；clues.csv 全部线索 a folder with a page and a table of the clues',
    json: '机器可读，含全部线索 machine-readable, with all clues',
  },
  examples: [
    'npx yibao audit models --lake years-2021',
    'npx yibao audit models --lake years-2021 --model split-stay --out years-2021-clues',
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}（unexpected）`)
  const lake = resolve(requiredOption(invocation, 'lake'))
  const labels = textOption(invocation, 'labels')
  const known = labels === undefined ? undefined : labelsIn(labels)
  const found = await runModels(lake, cardsOf(invocation))
  const rows = textOption(invocation, 'rows')
  if (rows !== undefined) return sayRows(invocation, lake, found, rows)
  const measured = known && found.map(({ card, clues }) => models.measure(card, clues, known))
  const top = numberOption(invocation, 'top', DEFAULT_TOP)
  const out = textOption(invocation, 'out')
  if (out !== undefined) await writeClues(resolve(out), lake, { found, top, ...(measured && { measured }) })
  if (invocation.values.json)
    printJson({
      models: found.map(({ card, ...rest }) => ({ model: card.id, version: card.version, ...rest })),
      measured,
    })
  else {
    say(found, measured, top)
    if (out !== undefined) print(`结果 results：${resolve(out)}`)
  }
  return 0
}

async function writeClues(
  out: string,
  lake: string,
  { found, top, measured }: Pick<CluePage, 'found' | 'top' | 'measured'>,
): Promise<void> {
  const shown = found.flatMap(({ clues }) => clues.slice(0, top))
  const rows = await clueRows(lake, [...new Set(shown.flatMap(({ visits, beside = [] }) => [...visits, ...beside]))])
  const byVisit = new Map(rows.map((row) => [String(row.visit_id), row]))
  mkdirSync(out, { recursive: true })
  const page = { lake: basename(lake), found, top, rows: byVisit, ...(measured && { measured }) }
  writeFileSync(join(out, 'clues.html'), cluePage(page))
  writeFileSync(join(out, 'clues.csv'), cluesCsv(found))
}

function cardsOf(invocation: Invocation): readonly models.ModelCard[] {
  const { cards, faults } = loadModels(textOption(invocation, 'models'))
  if (faults.refuses) throw new UsageError(faults.faults.map(faultText).join('\n'))
  const unknown = cards.find(({ id }) => !modelNames.includes(id))
  if (unknown)
    throw new UsageError(`没有模型 ${unknown.id} 的特征（no features）。可用 available: ${modelNames.join(',')}`)
  const lacking = cards.find((card) => missingParameters(card).length > 0)
  if (lacking)
    throw new UsageError(`模型 ${lacking.id} 缺少参数（parameters missing）：${missingParameters(lacking).join(',')}`)
  const only = textOption(invocation, 'model')?.split(',')
  const wrong = only?.find((id) => !cards.some((card) => card.id === id))
  if (wrong !== undefined)
    throw new UsageError(`没有模型 ${wrong}（no such model）。可用 available: ${cards.map(({ id }) => id).join(',')}`)
  return cards.filter(({ id }) => !only || only.includes(id))
}

const HEAD = 'scheme,case,provider,practitioner,person_no,visit_id'

function labelsIn(path: string): models.KnownVisit[] {
  if (!existsSync(path)) throw new UsageError(`没有这个文件：${path}（no such file）`)
  const [head, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
  if (head !== HEAD) throw new UsageError(`${path} 第 1 行：收到 ${head?.slice(0, 80)}，应为 ${HEAD}（the header）`)
  return lines.map((line, at) => {
    const cells = line.split(',')
    const [scheme, , , practitioner, , visitId] = cells
    if (cells.length !== HEAD.split(',').length || !scheme || !visitId)
      throw new UsageError(`${path} 第 ${at + 2} 行：应为 6 列，收到 ${cells.length} 列（columns）`)
    return { scheme, visitId, practitioner: practitioner ?? '' }
  })
}

function say(found: readonly ModelClues[], measured: readonly models.Measured[] | undefined, top: number): void {
  for (const { card, candidates, clues } of found) {
    print(`${card.id}  ${card.title} ${card.titleEn}：线索 clues ${clues.length}，看过 looked at ${candidates}`)
    for (const clue of clues.slice(0, top)) {
      const reasons = clue.reasons.map(({ zh, weight }) => `${zh}（${weight}）`).join('；')
      print(`  ${clue.score} 分  ${clue.key}  ${clue.provider}  ${reasons}`)
    }
  }
  if (measured) print(`\n${measuredText(measured)}`)
  print('模型只给线索和理由，不是违规；须由人核实。A clue is not a violation: a person verifies it.')
}

function measuredText(measured: readonly models.Measured[]): string {
  const head =
    '| 手法 scheme | 单位 counts | 植入 planted | 线索 clues | 召回率 recall | 准确率 precision | 属任一手法 any scheme | 前 10 条 of 10 | 前 50 条 of 50 |'
  const rows = measured.map(({ scheme, counts, planted, clues, recall, precision, byAny, firstK }) => {
    const first = firstK.map(({ hits, of }) => `${hits}/${of}`)
    return `| ${[scheme, counts, planted, clues, percent(recall), percent(precision), percent(byAny), ...first].join(' | ')} |`
  })
  return [head, '|---|---|---|---|---|---|---|---|---|', ...rows].join('\n')
}

/** Below this a share says little. */
const FEW = 30

const percent = ({ hits, of }: models.Share): string =>
  of === 0 ? '—' : `${((hits * 100) / of).toFixed(1)}%（${hits}/${of}${of < FEW ? '，数少 few' : ''}）`

async function sayRows(
  invocation: Invocation,
  lake: string,
  found: readonly ModelClues[],
  key: string,
): Promise<ExitCode> {
  const clue = found.flatMap(({ clues }) => clues).find((each) => each.key === key)
  if (!clue) throw new UsageError(`没有线索 ${key}（no such clue）`)
  const rows = await clueRows(lake, [...clue.visits, ...(clue.beside ?? [])])
  if (invocation.values.json) printJson({ ...clue, rows })
  else {
    for (const { zh, en, weight } of clue.reasons) print(`${weight} 分  ${zh} ${en}`)
    const head = Object.keys(rows[0] ?? {})
    print([head.join(','), ...rows.map((row) => head.map((name) => String(row[name] ?? '')).join(','))].join('\n'))
  }
  return 0
}
