// The changes of a declaration: brought by the institution, compared again, talked over, agreed on or objected to, taken back.
import { accepted, type Outcome, refused } from '@yibao/kernel'
import type { Context, Kind, Update } from '../../../platform/index.ts'
import type { Asked } from '../../common/index.ts'
import type {
  CategoryFigures,
  Declaration,
  DeclarationStepDone,
  DeclaredFigures,
  Difference,
  Meeting,
} from './model.ts'
import { checkMeeting, isStillAgreed, nextDeclarationState, type StepAsked, uncorrected } from './rules.ts'
import { DECLARATION_STEP_FACTS, DECLARE_FACTS, declarationRow, declarationUpdate } from './store.ts'

/** Of very many differences the first are kept; the count is of all. */
export const DIFFERENCES_KEPT_MAX = 2_000

export interface Declaring {
  readonly provider: string
  readonly area: string
  readonly month: string
  readonly figures: readonly CategoryFigures[]
  readonly lines: { readonly text: string; readonly sha256: string; readonly count: number }
  /** As compared with what the platform has now, with what was declared before. */
  readonly differences: readonly Difference[]
  /** A message brings one category after the other. */
  readonly isOneOfMany: boolean
}

export interface ToldDeclaration {
  readonly declarationId: string
  /** Of the first category that came with it. */
  readonly figuresId: string
}

interface Facts {
  readonly same: Declaration | null
  readonly cleared: string | null
}

const subjectOf = (provider: string): string => `provider:${provider}`

const keptOf = (differences: readonly Difference[]) => ({
  differences: differences.slice(0, DIFFERENCES_KEPT_MAX),
  differencesCount: differences.length,
})

const doneBy = (step: DeclarationStepDone['step'], { actor, now }: Context, note = ''): DeclarationStepDone => ({
  ...{ step, by: actor.id, at: now, note },
})

export const declarationDeclared: Kind<Asked<Declaring, ToldDeclaration>, Facts> = {
  name: 'declaration.declared',
  subjects: ({ input }) => [subjectOf(input.provider)],
  facts: { sql: DECLARE_FACTS, args: ({ input: { provider, month } }) => ({ provider, month }) },
  conflicts: { declaration_of_month: 'declaration_exists' },
  decide: ({ message, input }, { facts: { same, cleared } }, context) => {
    const { month } = input
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || month >= context.today.slice(0, 7))
      return refused('declaration_month', { month })
    if (cleared !== null) return refused('declaration_cleared', { month })
    const figures = input.figures.map((each): DeclaredFigures => ({ ...each, figuresId: context.newId() }))
    const taken = figures.find(({ category }) => same?.figures.some((each) => each.category === category))
    if (taken || (same && !input.isOneOfMany))
      return refused('declaration_exists', { month, category: (taken ?? figures[0])?.category ?? '' })
    const open = same ? nextDeclarationState(same, 'drop') : undefined
    if (open && !open.ok) return open
    const declarationId = same?.declarationId ?? context.newId()
    const answer = message.answer({ declarationId, figuresId: figures[0]?.figuresId ?? '' }, context)
    const event = { declarationId, state: 'declared' }
    const rows = same
      ? { update: { declaration: [added(same, figures, input.differences, context)] } }
      : { insert: { declaration: [madeOf(input, declarationId, figures, context)] } }
    return accepted({ answer, rows, event, objects: [declarationId] })
  },
}

const madeOf = (
  { provider, area, month, lines, differences }: Declaring,
  declarationId: string,
  figures: readonly DeclaredFigures[],
  context: Context,
) =>
  declarationRow(
    {
      ...{ declarationId, provider, area, month, state: 'declared', declaredOn: context.today, figures },
      ...{ linesSha256: lines.sha256, linesCount: lines.count, ...keptOf(differences) },
      ...{ checkedAt: context.now, meeting: null, steps: [doneBy('declare', context)] },
    },
    lines.text,
  )

function added(
  same: Declaration,
  figures: readonly DeclaredFigures[],
  differences: readonly Difference[],
  context: Context,
): Update {
  const all = [...same.figures, ...figures].sort((a, b) => (a.category < b.category ? -1 : 1))
  const note = figures.map(({ category }) => category).join(' ')
  const steps = [...same.steps, doneBy('add', context, note)]
  return declarationUpdate(same, { figures: all, ...keptOf(differences), checkedAt: context.now, steps })
}

export interface DeclarationStepping {
  readonly declarationId: string
  readonly provider: string
  readonly month: string
  readonly step: StepAsked
  readonly note: string
  readonly meeting?: Meeting
  /** Of a new check, and of one that goes on without a category. */
  readonly differences?: readonly Difference[]
  /** 撤销一类: the category that is taken back. */
  readonly figuresId?: string
}

export const declarationStepped: Kind<Asked<DeclarationStepping, ToldDeclaration>, Facts> = {
  name: 'declaration.stepped',
  subjects: ({ input }) => [subjectOf(input.provider)],
  facts: {
    sql: DECLARATION_STEP_FACTS,
    args: ({ input: { declarationId, provider, month } }) => ({ declarationId, provider, month }),
  },
  decide: ({ message, input }, { facts: { same, cleared } }, context) => {
    if (!same || same.provider !== input.provider) return refused('declaration_unknown', {})
    const { declarationId } = same
    const changed = changedBy(same, input, cleared, context)
    if (!changed.ok) return changed
    const steps = [...same.steps, doneBy(input.step, context, input.note)]
    return accepted({
      answer: message.answer({ declarationId, figuresId: input.figuresId ?? '' }, context),
      rows: { update: { declaration: [declarationUpdate(same, { ...changed.value, steps })] } },
      event: { declarationId, state: changed.value.state ?? same.state },
      objects: [declarationId],
    })
  },
}

type Changed = Parameters<typeof declarationUpdate>[1]

function changedBy(
  same: Declaration,
  input: DeclarationStepping,
  cleared: string | null,
  context: Context,
): Outcome<Changed> {
  const { step, note, meeting, differences = [] } = input
  const next = nextDeclarationState(same, step)
  if (!next.ok) return next
  const state = next.value
  const checked = { ...keptOf(differences), checkedAt: context.now }
  switch (step) {
    case 'check':
      return accepted({ ...checked, state: isStillAgreed(same.meeting, differences) ? same.state : state })
    case 'meet': {
      if (!meeting) throw new Error('A meeting is recorded without its record')
      const sound = checkMeeting(same, meeting, context.today)
      return sound.ok ? accepted({ state, meeting }) : sound
    }
    case 'agree': {
      const count = uncorrected(same)
      return count > 0 ? refused('declaration_correction_open', { count }) : accepted({ state })
    }
    case 'object':
      return note.trim().length < 2 ? refused('declaration_note', {}) : accepted({ state })
    case 'drop':
    case 'withdraw': {
      if (cleared !== null) return refused('declaration_cleared', { month: same.month })
      const figures = same.figures.filter(({ figuresId }) => figuresId !== input.figuresId)
      if (step === 'withdraw' || figures.length === 0) return accepted({ state: 'withdrawn' })
      return accepted({ state, figures, ...checked })
    }
  }
}
