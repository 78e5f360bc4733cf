// `bench audit-check`: how long one order waits for all rules with 250,000 knowledge points loaded, beside a loop written by
// hand for four simple rules over the same points, which must find the same.
import {
  type AuditFacts,
  ageOn,
  type CompiledAudit,
  checkOrder,
  compileAudit,
  FaultList,
  type RawPoint,
  type RuleCard,
  viewOf,
} from '@yibao/kernel'
import { random } from '../random.ts'
import { benchOrder } from './audit-orders.ts'
import { benchPoints } from './audit-points.ts'
import { type BenchResult, machine, measure, quantile, type Rounds, stopwatchMs } from './measure.ts'

export interface AuditCheckBench extends BenchResult {
  readonly name: 'audit-check'
  readonly unit: 'orders/s per core'
  readonly rules: number
  readonly points: number
  readonly findingsPerOrder: number
  readonly compileSeconds: number
  readonly heapMegabytes: number
  /** Of the hand-written loop's rate, for the order itself with its facts indexed. */
  readonly ratioToHand: number
}

export interface AuditCheckOptions extends Rounds {
  readonly cards: readonly RuleCard[]
  readonly points: number
  readonly draftLines?: number
  readonly historyLines?: number
}

const SEED = 20_260_630
const ORDERS = 512
const HAND_RULES = ['N01', 'N12', 'N13', 'N67']

export function benchAuditCheck(options: AuditCheckOptions): AuditCheckBench {
  const { audit, points, compileSeconds, heapMegabytes } = compiled(options)
  const size = { draftLines: options.draftLines ?? 5, historyLines: options.historyLines ?? 300 }
  const source = random(SEED + 1)
  const orders = Array.from({ length: ORDERS }, () => benchOrder(source, size))
  const views = orders.map(viewOf)
  const byHand = handRules(points)
  checkSame(audit, orders, byHand)
  const order = (at: number): AuditFacts => orders[at % ORDERS] as AuditFacts
  const whole = (at: number) => checkOrder(audit, viewOf(order(at)))
  const rows = measure(
    [
      { what: `an order of ${size.draftLines} lines, ${size.historyLines} of history`, run: whole },
      { what: 'the same, facts indexed before', run: (at) => checkOrder(audit, views[at % ORDERS]!) },
      { what: 'indexing the facts', run: (at) => viewOf(order(at)) },
      { what: `written by hand, ${HAND_RULES.length} rules`, run: (at) => countByHand(byHand, order(at)) },
    ],
    options,
  )
  const each = singly(whole, ORDERS * 8)
  const findings = orders.reduce((sum, _, at) => sum + whole(at).length, 0)
  return {
    name: 'audit-check',
    unit: 'orders/s per core',
    value: Math.round(rows[0]?.perSecond ?? 0),
    p50: quantile(each, 0.5),
    p99: quantile(each, 0.99),
    n: rows[0]?.n ?? 0,
    machine: machine(),
    rows,
    rules: audit.rules.size,
    points: audit.pointCount,
    findingsPerOrder: findings / ORDERS,
    compileSeconds,
    heapMegabytes,
    ratioToHand: (rows[1]?.perSecond ?? 0) / (rows[3]?.perSecond ?? 1),
  }
}

function compiled({ cards, points: count }: AuditCheckOptions) {
  const faults = new FaultList()
  const points = benchPoints(cards, count, random(SEED), faults)
  const heapBefore = process.memoryUsage().heapUsed
  const startedAt = stopwatchMs()
  const audit = compileAudit(cards, points, faults)
  const compileSeconds = (stopwatchMs() - startedAt) / 1000
  if (faults.refuses) throw new Error(`The bench's points are refused: ${JSON.stringify(faults.faults[0])}`)
  const heapMegabytes = Math.round((process.memoryUsage().heapUsed - heapBefore) / 1e6)
  return { audit, points, compileSeconds, heapMegabytes }
}

/** Microseconds of each order by itself, by the clock on the wall. */
function singly(run: (at: number) => unknown, count: number): number[] {
  return Array.from({ length: count }, (_, at) => {
    const before = stopwatchMs()
    run(at)
    return (stopwatchMs() - before) * 1000
  })
}

interface HandRule {
  readonly rule: string
  readonly sex?: string
  readonly minLevel?: number
  readonly allowed?: readonly string[]
}

type HandRules = ReadonlyMap<string, readonly HandRule[]>

/** What somebody would write for these four rules alone: a map from code to conditions. */
function handRules(points: readonly RawPoint[]): HandRules {
  const rules = new Map<string, HandRule[]>()
  for (const { rule, parameters } of points) {
    if (!HAND_RULES.includes(rule)) continue
    const words = (name: string): string[] => {
      const node = parameters.entries.get(name)
      return node?.kind === 'list'
        ? node.items.map((item) => (item.kind === 'scalar' ? item.text : ''))
        : node?.kind === 'scalar'
          ? [node.text]
          : []
    }
    const [sex] = words('sex')
    const [level] = words('minLevel')
    const allowed = words('allowed')
    const made = {
      rule,
      ...(sex && { sex }),
      ...(level && { minLevel: Number(level) }),
      ...(allowed.length > 0 && { allowed }),
    }
    for (const code of words('codes')) rules.set(code, [...(rules.get(code) ?? []), made])
  }
  return rules
}

function countByHand(rules: HandRules, { persons, providers, encounters, lines }: AuditFacts): number {
  const [person, provider] = [persons[0]!, providers[0]!]
  const now = encounters[encounters.length - 1]!
  if (person.bornOn !== undefined && ageOn(person.bornOn, now.startOn) < 0) return 0
  let found = 0
  for (const line of lines) {
    if (!line.isDraft) continue
    for (const rule of rules.get(line.code) ?? []) {
      const isOtherSex = rule.sex !== undefined && (rule.sex === 'M') !== (person.sex === 'male')
      const isBelow = rule.minLevel !== undefined && (provider.level ?? 0) < rule.minLevel
      const isElsewhere = rule.allowed !== undefined && !rule.allowed.includes(now.careMode)
      if (isOtherSex || isBelow || isElsewhere || rule.rule === 'N01') found += 1
    }
  }
  return found
}

/** Two things that find differently are not worth comparing by speed. */
export function checkSame(audit: CompiledAudit, orders: readonly AuditFacts[], byHand: HandRules): void {
  for (const [at, order] of orders.entries()) {
    const ours = checkOrder(audit, viewOf(order)).filter((finding) => HAND_RULES.includes(finding.rule)).length
    const hand = countByHand(byHand, order)
    if (ours !== hand) throw new Error(`Order ${at}: ${ours} findings, by hand ${hand}`)
  }
}

export const auditCheckText = (result: AuditCheckBench, table: string): string =>
  [
    table,
    `${result.rules} rules, ${result.points.toLocaleString('en-US')} points, ${result.findingsPerOrder.toFixed(1)} findings an order`,
    `each order by itself: p50 ${result.p50.toFixed(0)} µs, p99 ${result.p99.toFixed(0)} µs`,
    `compiled in ${result.compileSeconds.toFixed(1)} s, ${result.heapMegabytes} MB of heap`,
    '',
  ].join('\n')
