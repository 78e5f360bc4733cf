// Knowledge for `bench audit-check`: as many points as the published library has, over made-up codes, in its proportions.
import { type FaultList, nodeFromJson, type RawPoint, type RuleCard, readRawPoint } from '@yibao/kernel'
import type { Random } from '../random.ts'

/** Codes the points are about; an order draws from them, so that every line meets points. */
export const CODES = 40_000

export const codeAt = (at: number): string => `X${String(at).padStart(22, '0')}`

type Make = (random: Random, code: string) => object

const other = (random: Random): string => codeAt(random.int(0, CODES - 1))

/** Rule, share of all points, and what a point of it says. Shares of rules without a card fall to the others. */
const KINDS: readonly (readonly [string, number, Make])[] = [
  ['N67', 14, (random, code) => ({ codes: [code], sex: random.pick(['M', 'F']) })],
  ['N65', 8, (_, code) => ({ codes: [code], max: 14, unit: 'year' })],
  ['N12', 8, (random, code) => ({ codes: [code], minLevel: random.int(1, 3) })],
  ['N13', 6, (random, code) => ({ codes: [code], allowed: random.pick([['inpatient'], ['emergency', 'inpatient']]) })],
  ['N01', 3, (_, code) => ({ codes: [code] })],
  [
    'N08',
    26,
    (random, code) => ({
      codes: [code],
      branches: [{ dx: [dx(random)] }, { dx: [dx(random)], labs: [{ name: 'ALB', op: '<', value: 30 }] }],
    }),
  ],
  ['N10', 6, (random, code) => ({ codes: [code, other(random)], maxDays: random.int(7, 20), window: 'stay' })],
  ['N27', 5, (random, code) => ({ codes: [code], window: 'day', max: random.int(1, 24) })],
  ['N31', 3, (random, code) => ({ codes: [code], minGapDays: random.int(7, 60), basis: 'clinical' })],
  ['N25', 3, (random, code) => ({ a: code, b: other(random), window: 'sameDay' })],
  ['N14', 8, (random, code) => ({ codes: [code], ceiling: random.int(5, 200) })],
  ['N69', 4, (random, code) => ({ group: 'G', codes: [code, other(random), other(random)], minOverlapDays: 2 })],
  ['N71', 3, (random, code) => ({ codes: [code], dx: [dx(random)] })],
  ['N64', 3, (random, code) => ({ codes: [code], anyOf: [other(random), other(random)], windowDays: 1 })],
]

export const dx = (random: Random): string => `${random.pick(['A', 'E', 'I', 'J', 'K', 'M', 'S'])}${random.int(10, 99)}`

export function benchPoints(cards: readonly RuleCard[], count: number, random: Random, faults: FaultList): RawPoint[] {
  const known = new Set(cards.map((card) => card.id))
  const kinds = KINDS.filter(([rule]) => known.has(rule))
  return Array.from({ length: count }, (_, at) => {
    const [rule, , make] = random.weighted(kinds, ([, share]) => share)
    const node = nodeFromJson({ kpId: `B${at}`, rule, ...make(random, other(random)) }, `B${at}`)
    const point = readRawPoint(node, { id: `B${at}` }, faults)
    if (!point) throw new Error(`A point of the bench is refused: ${JSON.stringify(faults.faults[0])}`)
    return point
  })
}
