// Family performed: what was done, by record, is another item than what was billed (串换).
import { object, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { codeList } from '../knowledge/shapes.ts'
import { family, wholeLine } from './family.ts'
import { nothingOf } from './window.ts'

const shape = object({
  billed: required(codeList(), '所收项目'),
  likelyActual: optional(codeList(), '可能的实际项目；不写则任何他项'),
})

/**
 * The visit has performed records, none names the billed code, and one names another (one of likelyActual, when stated):
 * TRUE. UNKNOWN without any performed record. Excess: the whole line; what the actual item costs is settled by people.
 *
 * Set-based: lines joined to the performed records of their visit, bool_or per line.
 */
export const performed = family<TypeOf<typeof shape>>({
  name: 'performed',
  title: { zh: '所收与所做不同', en: 'Billed otherwise than done' },
  excess: 'whole_line',
  holes: ['actual'],
  shape,
  wake: ({ billed }) => ({ codes: billed }),
  onLine: ({ point, line, encounter, view }) => {
    const codes = view.recordsOfEncounter('performed', encounter.id).flatMap((record) => record.codes)
    if (codes.length === 0)
      return [{ truth: 'unknown', lines: [nothingOf(line)], missing: ['performed'], holes: { actual: '' } }]
    const { likelyActual } = point.parameters
    const actual = codes.find((code) => code !== line.code && (likelyActual?.includes(code) ?? true))
    if (codes.includes(line.code) || actual === undefined) return []
    return [{ truth: 'true', lines: [wholeLine(line)], holes: { actual } }]
  },
})
