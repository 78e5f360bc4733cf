// The changes of a bank reconciliation: a statement uploaded, its open items explained one by one, agreed on by another person, reopened,
// or withdrawn.
import { accepted, type Day, monthOf, type Outcome, refused } from '@yibao/kernel'
import type { Kind } from '../../platform/index.ts'
import type { Asked } from '../common/index.ts'
import { type BookSide, type Reconciled, reconciled } from './compare.ts'
import { type BankStatement, type ItemSide, type NoteKind, STATEMENT_STATES } from './model.ts'
import { STATEMENT_FACTS, statementRow, statementUpdate } from './store.ts'

export interface ToldStatement {
  readonly statementId: string
}

export type Uploading = Pick<
  BankStatement,
  'fund' | 'account' | 'month' | 'openingFen' | 'closingFen' | 'items' | 'sha256'
>

const subjectOf = ({ fund, account, month }: Pick<BankStatement, 'fund' | 'account' | 'month'>): string =>
  `bank:${fund}:${account}:${month}`

export const statementUploaded: Kind<Asked<Uploading, ToldStatement>> = {
  name: 'bank.statement_uploaded',
  subjects: ({ input }) => [subjectOf(input)],
  conflicts: { bank_statement_of_month: 'bank_statement_exists' },
  decide: ({ message, input }, _, context) => {
    const { month, openingFen, closingFen, items } = input
    if (month >= monthOf(context.today)) return refused('bank_statement_month', { month })
    const sumFen = items.reduce((sum, { amountFen }) => sum + amountFen, 0)
    if (openingFen + sumFen !== closingFen) return refused('bank_statement_sum', { openingFen, closingFen, sumFen })
    const statement: BankStatement = {
      ...{ ...input, statementId: context.newId(), notes: [], state: 'open' },
      steps: [{ step: 'upload', by: context.actor.id, at: context.now, note: '' }],
    }
    return accepted({
      answer: message.answer({ statementId: statement.statementId }, context),
      rows: { insert: { bank_statement: [statementRow(statement, context.now)] } },
      event: { statementId: statement.statementId },
      objects: [statement.statementId],
    })
  },
}

export interface SteppingStatement extends Pick<BankStatement, 'statementId' | 'fund' | 'account' | 'month'> {
  readonly step: 'note' | 'agree' | 'reopen' | 'withdraw'
  readonly item?: { readonly side: ItemSide; readonly reference: string; readonly kind: NoteKind }
  readonly note: string
  /** The bank book of now. */
  readonly book: BookSide
  readonly today: Day
}

const NOTE_LENGTH_MIN = 2

export const statementStepped: Kind<
  Asked<SteppingStatement, ToldStatement>,
  { readonly statement: BankStatement | null }
> = {
  name: 'bank.statement_stepped',
  subjects: ({ input }) => [subjectOf(input)],
  facts: { sql: STATEMENT_FACTS, args: ({ input }) => ({ statementId: input.statementId }) },
  decide: ({ message, input }, { facts: { statement } }, context) => {
    if (!statement) return refused('bank_statement_unknown', {})
    const from = input.step === 'reopen' ? 'agreed' : 'open'
    if (statement.state !== from) return refused('bank_statement_state', { state: STATEMENT_STATES[statement.state] })
    const after = steppedBy(statement, input, context.actor.id, context.now)
    if (!after.ok) return after
    return accepted({
      answer: message.answer({ statementId: statement.statementId }, context),
      rows: { update: { bank_statement: [statementUpdate(after.value)] } },
      event: { statementId: statement.statementId, state: after.value.state },
      objects: [statement.statementId],
    })
  },
}

function steppedBy(statement: BankStatement, input: SteppingStatement, by: string, at: string): Outcome<BankStatement> {
  const { step, note } = input
  const found = reconciled(input.book, statement, input.today)
  if (step === 'note') return noted(statement, found, input, { by, at })
  if (step === 'agree') {
    const sound = agreed(statement, found, by)
    if (!sound.ok) return sound
  }
  const state = step === 'agree' ? 'agreed' : step === 'reopen' ? 'open' : 'withdrawn'
  return accepted({ ...statement, state, steps: [...statement.steps, { step, by, at, note }] })
}

function noted(
  statement: BankStatement,
  { open }: Reconciled,
  { item, note }: SteppingStatement,
  who: { readonly by: string; readonly at: string },
): Outcome<BankStatement> {
  if (!item || !open.some(({ side, reference }) => side === item.side && reference === item.reference))
    return refused('bank_item_unknown', { reference: item?.reference ?? '' })
  if (note.trim().length < NOTE_LENGTH_MIN) return refused('bank_item_note', {})
  return accepted({ ...statement, notes: [...statement.notes, { ...item, note: note.trim(), ...who }] })
}

/** Nothing is left without a word, both sides tie with the listed items, and whoever uploaded or explained does not agree. */
function agreed({ steps, notes }: BankStatement, found: Reconciled, who: string): Outcome<null> {
  const count = found.open.length - found.explained
  if (count > 0 || !found.isTied) return refused('bank_unexplained', { count, differenceFen: found.unexplainedFen })
  const isSame = notes.some(({ by }) => by === who) || steps.some(({ step, by }) => step === 'upload' && by === who)
  return isSame ? refused('bank_same_person', { who }) : accepted(null)
}
