// The door of declarations: an institution's month, compared line by line and agreed on before it is cleared.
import { createHash } from 'node:crypto'
import { accepted, type Outcome, refused } from '@yibao/kernel'
import type { Receipt, WritePath } from '../../../platform/index.ts'
import { commandFor, type Message, type Reader } from '../../common/index.ts'
import { differencesOf } from './compare.ts'
import { listedLines } from './list-file.ts'
import type { CategoryFigures, Declaration, Difference, ListedLine } from './model.ts'
import { declaredFigures } from './rules.ts'
import { type DeclarationStepping, declarationDeclared, declarationStepped, type ToldDeclaration } from './steps.ts'
import {
  declarationOfFigures,
  declarationOfMonth,
  declaredLines,
  findDeclaration,
  knownElsewhere,
  platformFigures,
  platformLines,
} from './store.ts'

export { LIST_COLUMNS } from './list-file.ts'
export * from './model.ts'
export { type DeclarationRefusalCode, declarationRefusals } from './refusals.ts'
export type { ToldDeclaration } from './steps.ts'
export {
  type DeclarationFilter,
  type DeclarationListed,
  type DeclaredMonth,
  declarationsOf,
  declaredLines,
  declaredMonths,
  findDeclaration,
} from './store.ts'

export interface DeclarationAsked {
  readonly provider: string
  readonly area: string
  readonly month: string
  readonly figures: readonly CategoryFigures[]
  /** CSV; '' where figures alone are declared. */
  readonly list: string
  readonly isOneOfMany: boolean
}

type Named = Pick<Declaration, 'declarationId' | 'provider' | 'month'>

export interface DeclarationDesk {
  declare(message: Message<ToldDeclaration>, asked: DeclarationAsked): Promise<Outcome<Receipt>>
  step(
    message: Message<ToldDeclaration>,
    declaration: Named,
    asked: Pick<DeclarationStepping, 'step' | 'note' | 'meeting'>,
  ): Promise<Outcome<Receipt>>
  /** What the platform has of the month, by category. */
  figuresOf(provider: string, month: string): Promise<readonly CategoryFigures[]>
  /** 3204: one category of a month is taken back. */
  dropFigures(message: Message<ToldDeclaration>, provider: string, figuresId: string): Promise<Outcome<Receipt>>
}

export interface DeclarationParts {
  readonly writePath: WritePath
  readonly reader: Reader
  readonly isCategory: (code: string) => boolean
  readonly shown: (settlementId: string) => string
  readonly idOf: (settlement: string) => string | undefined
}

export function openDeclarations(parts: DeclarationParts): DeclarationDesk {
  const { writePath, reader, isCategory } = parts
  const compared = async (
    { provider, month }: Pick<Declaration, 'provider' | 'month'>,
    figures: readonly CategoryFigures[],
    list: string,
  ): Promise<Difference[]> => {
    const read = list === '' ? accepted([]) : listedLines(list, isCategory)
    if (!read.ok) throw new Error(`A list that was taken cannot be read: ${read.code}`)
    return compare(parts, { provider, month }, figures, read.value)
  }
  const stepping = async (
    message: Message<ToldDeclaration>,
    named: Named,
    asked: Pick<DeclarationStepping, 'step' | 'note' | 'meeting' | 'figuresId'>,
  ): Promise<Outcome<Receipt>> => {
    const found = await findDeclaration(reader, named.declarationId)
    if (!found) return refused('declaration_unknown', {})
    const { declarationId, provider, month, figures } = found
    const left = figures.filter(({ figuresId }) => figuresId !== asked.figuresId)
    const isChecked = asked.step === 'check' || asked.step === 'drop'
    const differences = isChecked ? await compared(found, left, await declaredLines(reader, declarationId)) : undefined
    const input = { ...asked, declarationId, provider, month, ...(differences && { differences }) }
    return writePath.submit(commandFor(declarationStepped, message, input))
  }
  return {
    declare: async (message, { figures: stated, list, isOneOfMany, ...month }) => {
      const lines: Outcome<ListedLine[]> = list === '' ? accepted([]) : listedLines(list, isCategory)
      if (!lines.ok) return lines
      const figures = declaredFigures(stated, lines.value, isCategory)
      if (!figures.ok) return figures
      const before = isOneOfMany ? await declarationOfMonth(reader, month.provider, month.month) : undefined
      const all = [...(before?.figures ?? []), ...figures.value]
      const differences = isMonth(month.month) ? await compare(parts, month, all, lines.value) : []
      const sha256 = list === '' ? '' : createHash('sha256').update(list).digest('hex')
      const kept = { text: list, sha256, count: lines.value.length }
      const input = { ...month, figures: figures.value, lines: kept, differences, isOneOfMany }
      return writePath.submit(commandFor(declarationDeclared, message, input))
    },
    step: stepping,
    figuresOf: (provider, month) => platformFigures(reader, provider, month),
    dropFigures: async (message, provider, figuresId) => {
      const found = await declarationOfFigures(reader, provider, figuresId)
      if (!found) return refused('declaration_unknown', {})
      return stepping(message, found, { step: 'drop', note: '', figuresId })
    },
  }
}

const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text)

async function compare(
  { reader, shown, idOf }: DeclarationParts,
  { provider, month }: Pick<Declaration, 'provider' | 'month'>,
  figures: readonly CategoryFigures[],
  lines: readonly ListedLine[],
): Promise<Difference[]> {
  const ids = lines.flatMap(({ settlement }) => idOf(settlement) ?? [])
  return differencesOf({
    ...{ figures, lines, shown, idOf },
    platform: {
      figures: await platformFigures(reader, provider, month),
      lines: lines.length === 0 ? [] : await platformLines(reader, provider, month),
      known: ids.length === 0 ? [] : await knownElsewhere(reader, provider, month, [...new Set(ids)]),
    },
  })
}
