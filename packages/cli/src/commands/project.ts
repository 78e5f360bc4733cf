// `yibao project`: the funds' income, expenditure and balance of the coming decades, with scenarios and the fan of chance.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { projection } from '@yibao/kernel'
import { random } from '@yibao/lab'
import {
  type Command,
  type ExitCode,
  type Invocation,
  numberOption,
  print,
  printJson,
  textOption,
  UsageError,
} from '../command.ts'
import { projectionNamed, projectionNames } from '../project/named.ts'
import { paidFactorsOf } from '../project/reform.ts'
import { type ProjectionAnswer, projectionCsv, projectionPage, projectionText } from '../project/report.ts'

const MOST_YEARS = 75
const MOST_DRAWS = 100_000

export const command: Command = {
  name: 'project',
  summary: '基金中长期精算 medium- and long-term projection of the funds',
  usage: 'project NAME|FILE [--years 30] [--draws 1000] [--seed 1] [--reform RESULT] [--out FOLDER] [--csv] [--json]',
  options: {
    years: { type: 'string' },
    draws: { type: 'string' },
    seed: { type: 'string' },
    reform: { type: 'string' },
    out: { type: 'string' },
    csv: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    years: `推演年数，默认 30，最多 ${MOST_YEARS} years`,
    draws: `抽样次数，默认 1000，最多 ${MOST_DRAWS} draws of the fan`,
    seed: '随机种子，默认 1 seed of the draws',
    reform:
      'simulate --json 的结果：改革按回放得到的基金支出之比计入 the result of a replay: what a reform pays by fund',
    out: '写出网页(图)、CSV、JSON a folder for the page with charts, CSV and JSON',
    csv: '逐年 CSV every year as CSV',
    json: '机器可读 machine-readable',
  },
  examples: ['npx yibao project worked-example --years 2', 'npx yibao project worked-example --years 20 --json'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const [name, extra] = invocation.positionals
  if (!name || extra !== undefined)
    throw new UsageError(`请指定一个推演(name one projection)：${projectionNames().join('、')}`)
  const years = between(invocation, 'years', 30, MOST_YEARS)
  const draws = between(invocation, 'draws', 1000, MOST_DRAWS)
  const answer = answerFor(withReform(projectionNamed(name), textOption(invocation, 'reform')), {
    years,
    draws,
    seed: numberOption(invocation, 'seed', 1),
  })
  const out = textOption(invocation, 'out')
  if (out) writeAll(resolve(out), answer)
  if (invocation.values.json) printJson(machineForm(answer))
  else print(invocation.values.csv ? projectionCsv(answer) : projectionText(answer))
  if (out) process.stderr.write(`${join(out, 'projection.html')}\n`)
  return 0
}

function answerFor(
  { assumptions, scenarios, spread, actuals }: projection.ProjectionSet,
  { years, draws, seed }: { readonly years: number; readonly draws: number; readonly seed: number },
): ProjectionAnswer {
  const base = projection.project(assumptions, years)
  const source = random(seed)
  return {
    title: assumptions.title,
    base,
    fans: spread ? projection.fans(assumptions, spread, years, draws, source) : [],
    effects: projection.effectsOf(assumptions, scenarios, years),
    deviations: projection.backTest(base, actuals),
    bases: assumptions.bases,
  }
}

/** A reform is one more scenario, and its factors are those of a replay, not a guess. */
function withReform(set: projection.ProjectionSet, file: string | undefined): projection.ProjectionSet {
  if (!file) return set
  const paid = paidFactorsOf(file, new Set(set.assumptions.funds.map(({ name }) => name)))
  const scenario = { name: 'reform', title: `改革(按历史回放) reform by replay`, change: { paid } }
  return { ...set, scenarios: [...set.scenarios, scenario] }
}

function writeAll(folder: string, answer: ProjectionAnswer): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'projection.html'), projectionPage(answer))
  writeFileSync(join(folder, 'projection.csv'), projectionCsv(answer))
  writeFileSync(join(folder, 'projection.json'), `${JSON.stringify(machineForm(answer), null, 2)}\n`)
}

const machineForm = (answer: ProjectionAnswer): object => ({ ...answer, bases: Object.fromEntries(answer.bases) })

function between(invocation: Invocation, name: string, fallback: number, most: number): number {
  const value = numberOption(invocation, name, fallback)
  if (value < 1 || value > most)
    throw new UsageError(`--${name} 应为 1 至 ${most}，收到 ${value}(expected 1 to ${most})`)
  return value
}
