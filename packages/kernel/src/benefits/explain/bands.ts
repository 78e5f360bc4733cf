// Explains bands: which stretch of the cost lies in which band, and what the shares add up to.
import { allocate } from '../../money/allocate.ts'
import type { Fen } from '../../money/fen.ts'
import { roundedDivision } from '../../money/share.ts'
import type { RoundMode } from '../../policy/units.ts'
import { toFen } from '../compile/bands.ts'
import { roundExact } from '../compile/rounding.ts'
import { modeNode } from './expression.ts'
import type { Citation, ExplanationNode, Words } from './node.ts'
import { given, node, ref } from './write.ts'

export const CALCULATED: Words = { zh: '按比例计算', en: 'by bands and rates' }

export interface BandNodes {
  /** Id of the tier. */
  readonly id: string
  /** Upper ends; absent for an open band. */
  readonly ends: readonly (ExplanationNode | undefined)[]
  readonly rates: readonly ExplanationNode[]
  readonly rateBps: readonly number[]
  readonly scale: number
  /** To whole 角 or 元, where the policy says so. */
  readonly rounding?: { readonly unit: ExplanationNode; readonly mode: RoundMode } | undefined
}

export interface Stretch {
  readonly from: ExplanationNode
  readonly to: ExplanationNode
}

/** Σ overlap × rate, rounded once. */
export function sharesOf(
  table: BandNodes,
  stretch: Stretch,
  id: string,
  title: Words,
  citation?: Citation,
): ExplanationNode {
  const overlaps = overlapsOf(table, stretch, id)
  const children = overlaps.flatMap(({ overlap, k }) => [overlap, table.rates[k] as ExplanationNode])
  const { rounding } = table
  if (rounding) {
    const value = roundExact(exactShares(overlaps, table), divisorOf(table), rounding.unit.value, rounding.mode)
    const all = [...children, rounding.unit, modeNode(rounding.mode, id)]
    return node({ id, title, op: 'shares_to', unit: 'money', value, children: all, citation })
  }
  const value = roundedShares(overlaps, table)
  return node({ id, title, op: 'shares', unit: 'money', value, children, citation })
}

/** What the tier pays so that the person's share of the admitted cost is a multiple of the unit. */
export function restTo(
  table: BandNodes,
  stretch: Stretch,
  admitted: ExplanationNode,
  citation?: Citation,
): ExplanationNode {
  const id = `${table.id}.calculated`
  const overlaps = overlapsOf(table, stretch, id)
  const shares = overlaps.flatMap(({ overlap, k }) => [overlap, table.rates[k] as ExplanationNode])
  const rounding = table.rounding as NonNullable<BandNodes['rounding']>
  const rest = BigInt(admitted.value) * divisorOf(table) - exactShares(overlaps, table)
  const share = rest <= 0n ? 0 : roundExact(rest, divisorOf(table), rounding.unit.value, rounding.mode)
  const value = Math.max(0, admitted.value - share)
  const children = [admitted, ...shares, rounding.unit, modeNode(rounding.mode, id)]
  return node({ id, title: CALCULATED, op: 'rest_to', unit: 'money', value, children, citation })
}

/** Rounded band by band, or line by line within each band. */
export function roundedPieces(
  table: BandNodes,
  stretch: Stretch,
  lines: readonly Fen[] | undefined,
  citation?: Citation,
): ExplanationNode {
  const { id } = table
  const pieces = overlapsOf(table, stretch, id).map(({ overlap, value, k }) => {
    const [rate, rateBp] = [table.rates[k] as ExplanationNode, table.rateBps[k] ?? 0]
    const title: Words = { zh: `第${k + 1}段支付`, en: `band ${k + 1} pays` }
    if (!lines) {
      return node({
        id: `${id}.band${k + 1}.pays`,
        title,
        op: 'share',
        unit: 'money',
        value: toFen(value * rateBp, table.scale),
        children: [overlap, rate],
      })
    }
    const amounts = overLines(value as Fen, lines)
    const first = amounts.findIndex((part) => part !== 0)
    const parts = amounts.flatMap((part, line) => {
      if (part === 0) return []
      // The rate is written out at the first line; further lines point to it.
      const at = `${id}.band${k + 1}.line${line + 1}`
      return [linePart(part, line, line === first ? rate : ref(rate, at), rateBp, at)]
    })
    const sum = parts.reduce((total, part) => total + part.value, 0)
    return node({ id: `${id}.band${k + 1}.pays`, title, op: 'sum', unit: 'money', value: sum, children: parts })
  })
  const value = pieces.reduce((total, piece) => total + piece.value, 0)
  return node({
    id: `${id}.calculated`,
    title: CALCULATED,
    op: 'sum',
    unit: 'money',
    value,
    children: pieces,
    citation,
  })
}

/** As the tier itself does: of equal remainders the larger line takes the fen. */
function overLines(amount: Fen, lines: readonly Fen[]): Fen[] {
  const order = lines.map((_, line) => line).sort((a, b) => Math.abs(lines[b] ?? 0) - Math.abs(lines[a] ?? 0))
  const parts = allocate(
    amount,
    order.map((line) => lines[line] as Fen),
  )
  return lines.map((_, line) => parts[order.indexOf(line)] as Fen)
}

const divisorOf = ({ scale }: BandNodes): bigint => 10_000n * BigInt(scale)

const exactShares = (overlaps: readonly { value: number; k: number }[], { rateBps }: BandNodes): bigint =>
  overlaps.reduce((total, { value, k }) => total + BigInt(value) * BigInt(rateBps[k] ?? 0), 0n)

function roundedShares(overlaps: readonly { value: number; k: number }[], table: BandNodes): number {
  const { rateBps, scale } = table
  const sum = overlaps.reduce((total, { value, k }) => total + value * (rateBps[k] ?? 0), 0)
  if (sum < 4e15) return toFen(sum, scale)
  return Number(roundedDivision(exactShares(overlaps, table), divisorOf(table)))
}

function linePart(part: Fen, line: number, rate: ExplanationNode, rateBp: number, id: string): ExplanationNode {
  const title: Words = { zh: `第${line + 1}行`, en: `line ${line + 1}` }
  const amount = given(`${id}.amount`, title, 'money', part)
  return node({ id, title, op: 'share', unit: 'money', value: toFen(part * rateBp, 1), children: [amount, rate] })
}

/** The bands that the stretch reaches, each with the part of the stretch that lies in it. */
function overlapsOf(table: BandNodes, stretch: Stretch, id: string) {
  const { scale, ends } = table
  const [from, to] = [scaled(stretch.from, scale), scaled(stretch.to, scale)]
  // A stretch from zero needs no lower end: the start of each band is enough.
  const whole = stretch.from.op === 'given' && stretch.from.value === 0
  let shown = false
  let lastEnd = -1
  return table.rates.flatMap((_, k) => {
    const start = k === 0 ? 0 : scaled(ends[k - 1], scale)
    const end = ends[k] ? scaled(ends[k], scale) : Number.POSITIVE_INFINITY
    const value = Math.max(0, Math.min(to, end) - Math.max(from, start))
    if (value === 0) return []
    const at = `${id}.band${k + 1}`
    // The stretch is written out in the first band it reaches; further bands point to it.
    const toNode = shown ? ref(stretch.to, at) : stretch.to
    const fromNode = whole ? undefined : shown ? ref(stretch.from, at) : stretch.from
    shown = true
    const startNode =
      ends[k - 1] && (lastEnd === k - 1 ? ref(ends[k - 1] as ExplanationNode, `${at}.lower`) : ends[k - 1])
    lastEnd = k
    return [
      {
        k,
        value,
        overlap: overlapNode({
          at,
          value,
          k,
          scale,
          from,
          start,
          toNode,
          fromNode,
          startNode,
          endNode: ends[k],
        }),
      },
    ]
  })
}

interface Overlap {
  readonly at: string
  readonly value: number
  readonly k: number
  readonly scale: number
  readonly from: number
  readonly start: number
  readonly toNode: ExplanationNode
  readonly fromNode: ExplanationNode | undefined
  readonly startNode: ExplanationNode | undefined
  readonly endNode: ExplanationNode | undefined
}

/** min(to, end of band) − max(from, start of band) */
function overlapNode({
  at,
  value,
  k,
  scale,
  from,
  start,
  toNode,
  fromNode,
  startNode,
  endNode,
}: Overlap): ExplanationNode {
  const title: Words = { zh: `第${k + 1}段内费用`, en: `amount in band ${k + 1}` }
  const money = { unit: 'money', over: scale } as const
  const upper = endNode
    ? node({
        id: `${at}.upper`,
        title: { zh: '至', en: 'up to' },
        op: 'smallest',
        value: Math.min(scaled(toNode, scale), scaled(endNode, scale)),
        children: [toNode, endNode],
        ...money,
      })
    : toNode
  const lower =
    startNode && fromNode
      ? node({
          id: `${at}.lower`,
          title: { zh: '自', en: 'from' },
          op: 'largest',
          value: Math.max(from, start),
          children: [fromNode, startNode],
          ...money,
        })
      : (startNode ?? fromNode)
  if (!lower) return node({ id: `${at}.overlap`, title, op: 'same', value, children: [upper], ...money })
  return node({ id: `${at}.overlap`, title, op: 'minus', value, children: [upper, lower], ...money })
}

const scaled = (each: ExplanationNode | undefined, scale: number): number =>
  each ? each.value * (scale / (each.over ?? 1)) : 0
