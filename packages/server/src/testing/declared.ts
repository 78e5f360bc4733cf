// A month that its institution declared by the platform's own figures, met and agreed on, so that it may be cleared.
import type { RunningServer } from '../index.ts'

type Told = { readonly declarationId: string; readonly figuresId: string }

const told = (msgid: string) => ({
  key: { sender: 'system', msgid: `declared ${msgid}` },
  actor: { id: 'declaring', channel: 'test' },
  request: { msgid },
  answer: (result: Told) => result as never,
})

/** Nothing happens where nothing was settled, or where the month is declared or cleared. */
export async function declaredMonth(
  { city }: Pick<RunningServer, 'city'>,
  provider: string,
  month: string,
): Promise<void> {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return
  const { declarations, providers, clock } = city.desks
  const figures = await declarations.figuresOf(provider, month)
  if (figures.length === 0) return
  const area = providers.find(provider)?.area ?? ''
  const asked = { provider, area, month, figures, list: '', isOneOfMany: false }
  const declared = await declarations.declare(told(`${provider} ${month}`), asked)
  if (!declared.ok) return
  const { declarationId } = declared.value.answer as unknown as Told
  const named = { declarationId, provider, month }
  const who = { place: '医保局', ofProvider: '医保办', ofBureau: '待遇经办', agreed: '两边一致' }
  const meeting = { ...who, heldOn: clock.today(), resolutions: [], rest: 'as_platform' as const }
  await declarations.step(told(`meet ${declarationId}`), named, { step: 'meet', note: '', meeting })
  await declarations.step(told(`agree ${declarationId}`), named, { step: 'agree', note: '' })
}
