// Family companion: a drug or consumable without the service it goes with (药品、耗材与项目不符).
import { object, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { daysBetween } from '../../time/day.ts'
import { codeList, wholeNumber } from '../knowledge/shapes.ts'
import { family, wholeLine } from './family.ts'

const shape = object({
  codes: required(codeList(), '药品或耗材'),
  anyOf: required(codeList(), '至少应有的项目'),
  windowDays: optional(wholeNumber(0), '前后天数；不写则同一次就诊'),
})

/**
 * TRUE when no line of anyOf counts for the person within windowDays calendar days before or after, at any provider; without
 * windowDays, in the same visit. Excess: the whole line.
 *
 * Set-based: an anti-join of counting lines against those of anyOf on person and |day − day| ≤ windowDays, or on the visit.
 */
export const companion = family<TypeOf<typeof shape>>({
  name: 'companion',
  title: { zh: '缺少配套的项目', en: 'Without the service it goes with' },
  excess: 'whole_line',
  holes: ['windowDays', 'services'],
  shape,
  wake: ({ codes }) => ({ codes }),
  onLine: ({ point, line, encounter, view }) => {
    const { anyOf, windowDays } = point.parameters
    const found = anyOf
      .flatMap((code) => view.linesOfPersonAndCode(encounter.personId, code))
      .some((each) =>
        windowDays === undefined
          ? each.encounterId === encounter.id
          : Math.abs(daysBetween(each.on, line.on)) <= windowDays,
      )
    const holes = { windowDays: windowDays ?? '', services: anyOf.join('、') }
    return found ? [] : [{ truth: 'true', lines: [wholeLine(line)], holes }]
  },
})
