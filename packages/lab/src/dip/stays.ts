// Inpatient stays for DIP with known truth: drawn from the groups of a catalogue, with the codes, costs and noise of a seed.
import { type DipCatalogue, type DipGroup, type Fen, yuanText } from '@yibao/kernel'
import { type Random, random } from '../random.ts'

export interface StayCodes {
  readonly diagnoses: readonly string[]
  readonly procedures: readonly string[]
}

export interface StayOptions {
  readonly catalogue: DipCatalogue
  readonly codes: StayCodes
  readonly seed: number
  readonly count: number
  /** Years of discharge; costs rise by 4 % a year. */
  readonly years: readonly number[]
}

export const STAY_COLUMNS = [
  ...[
    'record_id',
    'sex',
    'age_years',
    'age_days',
    'newborn_weight_g',
    'los_days',
    'discharge_type',
    'total_cost',
    'dx',
  ],
  ...['proc', 'year', 'basic_level'],
] as const

const SECONDARY = ['I10.x00', 'E11.900', 'E78.500', 'N18.300', 'J96.000', 'I50.900', 'D64.900', 'K76.000']
const RISE = 1.04

/** Rows of a CSV file, without its header. The same seed gives the same rows. */
export function* generateStays({ catalogue, codes, seed, count, years }: StayOptions): Generator<string> {
  const draw = random(seed)
  const sources = catalogue.groups.flatMap((group) => sourceOf(group, codes))
  // Few groups have many cases and many have few, as in any city.
  const weights = new Map(sources.map((source) => [source, draw.lognormal(0, 1.3)]))
  const cumulative: number[] = []
  let total = 0
  for (const source of sources) {
    total += weights.get(source) ?? 0
    cumulative.push(total)
  }
  for (let at = 0; at < count; at += 1) {
    const source = sources[placeOf(cumulative, draw.next() * total)] as Source
    yield stayRow(source, codes, years, at, draw)
  }
}

interface Source {
  readonly group: DipGroup
  readonly pdx: readonly string[]
  readonly main: readonly (readonly string[])[]
  readonly other: string
}

/** Codes with which a stay falls into the group; a group whose codes the product does not know gives no stays. */
function sourceOf(group: DipGroup, { diagnoses, procedures }: StayCodes): Source[] {
  const pdx = group.pdx === '' ? ['J96.000', 'A41.900', 'J18.900'] : diagnoses.filter((code) => begins(group.pdx, code))
  const cells = [group.mainProc, group.relatedProc].filter(Boolean)
  const alternatives = (cell: string): string[][] => cell.split('|').map((each) => each.split('+'))
  const main =
    cells.length === 0
      ? [[]]
      : alternatives(cells[0] ?? '').map((own) => [...own, ...(alternatives(cells[1] ?? '')[0] ?? [])].filter(Boolean))
  const known = main.filter((own) => own.every((code) => procedures.includes(code)))
  if (pdx.length === 0 || known.length === 0) return []
  const other = group.otherDx === '' ? '' : (diagnoses.find((code) => begins(group.otherDx, code)) ?? '')
  return [{ group, pdx, main: known, other }]
}

function begins(cell: string, code: string): boolean {
  return cell.split('|').some((part) => {
    const [from = '', to] = part.split('-')
    const start = code.slice(0, from.length)
    return to === undefined ? start === from : start >= from && start <= to
  })
}

function placeOf(cumulative: readonly number[], value: number): number {
  let [low, high] = [0, cumulative.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cumulative[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low
}

function stayRow(
  { group, pdx, main, other }: Source,
  codes: StayCodes,
  years: readonly number[],
  at: number,
  draw: Random,
): string {
  const yearAt = draw.int(0, years.length - 1)
  const year = years[yearAt] as number
  const sigma = Math.sqrt(Math.log(1 + ((group.cvE4 ?? 5_500) / 10_000) ** 2))
  const mean = (group.avgCostFen ?? 800_000) * RISE ** (yearAt - years.length + 1)
  const cost = Math.max(10_000, Math.round(mean * draw.lognormal(-(sigma ** 2) / 2, sigma)))
  const los = Math.max(1, Math.round(((group.avgLosE2 ?? 700) / 100) * draw.lognormal(0, 0.3)))
  const isNewborn = group.ageDays.max !== undefined
  const weight = isNewborn ? draw.int(Math.max(500, group.birthWeightG.min ?? 500), group.birthWeightG.max ?? 2499) : ''
  const procs = [...draw.pick(main)]
  // A related procedure now and then, which should not change the group much.
  if (draw.chance(0.12)) procs.push(draw.pick(codes.procedures))
  const secondary = Array.from({ length: draw.int(0, 3) }, () => draw.pick(SECONDARY))
  const dx = [
    draw.pick(pdx),
    ...(other === '' ? [] : [other]),
    ...(group.resistant === true ? ['U84.300'] : []),
    ...secondary,
  ]
  const basic = draw.chance(group.basicLevel ? 0.7 : 0.1) ? 1 : 0
  return [
    ...[
      `R${String(at + 1).padStart(7, '0')}`,
      draw.int(1, 2),
      isNewborn ? 0 : draw.int(1, 90),
      isNewborn ? draw.int(0, 28) : '',
    ],
    ...[weight, los, draw.chance(0.02) ? 5 : 1, yuanText(cost as Fen), dx.join('|'), procs.join('|'), year, basic],
  ].join(',')
}
