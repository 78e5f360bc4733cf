// 中长期展望: the balance and its fan, and the months payable of the coming years, from the city's projection file. The same file and
// seed give the same picture.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projection } from '@yibao/kernel'

const SHIPPED = fileURLToPath(new URL('../../../../../projections', import.meta.url))
const YEARS = 15
const DRAWS = 1000
const SEED = 1

export interface Outlook {
  readonly title: string
  readonly assumed: number
  readonly parameters: number
  readonly funds: readonly {
    readonly fund: string
    readonly title: string
    readonly firstDeficit: number | null
    readonly exhausted: number | null
    readonly deficitWithinFiveYears: number
    /** Each scenario alone against the base, at the horizon, the largest effect first. */
    readonly effects: readonly { readonly title: string; readonly difference: number }[]
    readonly years: readonly {
      readonly year: number
      readonly balance: number
      readonly p5: number
      readonly p50: number
      readonly p95: number
      readonly monthsPayable: number
    }[]
  }[]
}

/** A small seeded source: draws of a picture, not of a decision. */
function chance(seed: number): projection.Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return { next, normal }
}

/** `undefined`: the city has no projection file. A file that cannot be read is a fault of the product. */
export function readOutlook(city: string, folder = SHIPPED): Outlook | undefined {
  const file = join(folder, `${city}.yaml`)
  if (!/^[a-z][a-z0-9-]*$/.test(city) || !existsSync(file)) return undefined
  const { set, faults } = projection.readProjection(city, readFileSync(file, 'utf8'))
  if (!set) throw new Error(`${file}: ${JSON.stringify(faults[0])}`)
  const { assumptions, spread, scenarios } = set
  const base = projection.project(assumptions, YEARS)
  const fans = spread ? projection.fans(assumptions, spread, YEARS, DRAWS, chance(SEED)) : []
  const effects = projection.effectsOf(assumptions, scenarios, YEARS)
  return {
    title: assumptions.title,
    assumed: [...assumptions.bases.values()].filter(({ assumed }) => assumed).length,
    parameters: assumptions.bases.size,
    funds: base.funds.map((fund) => {
      const fan = fans.find((each) => each.fund === fund.fund)
      return {
        ...{ fund: fund.fund, title: fund.title },
        firstDeficit: fund.firstDeficit ?? null,
        exhausted: fund.exhausted ?? null,
        deficitWithinFiveYears: fan?.deficitWithinFiveYears ?? 0,
        effects: effects
          .filter((each) => each.fund === fund.fund && each.difference !== 0)
          .map(({ title, difference }) => ({ title, difference })),
        years: fund.years.map(({ year, balance, monthsPayable }, at) => {
          const { p5 = balance, p50 = balance, p95 = balance } = fan?.years[at] ?? {}
          return { year, balance, p5, p50, p95, monthsPayable }
        }),
      }
    }),
  }
}
