// Family daily-quantity: more of a drug or herb a day than the leaflet or pharmacopoeia allows (超说明书用量, 饮片超量).
import { type Quantity, quantityText } from '../../money/line-amount.ts'
import { mulDiv } from '../../money/share.ts'
import { object, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import type { NetLine } from '../facts/model.ts'
import { amountOfUnits, codeList, decimal } from '../knowledge/shapes.ts'
import { personLines } from './codes.ts'
import { family, type Judgement, type LineWork } from './family.ts'
import { amountOfPart, nothingOf } from './window.ts'

const shape = object({
  codes: required(codeList(), '药品或饮片编码'),
  maxDaily: required(amountOfUnits(), '每日（每付）最大用量'),
  tolerance: optional(decimal(), '容许倍数，默认 1'),
})

type Daily = TypeOf<typeof shape>
type Work = LineWork<Daily>

/**
 * A herb: net quantity ÷ doses of its line above maxDaily × tolerance; UNKNOWN without doses. A drug: the sum over the
 * person's lines (no herbs) of that service day of net quantity ÷ days of supply (one day when not stated), above the same; all those
 * lines are named. Excess: of a herb's line the quantity above, of drugs nothing, because a daily sum is of several lines.
 *
 * Set-based: one row per herb line; sum(net quantity / days) over (point, person, service day) for drugs.
 */
export const dailyQuantity = family<Daily>({
  name: 'daily-quantity',
  title: { zh: '日用量超过规定', en: 'Too much a day' },
  excess: 'above_limit',
  holes: ['daily', 'max', 'tolerance'],
  shape,
  fault: ({ tolerance }) =>
    tolerance !== undefined && tolerance < 1 ? { found: `tolerance ${tolerance}`, expected: 'at least 1' } : undefined,
  wake: ({ codes }) => ({ codes }),
  onLine: (work) => (work.line.catalogue === 'herb' ? herb(work) : drug(work)),
})

const limitOf = ({ point: { parameters } }: Work): number =>
  Math.round(parameters.maxDaily * (parameters.tolerance ?? 1))

const holesOf = ({ point: { parameters } }: Work, daily: number): Judgement['holes'] => ({
  daily: quantityText(Math.round(daily) as Quantity),
  max: quantityText(parameters.maxDaily),
  tolerance: parameters.tolerance ?? 1,
})

function herb(work: Work): Judgement[] {
  const { line } = work
  const limit = limitOf(work)
  if (line.doses === undefined)
    return [
      {
        truth: 'unknown',
        lines: [nothingOf(line)],
        missing: ['line.doses'],
        holes: { ...holesOf(work, 0), daily: '' },
      },
    ]
  if (line.netQuantity <= limit * line.doses) return []
  const quantity = (line.netQuantity - limit * line.doses) as Quantity
  const lines = [{ lineId: line.id, quantity, amountFen: amountOfPart(line, quantity) }]
  return [{ truth: 'true', lines, holes: holesOf(work, line.netQuantity / line.doses) }]
}

function drug(work: Work): Judgement[] {
  const lines = personLines(work, work.point.parameters.codes).filter(
    (line) => line.on === work.line.on && line.catalogue !== 'herb',
  )
  const daily = lines.reduce((sum, line) => sum + dailyOf(line), 0)
  return daily <= limitOf(work) ? [] : [{ truth: 'true', lines: lines.map(nothingOf), holes: holesOf(work, daily) }]
}

const dailyOf = (line: NetLine): number => mulDiv(line.netQuantity, 1, Math.max(1, line.supplyDays ?? 1))
