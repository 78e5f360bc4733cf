// `yibao synth`: a synthetic city and its care, settled under the city's policy, as one table a file. Same seed, same bytes.
import { resolve } from 'node:path'
import { addMonths, type Day, PlanBook, parseDay } from '@yibao/kernel'
import { cityIds, defaultCityId, generateCity, type HistoryOptions, synthesize, writeHistory } from '@yibao/lab'
import { householdsOf, LakeWriter } from '@yibao/lake'
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
import { libraryAt } from '../policy-input.ts'
import { progressBar } from '../progress.ts'
import { cityPolicyPath, shippedCatalogue } from '../shipped.ts'

const DEFAULTS = { people: 20_000, months: 1, seed: 1 } as const

export const command: Command = {
  name: 'synth',
  summary: '生成一座合成城市的数据 write a synthetic city to a folder',
  usage: 'synth --out FOLDER | --lake FOLDER [--city CITY] [--people N] [--months M] [--seed S] [--from DAY] [--json]',
  options: {
    out: { type: 'string' },
    lake: { type: 'string' },
    city: { type: 'string' },
    people: { type: 'string' },
    months: { type: 'string' },
    seed: { type: 'string' },
    from: { type: 'string' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    out: '输出文件夹，每张表一个 CSV the folder to write to, one CSV a table',
    lake: '历史库文件夹：写成 Parquet，供 simulate 回放；不写 CSV a lake for `yibao simulate`, instead of CSV',
    city: `城市，默认 ${defaultCityId} one of ${cityIds.join(', ')}`,
    people: `人数，默认 ${DEFAULTS.people} people`,
    months: `月数，默认 ${DEFAULTS.months} months of care`,
    seed: `随机种子，默认 ${DEFAULTS.seed}；同一种子得同一座城市 the same seed makes the same city`,
    from: '首日，默认为上月今日 the first day; a month ago when left out',
    json: '机器可读 machine-readable',
  },
  examples: [
    'npx yibao synth --people 1000 --seed 7 --from 2025-09-01 --out synthetic-city',
    'npx yibao synth --people 300 --months 2 --seed 7 --from 2022-06-01 --lake history-2022',
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}(unexpected)`)
  const lake = textOption(invocation, 'lake')
  const out = resolve(lake ?? requiredOption(invocation, 'out'))
  const pack = textOption(invocation, 'city') ?? defaultCityId
  if (!cityIds.includes(pack))
    throw new UsageError(`没有城市 ${pack}(no such city)。可用 available: ${cityIds.join(', ')}`)
  const [people, months, seed] = [
    count(invocation, 'people'),
    count(invocation, 'months'),
    numberOf(invocation, 'seed'),
  ]
  const openedOn = firstDay(invocation)
  const { library } = libraryAt(cityPolicyPath(pack))
  const catalogue = await shippedCatalogue()
  // Spells last beyond the last month of care.
  const city = generateCity({ pack, people, seed, openedOn, months: months + 12, catalogue })
  if (lake !== undefined)
    return writeLake(invocation, { city, catalogue, months, seed, book: new PlanBook(library) }, out)
  const bar = progressBar('生成 writing')
  const days = months * 31
  let done = 0
  const rows = await synthesize({
    city,
    catalogue,
    months,
    seed,
    out,
    book: new PlanBook(library),
    onProgress: ({ stage, day, rows: written }) => {
      if (stage === 'care') bar.show(Math.min(1, ++done / days), `${day} 费用明细 fee lines ${written}`)
    },
  })
  bar.done(out)
  if (invocation.values.json) printJson({ city: pack, people, months, seed, openedOn, out, rows })
  else
    print(
      Object.entries(rows)
        .map(([table, n]) => `${`${table}.csv`.padEnd(24)} ${n}`)
        .join('\n'),
    )
  return 0
}

type Care = Omit<HistoryOptions, 'lake' | 'onProgress'>

/** Settled care alone, as history: what `yibao simulate` replays. */
async function writeLake(invocation: Invocation, care: Care, folder: string): Promise<ExitCode> {
  const bar = progressBar('生成历史 writing history')
  const { pack, areas } = care.city
  const lake = await LakeWriter.open({
    folder,
    area: areas[0]?.code ?? '',
    policy: `city/${pack}`,
    households: householdsOf(care.city.mutualAid),
  })
  const days = care.months * 31
  let done = 0
  const counts = await writeHistory({
    ...care,
    lake,
    onProgress: ({ day, claims }) => bar.show(Math.min(1, ++done / days), `${day} 结算 claims ${claims}`),
  })
  await lake.close()
  bar.done(folder)
  if (invocation.values.json) printJson({ city: pack, lake: folder, ...counts })
  else print(`结算 claims ${counts.claims}，明细 lines ${counts.lines}`)
  return 0
}

const numberOf = (invocation: Invocation, name: 'people' | 'months' | 'seed'): number =>
  numberOption(invocation, name, DEFAULTS[name])

function count(invocation: Invocation, name: 'people' | 'months'): number {
  const value = numberOf(invocation, name)
  if (value === 0) throw new UsageError(`--${name} 应大于 0(must be above 0)`)
  return value
}

function firstDay(invocation: Invocation): Day {
  const text = textOption(invocation, 'from')
  if (text === undefined) return addMonths(systemClock().today(), -1)
  const day = parseDay(text)
  if (day === undefined) throw new UsageError(`--from 应为日期，如 2025-09-01，收到 ${text}(expected a day)`)
  return day
}
