// Family discount: second and later operations through one incision at full price (手术未按规定折价).
import { fen } from '../../money/fen.ts'
import type { Quantity } from '../../money/line-amount.ts'
import { mulDiv } from '../../money/share.ts'
import { object, optional, required, type TypeOf, text } from '../../policy/text/shape.ts'
import type { NetLine } from '../facts/model.ts'
import { byTime } from '../facts/net.ts'
import { codeList, ratio } from '../knowledge/shapes.ts'
import { family, type Judgement, type LineWork } from './family.ts'
import { nothingOf, priceText } from './window.ts'

const shape = object({
  codes: required(codeList(), '手术项目'),
  group: optional(text(), '同一切口组；相同者一并计算'),
  discount: optional(ratio(), '第二项起按标准价的比例，默认 0.5'),
})

type Discount = TypeOf<typeof shape>
type Work = LineWork<Discount>

/**
 * The operations of one visit, service day, incision and group, by list price downwards, then time. From the second on a unit
 * price above list price × discount is TRUE; the excess is the difference times the net quantity. Where no incision is
 * recorded those lines are taken as one group and the finding is suspect. UNKNOWN when a list price is missing.
 *
 * Set-based: row_number() over (partition by rule, group, visit, day, incision order by list price desc, time …) > 1.
 */
export const discount = family<Discount>({
  name: 'discount',
  title: { zh: '未按规定折价', en: 'Not discounted' },
  excess: 'difference',
  holes: ['price', 'allowed', 'rank'],
  shape,
  wake: ({ codes }) => ({ codes }),
  windowOf: ({ point, line }) =>
    `${point.parameters.group ?? ''}:${line.encounterId}:${line.on}:${line.incision ?? ''}`,
  judgesWholeRule: true,
  onLine: (work) => {
    const lines = groupOf(work)
    if (lines.length < 2) return []
    const unknown = lines.filter((line) => line.listPrice === undefined || line.unitPrice === undefined)
    const [first] = unknown
    if (first)
      return [
        {
          truth: 'unknown',
          lines: unknown.map(nothingOf),
          missing: ['line.listPrice'],
          holes: { price: '', allowed: '', rank: '' },
        },
      ]
    return lines
      .toSorted((a, b) => (b.listPrice ?? 0) - (a.listPrice ?? 0) || byTime(a, b))
      .flatMap((line, index) => judge(work, line, index))
  },
})

const groupOf = ({ view, point, line, encounter, holdsOn, pointsFor }: Work): NetLine[] =>
  view
    .linesOfEncounter(encounter.id)
    .filter((each) => each.on === line.on && each.incision === line.incision && holdsOn(each.on))
    .filter((each) => pointsFor(each.code).some((other) => other.parameters.group === point.parameters.group))

function judge(work: Work, line: NetLine, index: number): Judgement[] {
  const own = work.pointsFor(line.code).find((point) => point.parameters.group === work.point.parameters.group)
  const allowed = mulDiv(line.listPrice ?? 0, own?.parameters.discount ?? 5000, 10_000)
  const price = line.unitPrice ?? 0
  if (index === 0 || price <= allowed) return []
  const amountFen = fen(mulDiv(price - allowed, line.netQuantity, 100_000_000))
  return [
    {
      truth: 'true',
      ...(line.incision === undefined && { severity: 'suspect' as const }),
      lines: [{ lineId: line.id, quantity: 0 as Quantity, amountFen }],
      holes: { price: priceText(price), allowed: priceText(allowed), rank: index + 1 },
    },
  ]
}
