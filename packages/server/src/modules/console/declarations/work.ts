// Declarations within the asker's scope: an institution declares its own months, the bureau meets it over the differences.
import { labelOf, nationalLists } from '@yibao/contract'
import type {
  DeclarationBody,
  DeclarationPage,
  DeclarationQuery,
  DeclarationRow,
  DeclarationView,
  DifferenceView,
  DoneView,
  MeetingBody,
} from '@yibao/contract/rest'
import { type Fen, type Outcome, PAYERS, type Payer, refused, yuanText } from '@yibao/kernel'
import type { Receipt } from '../../../platform/index.ts'
import {
  type Declaration,
  type DeclarationFilter,
  type DeclarationListed,
  declarationsOf,
  declaredClock,
  declaredMonths,
  findDeclaration,
  type Meeting,
  RESOLUTIONS,
  type ToldDeclaration,
} from '../../clearing/index.ts'
import { shownId } from '../../gateway/index.ts'
import type { Asker } from '../asker.ts'
import { CSV_BEGIN, csvRow } from '../csv.ts'
import { consoleMessage } from '../flows/propose.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'
import { payerTitle } from '../words.ts'
import { reasonText } from './words.ts'

/** What a page can carry; the file has all that are kept. */
const DIFFERENCES_SHOWN_MAX = 300

const isPayer = (text: string): text is Payer => (PAYERS as readonly string[]).includes(text)
const payerWords = (payer: string) => {
  const { title, titleEn } = isPayer(payer) ? payerTitle(payer) : { title: payer, titleEn: payer }
  return { zh: title, en: titleEn }
}
const categoryTitle = (category: string): string => labelOf(nationalLists, 'clr_type', category)
const notFound = (id: string) => refused('not_found', { what: `申报 ${id.slice(0, 40)}` })

const done = (outcome: Outcome<Receipt>): Outcome<DoneView> =>
  outcome.ok
    ? { ok: true, value: { id: shownId((outcome.value.answer as unknown as ToldDeclaration).declarationId) } }
    : outcome

function rowOf({ desks, platform }: ConsoleParts, listed: DeclarationListed): DeclarationRow {
  const total = (of: (each: Declaration['figures'][number]) => number) =>
    listed.figures.reduce((sum, each) => sum + of(each), 0)
  const { clearingId, clearingState } = listed
  return {
    ...{ id: shownId(listed.declarationId), provider: listed.provider },
    providerName: desks.providers.find(listed.provider)?.name ?? listed.provider,
    ...{ month: listed.month, state: listed.state, declaredOn: listed.declaredOn },
    ...{ count: total(({ count }) => count), totalFen: total(({ totalFen }) => totalFen) },
    ...{ fundFen: total(({ fundFen }) => fundFen), differences: listed.differencesCount, paidOn: listed.paidOn },
    ...declaredClock(desks.calendar, listed, platform.clock.today()),
    clearing: clearingId && clearingState ? { id: shownId(clearingId), state: clearingState } : null,
  }
}

const resolvedOf = (meeting: Meeting | null, id: string) =>
  meeting?.resolutions.find(({ difference }) => difference === id) ?? null

const differenceOf = (meeting: Meeting | null, each: Declaration['differences'][number]): DifferenceView => ({
  ...{ id: each.id, settlement: each.settlement, category: each.category, line: each.line, reason: each.reason },
  ...{ categoryTitle: categoryTitle(each.category), provider: each.provider, platform: each.platform },
  reasonText: reasonText(each, payerWords),
  resolution: resolvedOf(meeting, each.id)?.resolution ?? meeting?.rest ?? null,
  note: resolvedOf(meeting, each.id)?.note ?? '',
})

function viewOf(parts: ConsoleParts, listed: DeclarationListed): DeclarationView {
  const { meeting } = listed
  return {
    ...rowOf(parts, listed),
    figures: listed.figures.map(({ figuresId: _, payers, ...each }) => ({
      ...{ ...each, categoryTitle: categoryTitle(each.category) },
      payers: Object.entries(payers).map(([payer, amountFen]) => ({ payer, payerTitle: payerWords(payer), amountFen })),
    })),
    ...{ linesCount: listed.linesCount, linesSha256: listed.linesSha256, checkedAt: listed.checkedAt },
    differenceRows: listed.differences.slice(0, DIFFERENCES_SHOWN_MAX).map((each) => differenceOf(meeting, each)),
    meeting: meeting && {
      ...{ heldOn: meeting.heldOn, place: meeting.place, ofProvider: meeting.ofProvider },
      ...{ ofBureau: meeting.ofBureau, agreed: meeting.agreed, rest: meeting.rest },
    },
    steps: listed.steps.map((each) => ({ ...each, at: each.at.slice(0, 19) })),
  }
}

const filterOf = ({ month, state, provider }: DeclarationQuery): DeclarationFilter => ({
  ...{ ...(month && { month }), ...(state && { state }), ...(provider && { provider }) },
})

export async function page(
  parts: ConsoleParts,
  asker: Asker,
  query: DeclarationQuery,
): Promise<Outcome<DeclarationPage>> {
  const { page: number, size, offset } = pageOf(query)
  const filter = filterOf(query)
  const [{ rows, total }, months] = await asker.read(async (reader) => [
    await declarationsOf(reader, { ...filter, offset, limit: size }),
    await declaredMonths(reader, filter),
  ])
  const today = parts.platform.clock.today()
  const clocks = months.map((each) => ({ ...each, ...declaredClock(parts.desks.calendar, each, today) }))
  const count = (is: (each: (typeof clocks)[number]) => boolean) => clocks.filter(is).length
  const clock = {
    ...{ declared: clocks.length, reconciled: count(({ isReconciled }) => isReconciled) },
    paidInTime: count(({ paidOn, isLate }) => paidOn !== null && !isLate),
    paidLate: count(({ paidOn, isLate }) => paidOn !== null && isLate),
    open: count(({ paidOn }) => paidOn === null),
    overdue: count(({ paidOn, isLate }) => paidOn === null && isLate),
    withDifferences: count(({ differencesCount }) => differencesCount > 0),
  }
  return { ok: true, value: { rows: rows.map((row) => rowOf(parts, row)), total, page: number, size, clock } }
}

async function found(asker: Asker, id: string): Promise<Outcome<DeclarationListed>> {
  const uuid = identifierIn(id)
  const own = uuid && (await asker.read((reader) => findDeclaration(reader, uuid)))
  if (!own) return notFound(id)
  const { provider, month, state } = own
  const { rows } = await asker.read((reader) =>
    declarationsOf(reader, { provider, month, state, offset: 0, limit: 50 }),
  )
  const listed = rows.find(({ declarationId }) => declarationId === uuid)
  return listed ? { ok: true, value: listed } : notFound(id)
}

export async function oneDeclaration(parts: ConsoleParts, asker: Asker, id: string): Promise<Outcome<DeclarationView>> {
  const listed = await found(asker, id)
  return listed.ok ? { ok: true, value: viewOf(parts, listed.value) } : listed
}

export async function declare(
  { desks }: ConsoleParts,
  asker: Asker,
  { key, month, figures, list }: DeclarationBody,
): Promise<Outcome<DoneView>> {
  const provider = desks.providers.find(asker.principal.provider)
  if (!provider) return refused('not_found', { what: '本账号的机构' })
  const message = consoleMessage<ToldDeclaration>(asker, `declaration ${key}`, { month, figures, list })
  const own = figures.map(({ payers, ...each }) => ({
    ...each,
    payers: Object.fromEntries(payers.map(({ payer, amountFen }) => [payer, amountFen])),
  }))
  const { code, area } = provider
  const asked = { provider: code, area, month, figures: own, list, isOneOfMany: false }
  return done(await desks.declarations.declare(message, asked))
}

export type DeclarationStepAsked = 'check' | 'agree' | 'object' | 'withdraw'

export async function step(
  { desks, platform }: ConsoleParts,
  asker: Asker,
  id: string,
  next: DeclarationStepAsked,
  note: string,
): Promise<Outcome<DoneView>> {
  const declaration = await found(asker, id)
  if (!declaration.ok) return declaration
  const { declarationId, steps } = declaration.value
  // A click that is sent twice is one step; a check may be asked for again and again.
  const round = next === 'check' ? platform.clock.now() : steps.length
  const message = consoleMessage<ToldDeclaration>(asker, `${next} ${declarationId} ${round}`, { note })
  return done(await desks.declarations.step(message, declaration.value, { step: next, note }))
}

export async function meet(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  meeting: MeetingBody,
): Promise<Outcome<DoneView>> {
  const declaration = await found(asker, id)
  if (!declaration.ok) return declaration
  const { declarationId, steps } = declaration.value
  const message = consoleMessage<ToldDeclaration>(asker, `meet ${declarationId} ${steps.length}`, meeting)
  return done(await desks.declarations.step(message, declaration.value, { step: 'meet', note: '', meeting }))
}

const SIDES = ['count', 'totalFen', 'fundFen', 'accountFen', 'cashFen'] as const
const HEAD = [
  ...['结算编号', '清算类别', '明细行', '原因'],
  ...['机构人次', '机构医疗费总额', '机构基金支付', '机构个人账户', '机构现金'],
  ...['平台人次', '平台医疗费总额', '平台基金支付', '平台个人账户', '平台现金', '处理结果', '说明'],
]

export async function differencesFile(parts: ConsoleParts, asker: Asker, id: string): Promise<Outcome<string>> {
  const declaration = await found(asker, id)
  if (!declaration.ok) return declaration
  const { provider, month, differences, differencesCount, checkedAt, meeting } = declaration.value
  const cellsOf = (side: DifferenceView['provider']) =>
    SIDES.map((name) => {
      const value = side?.[name]
      if (value === undefined) return ''
      return name === 'count' ? value : yuanText(value as Fen)
    })
  const rows = differences.map((each) => {
    const row = differenceOf(meeting, each)
    const resolution = row.resolution === null ? '' : RESOLUTIONS[row.resolution]
    return [
      ...[row.settlement, `${row.category} ${row.categoryTitle}`, row.line ?? '', row.reasonText.zh],
      ...[...cellsOf(row.provider), ...cellsOf(row.platform), resolution, row.note],
    ]
  })
  const name = parts.desks.providers.find(provider)?.name ?? provider
  const text = [
    CSV_BEGIN,
    csvRow(['机构', name, '月份', month, '核对时间', checkedAt, '差异', differencesCount]),
    csvRow(HEAD),
    ...rows.map(csvRow),
  ]
  return { ok: true, value: text.join('') }
}
