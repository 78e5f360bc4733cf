// `yibao year`: a synthetic year opened, collected, settled, cleared and closed by one command, with the ledger verified at its end.
import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { defaultCityId } from '@yibao/lab'
import { systemClock } from '@yibao/server'
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
import { yuan } from '../ledger/report.ts'
import { firstSignal } from '../serve/until-stopped.ts'
import { cityPolicyPath } from '../shipped.ts'
import { playYear, YearRefused } from '../year/play.ts'
import { holds, reportOf, yearText } from '../year/report.ts'

const PEOPLE = 200
const PEOPLE_MIN = 50
/** A whole platform lives through the year: more take days. */
const PEOPLE_MAX = 1_000_000
const FIRST_YEAR = 2022

export const command: Command = {
  name: 'year',
  summary: '演示一个完整的年度：征缴、结算、清算、结账、核验 a synthetic year from opening to closing',
  usage: 'year --out FOLDER [--city CITY] [--people N] [--year YEAR] [--seed S] [--json]',
  options: {
    out: { type: 'string' },
    city: { type: 'string' },
    people: { type: 'string' },
    year: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    out: '新文件夹：数据、报表、证明 a new folder for the data, the statements and a proof',
    city: '城市，默认演示城市 the city whose policy holds',
    people: `人数，默认 ${PEOPLE}，至少 ${PEOPLE_MIN} people of the city`,
    year: '年度，默认去年 a year that is over',
    seed: '随机种子，默认 1 seed of the city and its care',
    json: '机器可读 machine-readable',
  },
  examples: ['npx yibao year --help'],
  longExamples: ['npx yibao year --out .yibao-year', 'npx yibao year --out .yibao-year --people 1000 --year 2025'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}(unexpected)`)
  const folder = resolve(requiredOption(invocation, 'out'))
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new UsageError(`${folder} 不是空文件夹，请另指一个(not empty: name a new folder)`)
  const last = Number(systemClock().today().slice(0, 4)) - 1
  const year = numberOption(invocation, 'year', last)
  if (year < FIRST_YEAR || year > last)
    throw new UsageError(`--year 应为 ${FIRST_YEAR} 至 ${last} 之间的年度，收到 ${year}(a year that is over)`)
  const people = numberOption(invocation, 'people', PEOPLE)
  if (people < PEOPLE_MIN) throw new UsageError(`--people 至少 ${PEOPLE_MIN}，收到 ${people}(too few)`)
  if (people > PEOPLE_MAX) throw new UsageError(`--people 最多 ${PEOPLE_MAX}，收到 ${people}（too many）`)
  const city = textOption(invocation, 'city') ?? defaultCityId
  cityPolicyPath(city)
  return played(invocation, { folder, year, people, city, seed: numberOption(invocation, 'seed', 1) })
}

async function played(invocation: Invocation, plan: Parameters<typeof playYear>[0]): Promise<ExitCode> {
  const stopping = new AbortController()
  void firstSignal().then(() => stopping.abort())
  try {
    const done = await playYear({
      ...plan,
      stopping: stopping.signal,
      onMonth: (each) =>
        process.stderr.write(
          `${each.month} 征缴 ${yuan(each.collectedFen)}，结算 ${each.settlements} 笔，拨付 ${yuan(each.clearedFen)}\n`,
        ),
    })
    try {
      const report = await reportOf(done, plan.year, plan.folder)
      if (invocation.values.json) printJson(report)
      else print(yearText(report, plan.folder))
      return holds(report) ? 0 : 1
    } finally {
      await done.server.close()
    }
  } catch (error) {
    if (!(error instanceof YearRefused)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}
