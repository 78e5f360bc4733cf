// What a run's acknowledged answers say of the city: one observation for each visit or stay whose settlement is in effect.
import { type Fen, fen } from '@yibao/kernel'
import type { Observation } from '../care/index.ts'
import type { CareKind } from '../cities/index.ts'
import type { Acknowledged } from './memory.ts'

const SETTLED = new Set(['2102', '2207', '2304'])
const UNDONE = new Set(['2103', '2208', '2305'])
/** 职工基本医疗保险 of the list of insurances. */
const EMPLOYEE = '310'

/** Undone and reversed settlements do not count; the parts of one stay count as one. */
export function observationsOf(answers: Iterable<Acknowledged>): Observation[] {
  const inEffect = new Map<string, Acknowledged>()
  const byMessage = new Map<string, string>()
  for (const answer of answers) {
    const { infno, facts, msgid } = answer
    if (SETTLED.has(infno)) {
      inEffect.set(String(facts.settlementId), answer)
      byMessage.set(msgid, String(facts.settlementId))
    } else if (UNDONE.has(infno)) inEffect.delete(String(facts.undoes))
    else if (infno === '2601') inEffect.delete(byMessage.get(String(facts.reverses)) ?? '')
  }
  const byVisit = Map.groupBy(inEffect.values(), ({ facts }) => String(facts.visitId))
  return [...byVisit.values()].map(observationOf)
}

function observationOf(parts: readonly Acknowledged[]): Observation {
  const facts = parts[0]?.facts ?? {}
  const sum = (name: string): Fen => fen(parts.reduce((total, part) => total + Number(part.facts[name]), 0))
  return {
    kind: facts.kind as CareKind,
    scheme: facts.insurance === EMPLOYEE ? 'employee' : 'resident',
    totalFen: sum('totalFen'),
    inScopeFen: sum('inScopeFen'),
    fundFen: sum('fundFen'),
    assistanceFen: sum('assistanceFen'),
    cashFen: sum('cashFen'),
  }
}
