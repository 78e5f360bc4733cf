// Family eligibility: service after death, or while the person's benefits, the prescriber or the provider is suspended.
import { list, object, oneOf, required, type TypeOf } from '../../policy/text/shape.ts'
import type { Day } from '../../time/day.ts'
import type { DayRange } from '../facts/model.ts'
import { family, type LineWork, wholeLine } from './family.ts'

const STATES = ['death', 'person', 'prescriber', 'provider'] as const

const shape = object({ states: required(list(oneOf(STATES)), '核对哪些状态') })

type Eligibility = TypeOf<typeof shape>

/**
 * TRUE when on the service day: the person died before (death), the person's benefits, the prescriber of the line or the provider
 * is suspended. The first of the states listed is named. Excess: the whole line. Registers that know nothing say nothing.
 *
 * Set-based: one row per counting line joined to the registers on the service day.
 */
export const eligibility = family<Eligibility>({
  name: 'eligibility',
  title: { zh: '待遇状态外结算', en: 'Outside eligibility' },
  excess: 'whole_line',
  holes: ['state', 'since'],
  shape,
  wake: () => ({ everyLine: true }),
  onLine: (work) => {
    for (const state of work.point.parameters.states) {
      const since = SINCE[state](work)
      if (since !== undefined)
        return [{ truth: 'true', lines: [wholeLine(work.line)], holes: { state: WORDS[state], since } }]
    }
    return []
  },
})

const WORDS = {
  death: '参保人已死亡｜the person had died',
  person: '待遇已暂停｜benefits suspended',
  prescriber: '医师已暂停｜prescriber suspended',
  provider: '机构已暂停｜provider suspended',
} as const

const SINCE: Readonly<Record<(typeof STATES)[number], (work: LineWork<Eligibility>) => Day | undefined>> = {
  death: ({ view, encounter, line }) => {
    const diedOn = view.person(encounter.personId)?.diedOn
    return diedOn !== undefined && line.on > diedOn ? diedOn : undefined
  },
  person: ({ view, encounter, line }) => startOf(view.person(encounter.personId)?.suspended, line.on),
  prescriber: ({ view, line }) =>
    line.prescriberId === undefined ? undefined : startOf(view.practitioner(line.prescriberId)?.suspended, line.on),
  provider: ({ view, encounter, line }) => startOf(view.provider(encounter.providerId)?.suspended, line.on),
}

const startOf = (ranges: readonly DayRange[] | undefined, on: Day): Day | undefined =>
  ranges?.find(({ from, to }) => from <= on && (to === undefined || on <= to))?.from
