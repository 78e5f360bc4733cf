// `yibao simulate`: replays history under the policy as it is and with a reform on top, and says what differs and for whom.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DIMENSIONS, type Manifest, type ReplayDone, readManifest, replay } from '@yibao/lake'
import { inheritedAt, packsAt } from '@yibao/policy'
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
import { libraryAt } from '../policy-input.ts'
import { progressBar } from '../progress.ts'
import { cityPolicyPath } from '../shipped.ts'
import { reportText, tablesCsv } from '../simulate/report.ts'
import type { ShownDimension } from '../simulate/words.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'

const SHOWN = DIMENSIONS.filter((name): name is ShownDimension => name !== 'all')
const DEFAULTS = { samples: 3, out: 'simulations' } as const

export const command: Command = {
  name: 'simulate',
  summary: '用历史结算回放改革方案 replay history under a reform',
  usage:
    'simulate --history LAKE | --data FOLDER --reform PATH [--policy CITY] [--from MONTH] [--to MONTH] [--by GROUPS] [--samples N] [--lines] [--workers N] [--out DIR] [--json] [--csv]',
  options: {
    history: { type: 'string' },
    lake: { type: 'string' },
    data: dataOption,
    reform: { type: 'string' },
    policy: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    by: { type: 'string' },
    samples: { type: 'string' },
    lines: { type: 'boolean' },
    workers: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' },
    csv: { type: 'boolean' },
  },
  optionHelp: {
    history: '历史库 a lake, as `yibao synth --out` or `yibao lake export` writes it',
    lake: '同 --history the same as --history',
    data: `直接用平台上的结算 the settlements of a platform instead;${DATA_HELP}`,
    reform: '改革方案：叠加在现行政策上的文件或文件夹 an overlay on top of the policy',
    policy: '现行政策，默认为历史库写明的城市 the policy as it is; the lake’s own city when left out',
    from: '首月，如 2025-01 first month that counts',
    to: '末月 last month that counts',
    by: `报告中的分组，逗号分隔，默认全部 groups of the report: ${SHOWN.join(',')}`,
    samples: `每类样例数，默认 ${DEFAULTS.samples} bills shown of each kind`,
    lines: '全部明细重新归类 classify all fee lines again, not only where the reform changes it',
    workers: '并行数，默认为处理器数 workers',
    out: `结果文件夹，默认 ${DEFAULTS.out}；中断后再次运行即续作 results; an interrupted run goes on`,
    json: '机器可读 machine-readable',
    csv: '输出分组表 CSV the tables as CSV',
  },
  examples: ['npx yibao simulate --history history-2022 --reform policies/reforms/outpatient-quota --by setting,age'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}(unexpected)`)
  const history = textOption(invocation, 'history') ?? textOption(invocation, 'lake')
  if (history !== undefined) return simulate(invocation, resolve(history))
  if (textOption(invocation, 'data') === undefined)
    throw new UsageError('缺少 --history 或 --data(missing --history or --data)')
  return fromPlatform(invocation)
}

/** The platform's own settlements: written to a lake for the moment, for a replay never reads live tables twice. */
async function fromPlatform(invocation: Invocation): Promise<ExitCode> {
  requiredOption(invocation, 'reform')
  const scratch = mkdtempSync(join(tmpdir(), 'yibao-history-'))
  try {
    const folder = join(scratch, 'lake')
    const { claims } = await visiting(invocation, (visitor) => visitor.exportHistory(folder))
    if (claims === 0) throw new UsageError('平台上没有有效的结算(nothing is settled on this platform)')
    return await simulate(invocation, folder)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function simulate(invocation: Invocation, folder: string): Promise<ExitCode> {
  const reform = requiredOption(invocation, 'reform')
  const manifest = readManifest(folder)
  const by = groupsOf(invocation)
  const path = policyPath(invocation, manifest)
  refuseOtherCity(manifest, path, reform)
  const { library } = libraryAt(path, reform)
  const out = resolve(textOption(invocation, 'out') ?? DEFAULTS.out)
  const workers = numberOption(invocation, 'workers', availableParallelism())
  if (workers === 0) throw new UsageError('--workers 应大于 0(must be above 0)')
  const [from, to] = [monthOption(invocation, 'from'), monthOption(invocation, 'to')]
  if (from !== undefined && to !== undefined && from > to)
    throw new UsageError(`--from ${from} 晚于 --to ${to}（the first month is after the last）`)
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  const bar = progressBar('回放 replaying')
  mkdirSync(out, { recursive: true })
  const done = await replay({
    folder,
    base: packsAt(path)[0]!.layers,
    reformed: packsAt(path, reform)[0]!.layers,
    samples: numberOption(invocation, 'samples', DEFAULTS.samples),
    withLines: invocation.values.lines === true,
    workers,
    out,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    signal: stopping.signal,
    onProgress: ({ stage, share, claims }) => {
      if (stage !== 'verify') bar.show(share, `${claims} / ${manifest.claims}`)
    },
  })
  if (!done) {
    bar.done('已中断，再次运行即续作 interrupted; the same command goes on')
    return 1
  }
  bar.done(`${done.result.runId}${done.resumed > 0 ? `，续作：此前已完成 ${done.resumed} 桶 resumed` : ''}`)
  return answer(
    invocation,
    done,
    by,
    new Map([...library.content.vocabulary.levels, ...library.content.vocabulary.categories]),
  )
}

function answer(
  invocation: Invocation,
  { result, folder }: ReplayDone,
  by: readonly ShownDimension[],
  words: ReadonlyMap<string, string>,
): ExitCode {
  const report = reportText(result, by, words)
  const csv = tablesCsv(result)
  writeFileSync(join(folder, 'report.md'), report)
  writeFileSync(join(folder, 'tables.csv'), csv)
  if (invocation.values.json) printJson(result)
  else if (invocation.values.csv) print(csv)
  else print(`${report}\n结果在 results in ${folder}`)
  return 0
}

const policyPath = (invocation: Invocation, manifest: Manifest): string =>
  cityPolicyPath(textOption(invocation, 'policy') ?? manifest.policy.replace(/^city\//, ''))

/** History of one city says nothing about another's policy. */
function refuseOtherCity(manifest: Manifest, path: string, reform: string): void {
  const [pack] = packsAt(path)
  const id = pack?.layers.at(-1)?.id
  if (id !== manifest.policy)
    throw new UsageError(`历史属于 ${manifest.policy}，政策是 ${id}(the history is of another city than the policy)`)
  const made = inheritedAt(reform)
  if (made.length > 0 && !made.includes(manifest.policy))
    throw new UsageError(
      `方案 ${reform} 是为 ${made.join(', ')} 写的，历史属于 ${manifest.policy}(the reform is made for another city)`,
    )
}

function groupsOf(invocation: Invocation): readonly ShownDimension[] {
  const text = textOption(invocation, 'by')
  if (text === undefined) return SHOWN
  return text.split(',').map((name) => {
    const found = SHOWN.find((each) => each === name)
    if (!found) throw new UsageError(`--by ${name} 应为 ${SHOWN.join('、')} 之一(unknown group)`)
    return found
  })
}

function monthOption(invocation: Invocation, name: string): string | undefined {
  const text = textOption(invocation, name)
  if (text === undefined || /^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text
  throw new UsageError(`--${name} 应为月份，如 2025-01，收到 ${text}(expected a month)`)
}
