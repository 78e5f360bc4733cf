// A second opinion on what a platform answered: the same events settled again from the plan, the policy and the kernel alone.
// Two programs that share only the kernel should agree to the fen: on what is in scope, what funds paid, what was paid in cash.
import type { CityLoad } from '@yibao/contract/load'
import type { PlanBook } from '@yibao/kernel'
import { BillWriter, type CareEvent, hasEffect, inOrderOfLeaving, OfflinePlatform } from '../care/index.ts'
import type { ShippedCatalogue } from '../catalogue/index.ts'
import type { Acknowledged } from './memory.ts'

export interface Opinion {
  readonly event: CareEvent
  /** The first amount that differs. */
  readonly amount: 'total' | 'inScope' | 'fund' | 'account' | 'cash'
  readonly platformFen: number
  readonly offlineFen: number
}

export interface SecondOpinion {
  readonly same: number
  readonly differing: readonly Opinion[]
}

export interface OpinionOptions {
  readonly city: CityLoad
  readonly catalogue: ShippedCatalogue
  readonly book: PlanBook
  readonly events: readonly CareEvent[]
  readonly answers: Iterable<Acknowledged>
}

const SETTLED = new Set(['2102', '2207', '2304'])
/** Settled in two parts by the platform and in one here: each part by itself has no counterpart. */
const IN_PARTS = 'interim'

export function secondOpinion({ city, catalogue, book, events, answers }: OpinionOptions): SecondOpinion {
  const last = lastAnswers(answers)
  const writer = new BillWriter(city, catalogue)
  const platform = new OfflinePlatform(city, book)
  const differing: Opinion[] = []
  let same = 0
  for (const event of inOrderOfLeaving(events.filter(hasEffect))) {
    const outcome = platform.settle(event, writer.linesOf(event))
    const answer = last.get(event.id)
    if (!outcome.ok || !answer || event.irregular.includes(IN_PARTS)) continue
    const { settlement } = outcome.value
    const offline = {
      total: settlement.total,
      inScope: settlement.inScope,
      fund: settlement.fundPaid,
      account: settlement.accountPaid + settlement.mutualPaid,
      cash: settlement.cash,
    }
    const amount = (Object.keys(offline) as Opinion['amount'][]).find(
      (name) => offline[name] !== answer.facts[`${name}Fen`],
    )
    if (!amount) same += 1
    else {
      const platformFen = Number(answer.facts[`${amount}Fen`])
      differing.push({ event, amount, platformFen, offlineFen: offline[amount] })
    }
  }
  return { same, differing }
}

/** The settlement of each event that came last: the one in effect where it was made anew. */
function lastAnswers(answers: Iterable<Acknowledged>): Map<string, Acknowledged> {
  const last = new Map<string, Acknowledged>()
  for (const answer of answers) {
    if (SETTLED.has(answer.infno)) last.set(answer.key.split(/[/#]/)[0] ?? '', answer)
  }
  return last
}
