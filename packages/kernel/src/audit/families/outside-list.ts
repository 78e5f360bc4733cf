// Family outside-list: a drug charged to the benefit of a special disease without being in that disease's list (病种目录).
import { object, required, type TypeOf, text } from '../../policy/text/shape.ts'
import { codeList } from '../knowledge/shapes.ts'
import { includesCode } from './codes.ts'
import { family, wholeLine } from './family.ts'

const shape = object({
  disease: required(text(), '门诊慢特病病种编码'),
  codes: required(codeList(), '该病种的用药目录'),
})

const SPECIAL = 'OUTPATIENT_SPECIAL'

/**
 * Visits of the benefit OUTPATIENT_SPECIAL for the point's disease: TRUE for a line of drugs in none of the disease's
 * lists that hold on the service day. Excess: the whole line.
 *
 * Set-based: an anti-join of counting drug lines against (disease, code).
 */
export const outsideList = family<TypeOf<typeof shape>>({
  name: 'outside-list',
  title: { zh: '超出病种用药目录', en: 'Outside the list of the disease' },
  excess: 'whole_line',
  holes: ['disease'],
  shape,
  wake: ({ disease }) => ({ diseases: [disease] }),
  windowOf: ({ line }) => line.id,
  judgesWholeRule: true,
  onLine: ({ point, points, line, encounter, pointHoldsOn }) => {
    const { disease } = point.parameters
    if (encounter.benefitType?.toUpperCase() !== SPECIAL || line.catalogue !== 'drug') return []
    const lists = points.filter((each) => each.parameters.disease === disease && pointHoldsOn(each, line.on))
    if (lists.some((each) => includesCode(each.parameters.codes, line.code))) return []
    return [{ truth: 'true', lines: [wholeLine(line)], holes: { disease } }]
  },
})
