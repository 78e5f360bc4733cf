// Arbitrary values through time: bare ones, and chains of dated ones on both clocks, without overlap and without gap.
import fc from 'fast-check'
import { type Data, present } from './text.ts'
import { TURNING_DAYS } from './words.ts'

type Arb = fc.Arbitrary<Data>

const FIRST = '2020-01-01'

/** `mayPause`: the slot may be without a value for a while (a limit that is lifted). */
export function slot(value: Arb, mayPause: boolean, dated = 1): Arb {
  return fc.oneof({ weight: 6, arbitrary: value }, { weight: dated, arbitrary: chain(value, mayPause) })
}

function chain(value: Arb, mayPause: boolean): Arb {
  const turns = fc.subarray([...TURNING_DAYS], { maxLength: 2 })
  const shape = fc.record({
    turns,
    // Seldom nothing is in force at the beginning, and bills of those days are refused with not_in_force.
    late: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
    closed: fc.array(fc.constantFrom('open', 'closed', 'early'), { minLength: 3, maxLength: 3 }),
    published: fc.array(fc.constantFrom(undefined, undefined, '2019-11-01', '2023-05-20', '2023-09-15'), {
      minLength: 3,
      maxLength: 3,
    }),
    ends: fc.integer({ min: 0, max: 14 }).map((n) => n === 0),
    corrected: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  })
  return shape.chain(({ turns: later, late, closed, published, ends, corrected }) => {
    const starts = late && later.length > 0 ? later : [FIRST, ...later]
    return fc.array(value, { minLength: 4, maxLength: 4 }).map((values): Data => {
      const entries = starts.map((from, index) => {
        const next = starts[index + 1]
        const until = next ? endOf(from, next, closed[index] ?? 'open', mayPause) : ends ? '2024-06-01' : undefined
        const known = from === FIRST ? undefined : published[index]
        return present({ from, until, published: known, value: values[index] as Data })
      })
      if (!corrected || entries.at(-1)?.until !== undefined) return entries
      return [...entries, present({ from: starts.at(-1), published: '2023-11-11', value: values[3] as Data })]
    })
  })
}

function endOf(from: string, next: string, kind: string, mayPause: boolean): string | undefined {
  if (kind === 'open') return undefined
  const early = `${from.slice(0, 4)}-${from.slice(5, 7)}-28`
  return kind === 'early' && mayPause && early < next ? early : next
}
