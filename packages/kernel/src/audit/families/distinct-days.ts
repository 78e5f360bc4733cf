// Family distinct-days: days of use of an item in a window, against the days that are paid (限支付疗程).
import { object, oneOf, optional, required, type TypeOf } from '../../policy/text/shape.ts'
import { codeList, wholeNumber } from '../knowledge/shapes.ts'
import { windowLines } from './codes.ts'
import { family, wholeLine } from './family.ts'
import { WINDOWS, windowKey } from './window.ts'

const shape = object({
  codes: required(codeList(), '项目编码，合并计天'),
  maxDays: required(wholeNumber(1), '支付天数'),
  window: optional(oneOf(WINDOWS), '窗口，默认一次就诊'),
})

/**
 * The distinct service days of all codes of the point in the window are ranked; TRUE when there are more than maxDays, and
 * every line on a later day than the maxDays-th is excess, whole. 17 days with a limit of 14: the lines of days 15 to 17.
 *
 * Set-based: dense_rank() over (partition by point, window order by service day) > maxDays.
 */
export const distinctDays = family<TypeOf<typeof shape>>({
  name: 'distinct-days',
  title: { zh: '超支付疗程', en: 'More days than a course pays' },
  excess: 'above_limit',
  holes: ['total', 'max', 'window'],
  shape,
  wake: ({ codes }) => ({ codes }),
  windowOf: ({ point, line, encounter }) => windowKey(point.parameters.window ?? 'stay', line, encounter),
  onLine: (work) => {
    const { codes, maxDays, window = 'stay' } = work.point.parameters
    const lines = windowLines(work, codes, window)
    const days = [...new Set(lines.map((line) => line.on))]
    const last = days[maxDays - 1]
    if (last === undefined || days.length <= maxDays) return []
    const late = lines.filter((line) => line.on > last)
    return [
      {
        truth: 'true',
        lines: late.map(wholeLine),
        involved: lines.map((line) => line.id),
        holes: { total: days.length, max: maxDays, window },
      },
    ]
  },
})
