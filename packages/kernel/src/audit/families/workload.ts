// Family workload: more minutes of service by one practitioner in a day than a day can hold (超人力服务量).

import { mulDiv } from '../../money/share.ts'
import { object, required, type TypeOf } from '../../policy/text/shape.ts'
import type { NetLine } from '../facts/model.ts'
import { codeList, wholeNumber } from '../knowledge/shapes.ts'
import { family, type LineWork } from './family.ts'
import { nothingOf } from './window.ts'

const shape = object({
  codes: required(codeList(), '服务项目'),
  minutes: required(wholeNumber(1), '每次（每单位）分钟数'),
  maxMinutes: required(wholeNumber(1), '一人一日最多分钟数'),
})

type Load = TypeOf<typeof shape>

/**
 * The minutes of all lines that one executor performed on a service day, of every code of the rule (a code's first point that
 * holds), above maxMinutes of the line looked at. Finding of the practitioner, naming the lines, without excess.
 *
 * Set-based: sum(net quantity × minutes) over (rule, executor, service day).
 */
export const workload = family<Load>({
  name: 'workload',
  title: { zh: '超出人力可能', en: 'More than one can do' },
  excess: 'none',
  holes: ['minutes', 'max', 'practitioner'],
  shape,
  wake: ({ codes }) => ({ codes }),
  windowOf: ({ line }) => `${line.executorId ?? line.id} ${line.on}`,
  judgesWholeRule: true,
  onLine: (work) => {
    const { line, view, point } = work
    if (line.executorId === undefined) return []
    const lines = view.linesOfExecutor(line.executorId, line.on).filter((each) => minutesOf(work, each) > 0)
    const minutes = lines.reduce((sum, each) => sum + minutesOf(work, each), 0)
    const max = point.parameters.maxMinutes
    if (minutes <= max) return []
    const holes = { minutes, max, practitioner: line.executorId }
    return [{ truth: 'true', lines: lines.map(nothingOf), practitioners: [line.executorId], holes }]
  },
})

function minutesOf({ pointsFor, pointHoldsOn }: LineWork<Load>, line: NetLine): number {
  const point = pointsFor(line.code).find((each) => pointHoldsOn(each, line.on))
  return point ? mulDiv(line.netQuantity, point.parameters.minutes, 10_000) : 0
}
