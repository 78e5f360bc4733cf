// `yibao synth`: a synthetic city and its care, settled under the city's policy, as one table a file. Same seed, same bytes.
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { addMonths, type Day, PlanBook, parseDay } from '@yibao/kernel'
import {
  cityIds,
  cityYears,
  defaultCityId,
  deviationText,
  FRAUD_SCHEMES,
  type FraudPlan,
  generateCity,
  type HistoryOptions,
  makeYears,
  synthesize,
  writeHistory,
} from '@yibao/lab'
import { householdsOf, LakeWriter } from '@yibao/lake'
import { packsAt } from '@yibao/policy'
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
  usage:
    'synth --out FOLDER | --lake FOLDER [--city CITY] [--people N] [--months M] [--seed S] [--from DAY] [--scale S] [--workers N] [--fraud RATE] [--schemes NAMES] [--json]',
  options: {
    out: { type: 'string' },
    lake: { type: 'string' },
    city: { type: 'string' },
    people: { type: 'string' },
    months: { type: 'string' },
    seed: { type: 'string' },
    from: { type: 'string' },
    scale: { type: 'string' },
    workers: { type: 'string' },
    fraud: { type: 'string' },
    schemes: { type: 'string' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    out: '输出文件夹，每张表一个 CSV the folder to write to, one CSV a table',
    lake: '历史库文件夹：写成 Parquet，供 simulate 回放；不写 CSV。不给 --from 时按该市公布的各年生成并对照公布数 a lake instead of CSV; without --from the years that the city’s account covers, set beside its figures',
    city: `城市，默认 ${defaultCityId} one of ${cityIds.join(', ')}`,
    people: `人数，默认 ${DEFAULTS.people} people`,
    months: `月数，默认 ${DEFAULTS.months} months of care`,
    seed: `随机种子，默认 ${DEFAULTS.seed}；同一种子得同一座城市 the same seed makes the same city`,
    from: '首日，默认为上月今日 the first day; a month ago when left out',
    scale: '历史库按全市人口的比例，如 0.01，代替 --people a share of the whole city, instead of --people',
    workers: '历史库的并行数，默认为处理器数 workers of a lake; the same bytes for any number',
    fraud:
      '植入的欺诈：各手法改写其可及就医的这一比例，如 0.05；标签写在历史库旁的 LAKE.labels.csv schemes planted in this share of the care each may take; labels beside the lake',
    schemes: `只植入这些手法，逗号分隔，默认全部 only these of ${FRAUD_SCHEMES.join(',')}`,
    json: '机器可读 machine-readable',
  },
  longExamples: ['npx yibao synth --scale 1 --months 60 --seed 1 --lake five-years'],
  examples: [
    'npx yibao synth --people 1000 --seed 7 --from 2025-09-01 --out synthetic-city',
    'npx yibao synth --people 400 --months 2 --seed 7 --lake years-2021',
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
  if (lake !== undefined && textOption(invocation, 'from') === undefined && cityYears(pack))
    return writeYears(invocation, pack, out)
  for (const name of ['scale', 'workers', 'fraud', 'schemes'])
    if (invocation.values[name] !== undefined)
      throw new UsageError(
        `--${name} 只用于按公布的各年生成历史库：--lake，不给 --from，城市为有多年公布数的(only for a lake of the years of a city)`,
      )
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

/** The years that the city's account covers, from their first January on, in buckets side by side. */
async function writeYears(invocation: Invocation, city: string, folder: string): Promise<ExitCode> {
  const plan = cityYears(city)!
  const [months, seed] = [count(invocation, 'months'), numberOf(invocation, 'seed')]
  if (months > plan.years.length * 12)
    throw new UsageError(
      `--months 最多 ${plan.years.length * 12}：公布数只到 ${plan.years.at(-1)?.year} 年(the years end there)`,
    )
  const people = peopleOf(invocation, plan.people.value)
  const fraud = fraudOf(invocation)
  const workers = numberOption(invocation, 'workers', availableParallelism())
  if (workers === 0) throw new UsageError('--workers 应大于 0(must be above 0)')
  const bar = progressBar('生成历年 writing the years')
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  let beganAt: Began | undefined
  const made = await makeYears({
    ...{ city, people, months, seed, folder, workers, signal: stopping.signal, ...(fraud && { fraud }) },
    layers: packsAt(cityPolicyPath(city))[0]!.layers,
    catalogue: await shippedCatalogue(),
    onProgress: ({ share, claims }) => {
      beganAt ??= { ms: performance.now(), share }
      bar.show(share, `结算 claims ${claims}${remaining(beganAt, share)}`)
    },
  })
  if (!made) {
    bar.done('已中断，再次运行即续作 interrupted; the same command goes on')
    return 1
  }
  bar.done(folder)
  const { claims, lines, resumed, calibration, labels } = made
  if (invocation.values.json)
    printJson({
      city,
      people,
      months,
      seed,
      lake: folder,
      claims,
      lines,
      resumed,
      calibration,
      ...(fraud && { fraud, labels }),
    })
  else {
    print(
      `结算 claims ${claims}，明细 lines ${lines}${resumed > 0 ? `，此前已生成 ${resumed} 桶 buckets resumed` : ''}`,
    )
    if (fraud) print(`植入 planted ${labels}，标签 labels ${folder}.labels.csv`)
    print(`\n${deviationText(calibration.rows)}`)
  }
  return 0
}

interface Began {
  readonly ms: number
  readonly share: number
}

/** How long it will still take, at the pace so far. */
function remaining({ ms, share: began }: Began, share: number): string {
  if (share <= began || share >= 1) return ''
  const minutes = ((performance.now() - ms) * (1 - share)) / (share - began) / 60_000
  return `，约剩 ${minutes < 1 ? `${Math.ceil(minutes * 60)} 秒 s` : `${Math.ceil(minutes)} 分 min`} left`
}

const RATE_MAX = 0.5

function fraudOf(invocation: Invocation): FraudPlan | undefined {
  const [text, names] = [textOption(invocation, 'fraud'), textOption(invocation, 'schemes')]
  if (text === undefined && names !== undefined) throw new UsageError('--schemes 与 --fraud 同用（give --fraud too）')
  if (text === undefined) return undefined
  const rate = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || !(rate > 0 && rate <= RATE_MAX))
    throw new UsageError(`--fraud 应为 0 到 ${RATE_MAX} 的小数，如 0.05，收到 ${text}（a share of care）`)
  const wanted = names?.split(',') ?? FRAUD_SCHEMES
  const unknown = wanted.find((each) => !FRAUD_SCHEMES.some((scheme) => scheme === each))
  if (unknown !== undefined)
    throw new UsageError(`没有手法 ${unknown}（no such scheme）。可用 available: ${FRAUD_SCHEMES.join(',')}`)
  return { rate, schemes: FRAUD_SCHEMES.filter((scheme) => wanted.includes(scheme)) }
}

const PEOPLE_MIN = 100

function peopleOf(invocation: Invocation, whole: number): number {
  const text = textOption(invocation, 'scale')
  if (text === undefined) {
    const people = count(invocation, 'people')
    if (people < PEOPLE_MIN) throw new UsageError(`--people 至少 ${PEOPLE_MIN}(at least)`)
    return people
  }
  if (textOption(invocation, 'people') !== undefined)
    throw new UsageError('--scale 与 --people 只能给一个(give one of them)')
  const scale = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || !(scale > 0 && scale <= 1))
    throw new UsageError(`--scale 应为 0 到 1 的小数，如 0.01，收到 ${text}(a share of the city)`)
  return Math.max(PEOPLE_MIN, Math.round(whole * scale))
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
