// Family trace-code: a drug's trace code that was settled before, or that is missing (追溯码重复结算, 无追溯码结算).
import type { Quantity } from '../../money/line-amount.ts'
import { mulDiv } from '../../money/share.ts'
import { object, oneOf, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import type { AuditLine, NetLine } from '../facts/model.ts'
import { byTime } from '../facts/net.ts'
import { dayText } from '../knowledge/shapes.ts'
import { family, type Judgement, type LineWork } from './family.ts'
import { amountOfPart, nothingOf } from './window.ts'

const shape = object({
  require: required(oneOf(['unique', 'present']), '不得重复，或必须有'),
  effective: optional(dayText(), '自何日起'),
})

type Trace = TypeOf<typeof shape>
type Work = LineWork<Trace>

/**
 * unique: an earlier line (time order) to the fund carries the same code, was not taken back at or before this line's time, and
 * is not of the same provider with this line being a split pack. present: a drug that is not on the no-code list has fewer
 * distinct codes than packs; UNKNOWN when neither packs nor codes are stated.
 * Excess: the share of the line in proportion to the codes repeated (of its codes, or packs if there are more), or to the
 * packs without code.
 *
 * Set-based: unnest(trace codes), self-join on code with the earlier sale, anti-join with its reversals; one row per line.
 */
export const traceCode = family<Trace>({
  name: 'trace-code',
  title: { zh: '追溯码异常', en: 'Trace codes' },
  excess: 'above_limit',
  holes: ['codes', 'packs', 'earlier', 'earlierOn'],
  shape,
  wake: () => ({ everyLine: true }),
  onLine: (work) => {
    const { require, effective } = work.point.parameters
    if (effective !== undefined && work.line.on < effective) return []
    return require === 'unique' ? repeated(work) : absent(work)
  },
})

const distinctCodes = (line: AuditLine): string[] => [...new Set(line.traceCodes ?? [])]

function repeated(work: Work): Judgement[] {
  const { line } = work
  const codes = distinctCodes(line)
  const sold = codes.flatMap((code) => {
    const earlier = work.view.linesOfTraceCode(code).find((other) => isEarlierSale(work, other))
    return earlier ? [{ code, earlier }] : []
  })
  const [first] = sold
  if (!first) return []
  const of = Math.max(codes.length, line.packs ?? 0)
  const holes = {
    codes: sold.map(({ code }) => code).join('、'),
    packs: of,
    earlier: first.earlier.id,
    earlierOn: first.earlier.on,
  }
  return [
    { truth: 'true', lines: [partOf(line, sold.length, of)], involved: sold.map(({ earlier }) => earlier.id), holes },
  ]
}

function isEarlierSale({ line, encounter, view }: Work, other: AuditLine): boolean {
  if (other.id === line.id || byTime(other, line) >= 0) return false
  if (!other.toFund || other.reversalOf !== undefined || other.quantity <= 0) return false
  if (view.reversalsOf(other.id).some((back) => back.at <= line.at)) return false
  return !(line.isSplitPack && view.encounter(other.encounterId)?.providerId === encounter.providerId)
}

function absent({ line }: Work): Judgement[] {
  if (line.catalogue !== 'drug' || line.isOnNoCodeList) return []
  const codes = distinctCodes(line).length
  const holes = { codes, packs: line.packs ?? '', earlier: '', earlierOn: '' }
  if (line.packs === undefined)
    return codes > 0
      ? []
      : [{ truth: 'unknown', lines: [nothingOf(line)], missing: ['line.packs', 'line.traceCodes'], holes }]
  return codes >= line.packs ? [] : [{ truth: 'true', lines: [partOf(line, line.packs - codes, line.packs)], holes }]
}

function partOf(line: NetLine, part: number, of: number) {
  const quantity = mulDiv(line.netQuantity, part, of) as Quantity
  return { lineId: line.id, quantity, amountFen: amountOfPart(line, quantity) }
}
