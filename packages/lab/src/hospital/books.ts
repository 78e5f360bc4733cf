// A provider's own books: settlements and their undoing, day by day, as its side of the reconciliation.
import { type Fen, fen, sumFen } from '@yibao/kernel'
import type { Acknowledged } from './memory.ts'

export interface BookRow {
  readonly settlementId: string
  readonly visitId: string
  readonly personNo: string
  readonly totalFen: Fen
  readonly fundFen: Fen
  readonly accountFen: Fen
  readonly cashFen: Fen
  /** The row takes back an earlier settlement; its amounts are below zero. */
  readonly refund: boolean
}

/** What a provider compares with the platform in one message: one day, insurance, kind of clearing and agency. */
export interface Statement {
  readonly provider: string
  /** Day of the settlement time that the platform answered. */
  readonly on: string
  readonly insurance: string
  readonly clearing: string
  readonly agency: string
  readonly rows: readonly BookRow[]
}

export interface StatementTotals {
  readonly totalFen: Fen
  readonly fundFen: Fen
  readonly accountFen: Fen
  readonly cashFen: Fen
  readonly count: number
}

export const totalsOf = (rows: readonly BookRow[]): StatementTotals => ({
  totalFen: sumFen(rows.map(({ totalFen }) => totalFen)),
  fundFen: sumFen(rows.map(({ fundFen }) => fundFen)),
  accountFen: sumFen(rows.map(({ accountFen }) => accountFen)),
  cashFen: sumFen(rows.map(({ cashFen }) => cashFen)),
  count: rows.length,
})

interface OpenStatement extends Statement {
  readonly rows: BookRow[]
}

const SETTLED = new Set(['2102', '2207', '2304'])
const UNDONE = new Set(['2103', '2208', '2305'])

export class Books {
  readonly #statements = new Map<string, OpenStatement>()
  readonly #byMessage = new Map<string, { statement: OpenStatement; row: BookRow }>()
  readonly #bySettlement = new Map<string, OpenStatement>()

  /** Every acknowledged answer is entered once, in the order in which it came. */
  enter(answer: Acknowledged): void {
    const { infno, facts } = answer
    if (infno === '2601') this.#takeOut(String(facts.reverses))
    else if (SETTLED.has(infno)) this.#add(answer, false)
    else if (UNDONE.has(infno)) this.#add(answer, true)
  }

  /** Statements with rows of a day, and of every day when none is named. */
  statements(on?: string): Statement[] {
    return [...this.#statements.values()].filter(
      (statement) => statement.rows.length > 0 && (on === undefined || statement.on === on),
    )
  }

  /** Rows of a provider's other statements of the same day and clearing. */
  rowsBeside({ provider, on, clearing, insurance }: Statement): BookRow[] {
    return this.statements(on)
      .filter((other) => other.provider === provider && other.clearing === clearing && other.insurance !== insurance)
      .flatMap(({ rows }) => rows)
  }

  /** Reconciled statements need not be kept. */
  close(statement: Statement): void {
    this.#statements.delete(keyOf(statement))
  }

  /** A reversed message never counted. */
  #takeOut(msgid: string): void {
    const entered = this.#byMessage.get(msgid)
    if (!entered) return
    entered.statement.rows.splice(entered.statement.rows.indexOf(entered.row), 1)
    this.#byMessage.delete(msgid)
  }

  #add({ facts, provider, personNo, msgid }: Acknowledged, refund: boolean): void {
    const settlementId = String(facts.settlementId)
    const original = refund ? this.#bySettlement.get(String(facts.undoes)) : undefined
    const statement = this.#open({
      provider,
      on: String(facts.settledAt).slice(0, 10),
      insurance: String(facts.insurance),
      // The answer of an undoing need not repeat where it is cleared.
      clearing: String(facts.clearing) || (original?.clearing ?? ''),
      agency: String(facts.agency) || (original?.agency ?? ''),
    })
    const money = (name: string): Fen => fen(Number(facts[name]))
    const row: BookRow = {
      settlementId,
      visitId: String(facts.visitId),
      personNo,
      totalFen: money('totalFen'),
      fundFen: money('fundFen'),
      accountFen: money('accountFen'),
      cashFen: money('cashFen'),
      refund,
    }
    statement.rows.push(row)
    this.#byMessage.set(msgid, { statement, row })
    this.#bySettlement.set(settlementId, statement)
  }

  #open(head: Omit<Statement, 'rows'>): OpenStatement {
    const key = keyOf(head)
    const statement = this.#statements.get(key) ?? { ...head, rows: [] }
    this.#statements.set(key, statement)
    return statement
  }
}

const keyOf = ({ provider, on, insurance, clearing, agency }: Omit<Statement, 'rows'>): string =>
  [provider, on, insurance, clearing, agency].join(' ')
