// What a declaration must be before it is taken, and which step may follow which.
import { accepted, type Fen, type Outcome, refused, yuanText } from '@yibao/kernel'
import { figuresOf } from './compare.ts'
import {
  type Amounts,
  type CategoryFigures,
  DECLARATION_STATES,
  type Declaration,
  type DeclarationState,
  type Difference,
  type ListedLine,
  type Meeting,
} from './model.ts'

const FIELDS: readonly (readonly [keyof Amounts, string])[] = [
  ['totalFen', '医疗费总额'],
  ['fundFen', '基金支付'],
  ['accountFen', '个人账户'],
  ['cashFen', '现金'],
]
const yuan = (fen: number): string => yuanText(fen as Fen)

/** Figures in the order of their categories; where only a list came, what it adds up to. */
export function declaredFigures(
  stated: readonly CategoryFigures[],
  lines: readonly ListedLine[],
  isCategory: (code: string) => boolean,
): Outcome<readonly CategoryFigures[]> {
  const listed = figuresOf(lines)
  const figures = stated.length === 0 ? listed : [...stated].sort((a, b) => (a.category < b.category ? -1 : 1))
  if (figures.length === 0) return refused('declaration_nothing', {})
  for (const [at, each] of figures.entries()) {
    if (!isCategory(each.category) || figures[at - 1]?.category === each.category)
      return refused('declaration_category', { category: each.category.slice(0, 6) })
    const payers = Object.values(each.payers)
    const sum = payers.reduce((total, fen) => total + fen, 0)
    if (payers.length > 0 && sum !== each.fundFen)
      return refused('declaration_payers', { category: each.category, sum: yuan(sum), fund: yuan(each.fundFen) })
  }
  if (stated.length === 0 || lines.length === 0) return accepted(figures)
  return sameSums(figures, listed)
}

/** 技术审核: a list that does not add up to its own figures is sent back. */
function sameSums(
  figures: readonly CategoryFigures[],
  listed: readonly CategoryFigures[],
): Outcome<readonly CategoryFigures[]> {
  const [stated, sums] = [
    new Map(figures.map((each) => [each.category, each])),
    new Map(listed.map((each) => [each.category, each])),
  ]
  for (const category of new Set([...stated.keys(), ...sums.keys()])) {
    const [a, b] = [stated.get(category), sums.get(category)]
    if ((a?.count ?? 0) !== (b?.count ?? 0))
      return refused('declaration_sums', {
        category,
        field: '人次',
        stated: `${a?.count ?? 0}`,
        listed: `${b?.count ?? 0}`,
      })
    for (const [name, field] of FIELDS)
      if ((a?.[name] ?? 0) !== (b?.[name] ?? 0))
        return refused('declaration_sums', {
          category,
          field,
          stated: yuan(a?.[name] ?? 0),
          listed: yuan(b?.[name] ?? 0),
        })
  }
  return accepted(figures)
}

export type StepAsked = 'check' | 'meet' | 'agree' | 'object' | 'withdraw' | 'drop'

const STEPS: Readonly<Record<StepAsked, readonly [readonly DeclarationState[], DeclarationState]>> = {
  check: [['declared', 'met'], 'declared'],
  meet: [['declared'], 'met'],
  agree: [['met'], 'reconciled'],
  object: [['met'], 'declared'],
  drop: [['declared'], 'declared'],
  withdraw: [['declared', 'met', 'reconciled'], 'withdrawn'],
}

export function nextDeclarationState({ state, month }: Declaration, step: StepAsked): Outcome<DeclarationState> {
  const [from, to] = STEPS[step]
  return from.includes(state) ? accepted(to) : refused('declaration_state', { month, state: DECLARATION_STATES[state] })
}

const resolutionOf = ({ resolutions, rest }: Meeting, { id }: Difference) =>
  resolutions.find(({ difference }) => difference === id)?.resolution ?? rest ?? undefined

/** Nothing is left without a word on it; what goes beyond the kept differences needs a word on the rest. */
export function checkMeeting(
  { declaredOn, differences, differencesCount }: Declaration,
  meeting: Meeting,
  today: string,
): Outcome<null> {
  if (meeting.heldOn < declaredOn || meeting.heldOn > today)
    return refused('declaration_met_on', { from: declaredOn, to: today })
  const open = differences.filter((each) => resolutionOf(meeting, each) === undefined)
  const unseen = meeting.rest === null ? differencesCount - differences.length : 0
  const [first] = open
  if (open.length + unseen === 0) return accepted(null)
  return refused('declaration_unresolved', {
    count: open.length + unseen,
    first: first ? first.settlement || `清算类别${first.category}` : '未列出的差异',
  })
}

/** Differences that the platform was to correct and that are still there. */
export const uncorrected = ({ differences, meeting }: Declaration): number =>
  meeting ? differences.filter((each) => resolutionOf(meeting, each) === 'platform_corrects').length : 0

/** A new check keeps what was agreed while nothing new came up. */
export const isStillAgreed = (meeting: Meeting | null, differences: readonly Difference[]): boolean =>
  meeting !== null && differences.every((each) => resolutionOf(meeting, each) !== undefined)
