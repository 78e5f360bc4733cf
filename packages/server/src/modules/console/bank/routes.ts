// 银行对账 at the console: the finance office uploads what the bank gave, explains what does not meet, and another person agrees.
import {
  type BankNoteBody,
  type BankPage,
  type BankQuery,
  type BankStatementBody,
  type BankStatementRow,
  type BankStatementView,
  bankNoteBody,
  bankPage,
  bankQuery,
  bankStatementBody,
  bankStatementView,
  bankStepBody,
  type DoneView,
  doneView,
} from '@yibao/contract/rest'
import { type Fen, FUNDS, type Outcome, refused, yuanText } from '@yibao/kernel'
import { Type } from 'typebox'
import type { Receipt, Routes } from '../../../platform/index.ts'
import {
  BANK_ACCOUNTS,
  type BankStatement,
  findStatement,
  type Reconciled,
  statementsOf,
  type ToldStatement,
} from '../../bank/index.ts'
import { shownId } from '../../gateway/index.ts'
import { type Asker, askerOf } from '../asker.ts'
import { CSV_BEGIN, csvRow } from '../csv.ts'
import { consoleMessage } from '../flows/propose.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'
import { fundTitle } from '../words.ts'

/** No entity of its own in the books. */
const NO_ENTITY = new Set(['outside', 'provider', 'personal_account'])
const ENTITIES: readonly string[] = FUNDS.filter((fund) => !NO_ENTITY.has(fund))

const isWhole = ({ principal }: Asker): boolean => principal.area === '' && principal.provider === ''
const done = (outcome: Outcome<Receipt>): Outcome<DoneView> =>
  outcome.ok
    ? { ok: true, value: { id: shownId((outcome.value.answer as unknown as ToldStatement).statementId) } }
    : outcome

const rowOf = (statement: BankStatement): BankStatementRow => {
  const { statementId, fund, account, month, openingFen, closingFen, items, state } = statement
  const { title, titleEn } = fundTitle(fund)
  return {
    ...{ id: shownId(statementId), fund, fundTitle: title, fundTitleEn: titleEn, account, month },
    ...{ openingFen, closingFen, lines: items.length, state },
  }
}

async function page(asker: Asker, query: BankQuery): Promise<Outcome<BankPage>> {
  const { page: number, size, offset } = pageOf(query)
  const { state, month } = query
  const filter = { ...(state && { state }), ...(month && { month }), offset, limit: size }
  const { rows, total } = await asker.read((reader) => statementsOf(reader, filter))
  const funds = ENTITIES.map((fund) => ({ fund, ...fundTitle(fund) }))
  return { ok: true, value: { rows: rows.map(rowOf), total, page: number, size, funds } }
}

async function found(asker: Asker, id: string): Promise<BankStatement | undefined> {
  const uuid = identifierIn(id)
  return uuid ? asker.read((reader) => findStatement(reader, uuid)) : undefined
}

/** A reference of our own is an identifier as people see it; the bank's stays what it is. */
const shown = (reference: string): string =>
  /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(reference) ? shownId(reference) : reference

const viewOf = async ({ desks }: ConsoleParts, statement: BankStatement): Promise<BankStatementView> => {
  const [book, seen] = [await desks.bank.book(statement), await desks.bank.look(statement)]
  const { open, ...figures } = seen
  return {
    ...rowOf(statement),
    ...{ sha256: statement.sha256, bookOpeningFen: book.openingFen, bookClosingFen: book.closingFen, ...figures },
    open: open.map(({ note, ...item }) => ({
      ...item,
      note: note && { kind: note.kind, note: note.note, by: note.by, at: note.at.slice(0, 19) },
    })),
    steps: statement.steps.map((each) => ({ ...each, at: each.at.slice(0, 19) })),
  }
}

async function one(parts: ConsoleParts, asker: Asker, id: string): Promise<Outcome<BankStatementView>> {
  const statement = await found(asker, id)
  if (!statement) return refused('not_found', { what: `对账单 ${id.slice(0, 40)}` })
  return { ok: true, value: await viewOf(parts, statement) }
}

async function upload(parts: ConsoleParts, asker: Asker, body: BankStatementBody): Promise<Outcome<DoneView>> {
  if (!isWhole(asker)) return refused('booking_whole_area', {})
  if (!ENTITIES.includes(body.fund)) return refused('not_found', { what: `基金 ${body.fund}` })
  const { key, ...asked } = body
  const message = consoleMessage<ToldStatement>(asker, `bank ${key}`, asked)
  return done(await parts.desks.bank.upload(message, asked))
}

type Step = 'note' | 'agree' | 'reopen' | 'withdraw'

async function step(
  { desks }: ConsoleParts,
  asker: Asker,
  id: string,
  next: Step,
  { key, note, ...item }: Pick<BankNoteBody, 'key' | 'note'> & Partial<BankNoteBody>,
): Promise<Outcome<DoneView>> {
  if (!isWhole(asker)) return refused('booking_whole_area', {})
  const statement = await found(asker, id)
  if (!statement) return refused('not_found', { what: `对账单 ${id.slice(0, 40)}` })
  const { side, reference, kind } = item
  const named = side && reference !== undefined && kind ? { side, reference, kind } : undefined
  const message = consoleMessage<ToldStatement>(asker, `bank ${next} ${key}`, { id, note, ...item })
  const asked = { step: next, note, ...(named && { item: named }) }
  return done(await desks.bank.step(message, statement.statementId, asked))
}

const SIDES = { book: '我方有、银行无', bank: '银行有、我方无', both: '金额不同' } as const
const KINDS: Readonly<Record<string, string>> = {
  ...{ in_transit: '在途', not_booked: '我方未入账', fee: '银行手续费' },
  ...{ bank_error: '银行差错', own_error: '我方差错', other: '其他' },
}

/** 银行存款余额调节表. */
async function exported(parts: ConsoleParts, asker: Asker, id: string): Promise<Outcome<string>> {
  const statement = await found(asker, id)
  if (!statement) return refused('not_found', { what: `对账单 ${id.slice(0, 40)}` })
  const view = await viewOf(parts, statement)
  const yuan = (fen: number | null): string => (fen === null ? '' : yuanText(fen as Fen))
  const account = BANK_ACCOUNTS[statement.account]
  const head: readonly (readonly string[])[] = [
    ['银行存款余额调节表', `${view.fundTitle} ${account} ${view.month}`],
    ['银行对账单余额', yuan(view.closingFen)],
    ['银行存款日记账余额', yuan(view.bookClosingFen)],
    ['调节后相差', yuan(view.unexplainedFen)],
    ['未达账项', '编号', '日期', '金额(元)', '另一方金额(元)', '账龄(天)', '原因', '说明', '说明人'],
  ]
  const rows = view.open.map(({ side, reference, on, amountFen, otherFen, ageDays, note }) => [
    ...[SIDES[side], shown(reference), on, yuan(amountFen), yuan(otherFen), String(ageDays)],
    ...[KINDS[note?.kind ?? ''] ?? '', note?.note ?? '', note?.by ?? ''],
  ])
  return { ok: true, value: [CSV_BEGIN, ...[...head, ...rows].map((cells) => csvRow([...cells]))].join('') }
}

export type { Reconciled }

const params = Type.Object({ id: Type.String({ minLength: 1, maxLength: 40 }) })
const CSV: Record<string, unknown> = { 200: Type.String({ contentMediaType: 'text/csv' }) }

type Replying = { refuse(refusal: Extract<Outcome<unknown>, { ok: false }>): unknown }
async function answered<T>(reply: Replying, outcome: Promise<Outcome<T>>): Promise<T> {
  const known = await outcome
  return (known.ok ? known.value : reply.refuse(known)) as T
}

export const bankRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const read = { permission: 'booking:read' } as const
    const write = { permission: 'booking:propose' } as const
    app.get(
      '/bank-statements',
      { config: read, schema: { summary: '银行对账单', querystring: bankQuery, response: { 200: bankPage } } },
      (request, reply) => answered(reply, page(askerOf(parts, request), request.query)),
    )
    app.get(
      '/bank-statements/:id',
      { config: read, schema: { summary: '一份对账单与未达账项', params, response: { 200: bankStatementView } } },
      (request, reply) => answered(reply, one(parts, askerOf(parts, request), request.params.id)),
    )
    app.get(
      '/bank-statements/:id/export',
      { config: read, schema: { summary: '银行存款余额调节表(CSV)', params, response: CSV } },
      async (request, reply) => {
        const outcome = await exported(parts, askerOf(parts, request), request.params.id)
        if (!outcome.ok) return reply.refuse(outcome)
        reply.header('content-type', 'text/csv; charset=utf-8')
        reply.header('content-disposition', `attachment; filename="bank-${parts.platform.clock.today()}.csv"`)
        return reply.send(outcome.value)
      },
    )
    app.post(
      '/bank-statements',
      { config: write, schema: { summary: '上传对账单', body: bankStatementBody, response: { 200: doneView } } },
      (request, reply) => answered(reply, upload(parts, askerOf(parts, request), request.body)),
    )
    app.post(
      '/bank-statements/:id/notes',
      {
        config: write,
        schema: { summary: '说明一项未达账项', params, body: bankNoteBody, response: { 200: doneView } },
      },
      (request, reply) =>
        answered(reply, step(parts, askerOf(parts, request), request.params.id, 'note', request.body)),
    )
    const steps = [
      { path: 'agreement', next: 'agree', permission: 'booking:approve', summary: '确认对账，须由上传、说明以外的人' },
      { path: 'reopening', next: 'reopen', permission: 'booking:approve', summary: '撤销确认' },
      { path: 'withdrawal', next: 'withdraw', permission: 'booking:propose', summary: '撤回对账单' },
    ] as const
    for (const { path, next, permission, summary } of steps)
      app.post(
        `/bank-statements/:id/${path}`,
        { config: { permission }, schema: { summary, params, body: bankStepBody, response: { 200: doneView } } },
        (request, reply) =>
          answered(reply, step(parts, askerOf(parts, request), request.params.id, next, request.body)),
      )
  }
