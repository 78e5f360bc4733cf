// A year of stays of many hospitals for one scheme: records with provider, insurance, days, cost and fund, from a seed.
import { closeSync, openSync, writeSync } from 'node:fs'
import { random } from '../random.ts'
import { generateRecords } from './generate.ts'
import { NaiveScheme } from './naive-scheme.ts'
import { naiveTablesAt } from './tables-at.ts'

export interface StaysOptions {
  readonly stays: number
  readonly providers: number
  /** Folder of the scheme. */
  readonly scheme: string
  readonly year: number
  readonly seed: number
}

const LEVELS = ['level_3', 'level_2', 'level_1'] as const
/** So many records differ in their codes; beyond, they come again with other hospitals, days and costs. */
const DIFFERENT = 20_000
const LINES_AT_ONCE = 20_000
const HEAD = [
  'record_id,sex,age_years,age_days,newborn_weight_g,los_days,discharge_type,total_cost,dx,proc,icu_hours,departments',
  'provider,level,scheme,county,person,admitted_on,discharged_on,fund,department,physician',
].join(',')

/** Writes the file; tells its bytes. */
export function writeStaysOfYear(path: string, { stays, providers, scheme, year, seed }: StaysOptions): number {
  const tables = naiveTablesAt(scheme)
  const adrgs = tables['adrg.csv']?.length ?? 1
  const [, ...records] = generateRecords(
    tables,
    new NaiveScheme(tables),
    Math.ceil(Math.min(stays, DIFFERENT) / adrgs),
    seed,
  )
    .trimEnd()
    .split('\n')
  const own = random(seed)
  const file = openSync(path, 'w')
  let [bytes, lines] = [writeSync(file, `${HEAD}\n`), [] as string[]]
  for (let at = 0; at < stays; at += 1) {
    const cells = records[at % records.length]!.split(',')
    const provider = Math.floor(own.next() * own.next() * providers)
    const cost = Math.round((0.3 + own.next() * own.next() * 4) * 900_000)
    const month = String(1 + Math.floor(own.next() * 12)).padStart(2, '0')
    const from = 1 + Math.floor(own.next() * 20)
    const days = 1 + Math.floor(own.next() * 7)
    const day = (of: number): string => `${year}-${month}-${String(of).padStart(2, '0')}`
    cells[0] = `S${String(at).padStart(7, '0')}`
    cells[5] = String(days)
    cells[7] = (cost / 100).toFixed(2)
    const fund = (Math.floor(cost * (0.55 + own.next() * 0.25)) / 100).toFixed(2)
    const place = `H${String(provider).padStart(3, '0')},${LEVELS[provider % 3]}`
    const who = `${own.chance(0.4) ? 'employee' : 'resident'},county${provider % 9},P${Math.floor(own.next() * stays)}`
    lines.push(
      `${cells.join(',')},${place},${who},${day(from)},${day(from + days)},${fund},D${at % 30},H${provider}-${at % 12}\n`,
    )
    if (lines.length < LINES_AT_ONCE) continue
    bytes += writeSync(file, lines.join(''))
    lines = []
  }
  bytes += writeSync(file, lines.join(''))
  closeSync(file)
  return bytes
}
