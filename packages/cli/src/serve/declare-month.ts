// 机构申报 of a month by the institution's own figures, met and agreed on: what a month's clearing rests on. Safe to do again.
import type { RunningServer } from '@yibao/server'

type Declarations = RunningServer['city']['desks']['declarations']

export interface DeclaringMonth {
  readonly code: string
  readonly area: string
  readonly month: string
  /** Of the meeting. */
  readonly heldOn: string
  /** So many visits more than the platform has: a difference, which waits to be talked over. */
  readonly more: number
  readonly hands: { readonly sender: string; readonly provider: string; readonly bureau: string }
}

/** A month in which nothing was settled is not declared. */
export async function declareMonth(declarations: Declarations, asked: DeclaringMonth): Promise<void> {
  const { code, area, month, heldOn, more, hands } = asked
  const told = <T>(who: string, msgid: string) => ({
    key: { sender: 'system', msgid: `${hands.sender} ${msgid}` },
    actor: { id: who, channel: hands.sender },
    request: { msgid },
    answer: (result: T) => result as never,
  })
  const own = await declarations.figuresOf(code, month)
  const figures = own.map((each, at) => (at === 0 ? { ...each, count: each.count + more, payers: {} } : each))
  if (figures.length === 0) return
  const declaration = { provider: code, area, month, figures, list: '', isOneOfMany: false }
  const declared = await declarations.declare(told(hands.provider, `declaration ${code} ${month}`), declaration)
  if (!declared.ok || more > 0) return
  const { declarationId } = declared.value.answer as { readonly declarationId: string }
  const named = { declarationId, provider: code, month }
  const meeting = {
    ...{ heldOn, place: '医保局', ofProvider: '医保办', ofBureau: '待遇经办', agreed: '两边一致' },
    ...{ resolutions: [], rest: 'as_platform' as const },
  }
  const steps = [
    { step: 'meet' as const, who: hands.bureau, brought: { meeting } },
    { step: 'agree' as const, who: hands.provider, brought: {} },
  ]
  for (const { step, who, brought } of steps) {
    const message = told<{ readonly declarationId: string; readonly figuresId: string }>(
      who,
      `${step} ${declarationId}`,
    )
    const done = await declarations.step(message, named, { step, note: '', ...brought })
    if (!done.ok) return
  }
}
