// 参保率 by each of its three definitions, with what it is divided by and where that comes from.
import type { DoneView, PopulationBody, RateView } from '@yibao/contract/rest'
import { enrolment, type Outcome, refused } from '@yibao/kernel'
import { enrolledOn, type PopulationKind, populationOf } from '../../enrolment/index.ts'
import type { Asker } from '../asker.ts'
import { actorOf } from '../flows/propose.ts'
import type { ConsoleParts } from '../parts.ts'
import { type Words, words } from './words.ts'

const KINDS: Readonly<Record<PopulationKind, Words>> = {
  permanent: words('常住人口（上年末）', 'Permanent residents, end of last year'),
  household: words('户籍人口', 'Household population'),
  enrolled_elsewhere: words('户籍人口中已证明在外地参保', 'Of the household population, proven enrolled elsewhere'),
  exempt: words(
    '不应参保（现役军人、长期境外、已死亡未销户）',
    'Not to be covered: soldiers, abroad, dead on the register',
  ),
}

const DEFINITIONS: Readonly<
  Record<enrolment.RateDefinition, { title: Words; formula: Words; needs: readonly PopulationKind[] }>
> = {
  permanent_residents: {
    title: words('按常住人口', 'By permanent residents'),
    formula: words('本地在保人数 ÷ 上年末常住人口', 'Enrolled here ÷ permanent residents'),
    needs: ['permanent'],
  },
  household_population: {
    title: words('按户籍人口', 'By household population'),
    formula: words(
      '（本地在保人数 + 户籍人口在外地参保）÷ 户籍人口',
      '(Enrolled here + elsewhere) ÷ household population',
    ),
    needs: ['household', 'enrolled_elsewhere'],
  },
  should_cover: {
    title: words('按应参保人数', 'By those to be covered'),
    formula: words(
      '本地在保人数 ÷（户籍人口 − 在外地参保 − 不应参保）',
      'Enrolled here ÷ (household population − elsewhere − not to be covered)',
    ),
    needs: ['household', 'enrolled_elsewhere', 'exempt'],
  },
}

/** The area under which an account's figures stand: its own, or that of the whole. */
const areaOf = ({ desks }: ConsoleParts, { principal }: Asker): string => principal.area || desks.poolingArea

export async function rateView(parts: ConsoleParts, asker: Asker): Promise<Outcome<RateView>> {
  const asOf = parts.platform.clock.today()
  const area = areaOf(parts, asker)
  const { enrolled, base } = await asker.read(async (reader) => ({
    enrolled: await enrolledOn(reader, asker.principal.area, asOf),
    base: await populationOf(reader, area, asOf),
  }))
  const of = (kind: PopulationKind) => base.find((each) => each.kind === kind)
  const count: enrolment.Headcount = {
    ...{ asOf, enrolled },
    enrolledElsewhere: of('enrolled_elsewhere')?.people ?? 0,
    permanentResidents: of('permanent')?.people ?? 0,
    permanentSource: sourceOf(of('permanent')),
    household: of('household')?.people ?? 0,
    householdSource: sourceOf(of('household')),
    exempt: of('exempt')?.people ?? 0,
  }
  const rates = enrolment.RATE_DEFINITIONS.map((definition) => {
    const { title, formula, needs } = DEFINITIONS[definition]
    const missing = needs.filter((kind) => !of(kind))
    const rate = enrolment.enrolmentRate(definition, count)
    const isKnown = missing.length === 0
    return {
      ...{ definition, title, formula, numerator: rate.numerator },
      denominator: isKnown ? rate.denominator : null,
      source: isKnown ? rate.denominatorSource : '',
      rateBp: isKnown ? (rate.rateBp ?? null) : null,
      missing: words(
        missing.map((kind) => KINDS[kind].zh).join('、'),
        missing.map((kind) => KINDS[kind].en).join('; '),
      ),
    }
  })
  return {
    ok: true,
    value: {
      asOf,
      area: parts.desks.city.areaName(area),
      enrolled,
      rates,
      base: base.map(({ kind, people, asOf: on, source }) => ({ kind, title: KINDS[kind], people, asOf: on, source })),
    },
  }
}

const sourceOf = (figure: { readonly source: string; readonly asOf: string } | undefined): string =>
  figure ? `${figure.source}（${figure.asOf}）` : ''

export async function enterPopulation(
  parts: ConsoleParts,
  asker: Asker,
  { kind, asOf, people, source }: PopulationBody,
): Promise<Outcome<DoneView>> {
  if (asOf > parts.platform.clock.today()) return refused('request_invalid', { field: 'asOf', problem: '不能晚于今日' })
  const area = areaOf(parts, asker)
  const figure = { area, kind, asOf: asOf as never, people, source: source.trim() }
  const outcome = await parts.desks.window.enterPopulation(figure, actorOf(asker), `population ${asker.requestId}`)
  return outcome.ok ? { ok: true, value: { id: area } } : outcome
}
