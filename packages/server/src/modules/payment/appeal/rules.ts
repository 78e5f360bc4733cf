// What an appeal must be before it is taken, and which step may follow which, by whom.
import { accepted, type Outcome, refused } from '@yibao/kernel'
import type { SettlementList } from '../../settlement-list/index.ts'
import { APPEAL_STATE_WORDS, type AppealState, type AppealStep, type ClaimedCodes, type GroupAppeal } from './model.ts'

const CODE = /^[A-Za-z0-9][A-Za-z0-9.+*/x-]{1,29}$/
const DIAGNOSES_MAX = 40
const PROCEDURES_MAX = 20

export function checkCodes({ diagnoses, procedures }: ClaimedCodes): Outcome<null> {
  const wrong = [...diagnoses, ...procedures].find((code) => !CODE.test(code))
  const isWhole = diagnoses.length > 0 && diagnoses.length <= DIAGNOSES_MAX && procedures.length <= PROCEDURES_MAX
  return wrong === undefined && isWhole
    ? accepted(null)
    : refused('group_appeal_codes', { code: (wrong ?? '').slice(0, 30) })
}

const western = ({ diagnoses }: SettlementList) => diagnoses.filter(({ kind }) => kind === 'western')

export function isSameCodes(list: SettlementList, { diagnoses, procedures }: ClaimedCodes): boolean {
  const [main, others] = [western(list).filter(({ isMain }) => isMain), western(list).filter(({ isMain }) => !isMain)]
  const own = [...main, ...others].map(({ code }) => code)
  return own.join() === diagnoses.join() && list.procedures.map(({ code }) => code).join() === procedures.join()
}

/** The list as the institution says it should have been; what is not claimed stays as it was sent. The list that is kept does not change. */
export function correctedList(list: SettlementList, { diagnoses, procedures }: ClaimedCodes): SettlementList {
  const [pattern] = western(list)
  const [operation] = list.procedures
  return {
    ...list,
    diagnoses: [
      ...list.diagnoses.filter(({ kind }) => kind !== 'western'),
      ...diagnoses.map((code, at) => {
        const known = western(list).find((each) => each.code === code)
        return { ...(known ?? { ...pattern!, name: '' }), code, isMain: at === 0 }
      }),
    ],
    procedures: procedures.map((code) => {
      const known = list.procedures.find((each) => each.code === code)
      return { ...(known ?? operation), code } as SettlementList['procedures'][number]
    }),
  }
}

const FROM: Readonly<Record<Exclude<AppealStep, 'apply'>, readonly AppealState[]>> = {
  opine: ['applied'],
  decide: ['opined'],
  withdraw: ['applied', 'opined'],
}

export function nextAppealState(
  { state, steps }: Pick<GroupAppeal, 'state' | 'steps'>,
  step: Exclude<AppealStep, 'apply'>,
  approves: boolean,
  who: string,
): Outcome<AppealState> {
  if (!FROM[step].includes(state)) return refused('group_appeal_state', { state: APPEAL_STATE_WORDS[state] })
  if (step === 'withdraw') return accepted('withdrawn')
  if (step === 'opine') return accepted('opined')
  // 回避: whoever gave the first opinion does not decide.
  if (steps.some((each) => each.step === 'opine' && each.by === who))
    return refused('group_appeal_same_person', { who })
  return accepted(approves ? 'accepted' : 'refused')
}
