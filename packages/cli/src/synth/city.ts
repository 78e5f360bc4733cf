// `yibao synth` of a city from any day on: its settled care as a lake, or everything about it as one CSV a table.
import { existsSync, readdirSync } from 'node:fs'
import { PlanBook } from '@yibao/kernel'
import { generateCity, type HistoryOptions, PART, synthesize, writeHistory } from '@yibao/lab'
import { householdsOf, LakeWriter } from '@yibao/lake'
import { type ExitCode, type Invocation, print, printJson, UsageError } from '../command.ts'
import { libraryAt } from '../policy-input.ts'
import { progressBar } from '../progress.ts'
import { cityPolicyPath, shippedCatalogue } from '../shipped.ts'
import { countOf, firstDayOf, numberOf } from './asked.ts'

type Care = Omit<HistoryOptions, 'lake' | 'onProgress'>

const DAYS_A_MONTH = 31

async function careOf(invocation: Invocation, pack: string): Promise<Care> {
  const [people, months, seed] = [
    countOf(invocation, 'people'),
    countOf(invocation, 'months'),
    numberOf(invocation, 'seed'),
  ]
  const openedOn = firstDayOf(invocation)
  const catalogue = await shippedCatalogue()
  // Spells last beyond the last month of care.
  const city = generateCity({ pack, people, seed, openedOn, months: months + 12, catalogue })
  return { city, catalogue, months, seed, book: new PlanBook(libraryAt(cityPolicyPath(pack)).library) }
}

/** Settled care alone, as history: what `yibao simulate` replays. */
export async function writeLake(invocation: Invocation, pack: string, folder: string): Promise<ExitCode> {
  const care = await careOf(invocation, pack)
  const bar = progressBar('生成历史 writing history')
  const { areas, mutualAid } = care.city
  const lake = await LakeWriter.open({
    folder,
    area: areas[0]?.code ?? '',
    policy: `city/${pack}`,
    households: householdsOf(mutualAid),
  })
  const days = care.months * DAYS_A_MONTH
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

/** Registers, care and bills as tables, for other programs. */
export async function writeTables(invocation: Invocation, pack: string, out: string): Promise<ExitCode> {
  if (existsSync(out) && readdirSync(out).some((name) => !name.endsWith(PART)))
    throw new UsageError(`${out} 不是空文件夹，请另指一个（not empty: name a new folder）`)
  const care = await careOf(invocation, pack)
  const bar = progressBar('生成 writing')
  const days = care.months * DAYS_A_MONTH
  let done = 0
  const rows = await synthesize({
    ...care,
    out,
    onProgress: ({ stage, day, rows: written }) => {
      if (stage === 'care') bar.show(Math.min(1, ++done / days), `${day} 费用明细 fee lines ${written}`)
    },
  })
  bar.done(out)
  const { people, openedOn } = { people: countOf(invocation, 'people'), openedOn: care.city.openedOn }
  if (invocation.values.json)
    printJson({ city: pack, people, months: care.months, seed: care.seed, openedOn, out, rows })
  else
    print(
      Object.entries(rows)
        .map(([table, n]) => `${`${table}.csv`.padEnd(24)} ${n}`)
        .join('\n'),
    )
  return 0
}
