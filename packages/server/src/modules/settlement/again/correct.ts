// 更正: what was wrong with a settled bill, put right: lines, diagnoses, category of visit, and whatever the person's dossier
// says by now of the days of care. The rules stay those of these days.
import { accepted, type Day, type Outcome, type Quantity, refused, type UnitPrice } from '@yibao/kernel'
import type { Person } from '../../person/index.ts'
import {
  type CareSources,
  checkCategory,
  checkDiagnoses,
  checkDisease,
  type FeeLine,
  frameOf,
  type LineChange,
  providerOf,
  takeAgain,
  type Visit,
} from '../../visit/index.ts'
import { settledLines } from '../replay.ts'
import type { Past, Standing } from './past.ts'
import type { CorrectedBill } from './unwind.ts'

export interface LineCorrection {
  /** Counted from 1, as the settlement's lines are shown. */
  readonly no: number
  /** The line was never given: it falls away. */
  readonly remove?: boolean
  readonly item?: string
  readonly quantity?: Quantity
  readonly price?: UnitPrice
  /** 医院审批 given after all, or not given. */
  readonly approved?: boolean
  /** Not payable, with the reason; '': payable as far as the catalogue says. */
  readonly deniedFor?: string
}

export interface Correction {
  /** 医疗类别 */
  readonly category?: string
  readonly disease?: string
  readonly diseaseName?: string
  /** Instead of those that the visit has; the first is the main one. */
  readonly diagnoses?: readonly { readonly code: string; readonly name: string }[]
  readonly lines: readonly LineCorrection[]
}

export interface ToCorrect {
  readonly sources: CareSources
  readonly target: Standing
  readonly past: Past
  readonly visit: Visit
  readonly person: Person
  readonly correction: Correction
  readonly today: Day
}

export function correctedBill(facts: ToCorrect): Outcome<CorrectedBill> {
  const { sources, target, visit, person, correction, today } = facts
  const details = detailsOf(visit, correction)
  const category = sources.categories.find(details.category)
  const refusal =
    checkCategory(category, details.category, visit.kind) ??
    checkDisease(category, details.disease) ??
    (correction.diagnoses ? checkDiagnoses(details.diagnoses, false) : undefined)
  if (refusal) return refusal
  const provider = providerOf(sources, visit)
  if (!provider) return refused('correction_not_here', { provider: visit.provider })
  const { frozen } = target.record
  const corrected = { ...visit, details, endedOn: frozen.visit.dischargedOn }
  const frame = frameOf(sources, person, provider, corrected, frozen.visit.settledOn)
  const framed = { ...frame, visit: { ...frame.visit, ...keptOf(frozen.visit) } }
  const intake = { visit: corrected, person, provider, category, catalogue: sources.catalogue, today }
  const lines = linesOf(facts, intake, correction.diagnoses !== undefined || correction.category !== undefined)
  if (!lines.ok) return lines
  return accepted({ frame: framed, details, ...(lines.value && { batch: lines.value }) })
}

/** Facts of the settlement that the visit does not hold: which piece of a stay it was, how it came. */
const keptOf = ({ admittedOn, dischargedOn, stay, continued, channel }: Standing['record']['frozen']['visit']) => ({
  admittedOn,
  dischargedOn,
  ...(stay === undefined ? {} : { stay }),
  ...(continued === undefined ? {} : { continued }),
  ...(channel === undefined ? {} : { channel }),
})

function detailsOf({ details }: Visit, { category, disease, diseaseName, diagnoses }: Correction): Visit['details'] {
  const first = details.diagnoses[0]
  const { discharge } = details
  const named = diagnoses?.map(({ code, name }, at) => ({
    order: at + 1,
    kind: first?.kind ?? '1',
    code,
    name,
    main: at === 0,
    at: first?.at ?? details.beganAt,
    department: first?.department ?? '',
    doctor: first?.doctor ?? '',
    doctorName: first?.doctorName ?? '',
  }))
  return {
    ...details,
    ...(category === undefined ? {} : { category }),
    ...(disease === undefined ? {} : { disease }),
    ...(diseaseName === undefined ? {} : { diseaseName }),
    ...(named && { diagnoses: named }),
    ...(named && discharge && { discharge: { ...discharge, diagnoses: named } }),
  }
}

type Intake = Parameters<typeof takeAgain>[0]

/** Nothing where no line changes. */
function linesOf(
  { target, past, visit, correction }: ToCorrect,
  intake: Intake,
  everyLine: boolean,
): Outcome<CorrectedBill['batch']> {
  if (correction.lines.length === 0 && !everyLine) return accepted(undefined)
  const { record } = target
  const own = new Set(
    visit.batches.filter(({ settlement }) => settlement === record.settlementId).map(({ seq }) => seq),
  )
  const changes = new Map(correction.lines.map((each) => [each.no, each]))
  if (changes.size < correction.lines.length) return refused('correction_line_twice', {})
  const lines: FeeLine[] = []
  let no = 0
  for (const batch of record.frozen.batches) {
    for (const line of settledLines(past.batches.get(record.visitId) ?? [], { batches: [batch] }, record.visitId)) {
      no += 1
      const change = changes.get(no)
      changes.delete(no)
      if (!own.has(batch.seq)) {
        if (change) return refused('correction_line_earlier_part', { line: no })
        continue
      }
      if (change?.remove) continue
      if (change?.item !== undefined && !intake.catalogue.any(change.item))
        return refused('correction_item_unknown', { line: no, item: change.item })
      lines.push(change || everyLine ? takeAgain(intake, line, change && changeOf(change)) : line)
    }
  }
  const [strange] = changes.keys()
  if (strange !== undefined) return refused('correction_line_unknown', { line: strange, count: no })
  const seq = Math.max(0, ...visit.batches.map((note) => note.seq)) + 1
  return accepted({ seq, lines, replaces: own })
}

const changeOf = ({ item, quantity, price, approved, deniedFor }: LineCorrection): LineChange => ({
  ...(item === undefined ? {} : { item }),
  ...(quantity === undefined ? {} : { quantity }),
  ...(price === undefined ? {} : { price }),
  ...(approved === undefined ? {} : { approval: approved ? ('approved' as const) : ('not_approved' as const) }),
  ...(deniedFor === undefined ? {} : { deniedFor: deniedFor === '' ? null : deniedFor }),
})
