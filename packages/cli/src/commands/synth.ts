// `yibao synth`: a synthetic city and its care, settled under the city's policy: as a lake, as tables, or sent to a platform.
import { resolve } from 'node:path'
import { cityIds, defaultCityId, FRAUD_SCHEMES } from '@yibao/lab'
import { type Command, type ExitCode, type Invocation, textOption, UsageError } from '../command.ts'
import { cityOf, isOfYears, SYNTH_DEFAULTS } from '../synth/asked.ts'
import { writeLake, writeTables } from '../synth/city.ts'
import { sendLive } from '../synth/live.ts'
import { writeYears } from '../synth/years.ts'

export const command: Command = {
  name: 'synth',
  summary: '生成一座合成城市的数据 write a synthetic city to a folder',
  usage:
    'synth --out LAKE | --tables FOLDER | --serve URL [--city CITY] [--people N] [--months M] [--seed S] [--from DAY] [--scale S] [--workers N] [--fraud RATE] [--schemes NAMES] [--traces] [--data FOLDER] [--care-from DAY] [--live] [--json]',
  options: {
    out: { type: 'string' },
    lake: { type: 'string' },
    tables: { type: 'string' },
    serve: { type: 'string' },
    city: { type: 'string' },
    people: { type: 'string' },
    months: { type: 'string' },
    seed: { type: 'string' },
    from: { type: 'string' },
    scale: { type: 'string' },
    workers: { type: 'string' },
    fraud: { type: 'string' },
    schemes: { type: 'string' },
    traces: { type: 'boolean' },
    data: { type: 'string' },
    'care-from': { type: 'string' },
    live: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    out: '历史库文件夹（Parquet）。不给 --from 时按该市公布的各年生成并对照公布数 a lake; without --from the years that the city’s account covers, set beside its figures',
    lake: '同 --out the same as --out',
    tables: '输出文件夹，每张表一个 CSV a folder, one CSV a table',
    serve:
      '向运行中的演示平台发送：模拟医院经统一接口就诊，自演示月末至今日 the simulated hospitals of a demonstration go on sending their care to it, until today',
    city: `城市，默认 ${defaultCityId} one of ${cityIds.join(', ')}`,
    people: `人数，默认 ${SYNTH_DEFAULTS.people} people`,
    months: `月数，默认 ${SYNTH_DEFAULTS.months} months of care`,
    seed: `随机种子，默认 ${SYNTH_DEFAULTS.seed}；同一种子得同一座城市 the same seed makes the same city`,
    from: '首日，默认为上月今日 the first day; a month ago when left out',
    scale: '历史库按全市人口的比例，如 0.01，代替 --people a share of the whole city, instead of --people',
    workers: '历史库的并行数，默认为处理器数 workers of a lake; the same bytes for any number',
    fraud:
      '植入的欺诈：各手法改写其可及就医的这一比例，如 0.05；标签写在历史库旁的 LAKE.labels.csv schemes planted in this share of the care each may take; labels beside the lake',
    schemes: `只植入这些手法，逗号分隔，默认全部 only these of ${FRAUD_SCHEMES.join(',')}`,
    traces:
      '历史库：写入带走药品的追溯码（给 --fraud 时总是写入） trace codes of dispensed drugs in the lake; always with --fraud',
    data: '--serve：演示平台的数据文件夹，默认 .yibao the data folder of the demonstration',
    'care-from':
      '--serve：就医的首日，默认为演示月末的次日 the first day of the care; the day after the demonstration’s month when left out',
    live: '--serve：今日以后按时发送，直到 --months 完或 Ctrl-C go on after today, each message at its hour',
    json: '机器可读 machine-readable',
  },
  longExamples: [
    'npx yibao synth --scale 1 --months 60 --seed 1 --out five-years',
    'npx yibao synth --serve http://127.0.0.1:8080 --live',
  ],
  examples: [
    'npx yibao synth --people 1000 --seed 7 --from 2025-09-01 --tables synthetic-city',
    'npx yibao synth --people 400 --months 2 --seed 7 --out years-2021',
    'npx yibao synth --people 300 --months 2 --seed 7 --from 2022-06-01 --out history-2022',
  ],
  run,
}

const GOALS = ['out', 'lake', 'tables', 'serve'] as const

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}(unexpected)`)
  const goal = goalOf(invocation)
  const place = textOption(invocation, goal)!
  const pack = cityOf(invocation)
  const ofYears = (goal === 'out' || goal === 'lake') && isOfYears(invocation, pack)
  if (ofYears) return writeYears(invocation, pack, resolve(place))
  for (const name of ['scale', 'workers', 'fraud', 'schemes', 'traces'])
    if (invocation.values[name] !== undefined)
      throw new UsageError(
        `--${name} 只用于按公布的各年生成历史库：--out，不给 --from，城市为有多年公布数的(only for a lake of the years of a city)`,
      )
  if (goal === 'serve') return sendLive(invocation, place)
  for (const name of ['data', 'care-from', 'live'])
    if (invocation.values[name] !== undefined) throw new UsageError(`--${name} 只与 --serve 同用（only with --serve）`)
  if (goal === 'tables') return writeTables(invocation, pack, resolve(place))
  return writeLake(invocation, pack, resolve(place))
}

function goalOf(invocation: Invocation): (typeof GOALS)[number] {
  const given = GOALS.filter((name) => textOption(invocation, name) !== undefined)
  const [first] = given
  if (first !== undefined && given.length === 1) {
    if (textOption(invocation, first) !== '') return first
    throw new UsageError(`--${first} 缺少值（needs a value）`)
  }
  throw new UsageError(
    given.length === 0
      ? '请给出 --out 历史库、--tables 表格文件夹或 --serve 平台地址之一(say where to: one of them)'
      : `--${given.join('、--')} 只能给一个(give one of them)`,
  )
}
