// What of this year's limits and deductibles a person has used, and how high they are under the policy of today. How high
// a limit is may hang on the person and the disease, so a bill of nobody's is settled for each kind of care, and what its
// tiers allowed is read off.
import type { PersonView } from '@yibao/contract/rest'
import { type Bill, type Day, type Fen, type Setting, settle } from '@yibao/kernel'
import { certificatesOn, type Person, type PersonState, spellsOn } from '../../person/index.ts'
import { billPerson } from '../../visit/index.ts'
import { accumulatorName } from '../accumulators.ts'
import type { ConsoleParts } from '../parts.ts'

export function accumulatorViews(
  parts: ConsoleParts,
  person: Person,
  { accumulators }: PersonState,
  today: Day,
): PersonView['accumulators'] {
  const { library } = parts.desks.policy
  const used = Object.entries(accumulators).filter(([key, amount]) => amount !== 0 && isOfNow(key, today))
  if (used.length === 0) return []
  const heights = heightsOf(parts, person, today)
  return used
    .map(([key, usedFen]) => {
      const { title, period, isCount } = accumulatorName(library, key)
      return { key, title, year: period, usedFen, limitFen: heights.get(key) ?? null, isCount }
    })
    .sort((a, b) => rank(a.key) - rank(b.key) || (a.key < b.key ? -1 : 1))
}

/** Limits first, then deductibles, then what is merely counted. */
const rank = (key: string): number => (key.startsWith('limit.') ? 0 : key.startsWith('deductible.') ? 1 : 2)

/** Of this year, or of no year at all. */
function isOfNow(key: string, today: Day): boolean {
  const stretch = key.slice(key.indexOf('@') + 1)
  return /^\d{4}/.test(stretch) ? stretch.startsWith(today.slice(0, 4)) : stretch === 'all'
}

/** Large enough to reach every deductible, far below what the engine refuses. */
const LARGE_FEN = 100_000_000 as Fen

function heightsOf(parts: ConsoleParts, person: Person, today: Day): Map<string, number> {
  const heights = new Map<string, number>()
  for (const bill of billsOf(parts, person, today)) {
    const ruling = parts.desks.policy.rulingFor(bill, today)
    if (!ruling.ok) continue
    const { plan } = ruling.value
    const settled = settle(plan, bill, true)
    if (!settled.ok) continue
    for (const { index, work } of settled.value.work?.tiers ?? []) {
      const tier = plan.tiers[index]
      if (!work || !tier) continue
      for (const { limit, amount } of work.limits) note(heights, limit.keyOf(plan.context), amount)
      for (const { limit, amount } of work.eligible) note(heights, limit.keyOf(plan.context), amount / work.scale)
      if (tier.deductible) note(heights, tier.deductibleKey(plan.context), work.deductibleRule / work.scale)
    }
  }
  return heights
}

function note(heights: Map<string, number>, key: string, amountFen: number): void {
  if (key === '' || heights.has(key) || amountFen >= Number.MAX_SAFE_INTEGER) return
  heights.set(key, Math.round(amountFen))
}

/** One bill for each kind of care of the person's scheme, and for each certified disease. */
function* billsOf({ desks }: ConsoleParts, person: Person, today: Day): Generator<Bill> {
  const [spell] = spellsOn(person.dossier, today)
  if (!spell) return
  const plans = [...desks.policy.library.content.plans.values()].filter(({ scheme }) => scheme === spell.scheme)
  const settings = new Set(plans.flatMap((plan) => plan.settings ?? []))
  const facts = billPerson(desks.city, person, spell.scheme, today)
  const diseases = certificatesOn(person.dossier, today)
  const [level = ''] = desks.policy.library.content.vocabulary.levels.keys()
  for (const setting of settings) {
    const own = diseases.filter(({ kind }) => kind === setting).map(({ disease }) => disease)
    for (const disease of own.length > 0 ? own : [undefined]) {
      yield {
        person: facts,
        visit: {
          setting: setting as Setting,
          level: setting === 'pharmacy' ? 'pharmacy' : level,
          place: 'local',
          referral: 'none',
          admittedOn: today,
          dischargedOn: today,
          settledOn: today,
          admissionNumber: 1,
          ...(disease !== undefined && { disease, diseaseChain: `${today.slice(0, 4)}/${disease}` }),
        },
        lines: [{ item: 'any', itemClass: 'a', kind: 'western_drug', amountFen: LARGE_FEN }],
        accumulators: {},
      }
    }
  }
}
