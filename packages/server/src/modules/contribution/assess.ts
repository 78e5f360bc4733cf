// 核定 of a month or a year, and 移交 of what was assessed, in messages of many charges.
import { contribution, type Fen, yuanText } from '@yibao/kernel'
import { chargesAssessed, chargesHandedOver, handOverFile } from './charge.ts'
import type { Charge } from './model.ts'
import { lookAgain } from './money.ts'
import * as store from './store.ts'
import { MONTH, plain, rulesFor, stop, type Working } from './working.ts'

const CHARGES_PER_MESSAGE = 200
const LINES_PER_MESSAGE = 2000
const BATCH_CHARGES = 5000
const YEAR = /^\d{4}$/
const yuan = (amount: number): string => yuanText(amount as Fen)

export interface HandedOver {
  readonly batchId: string
  readonly charges: number
  readonly amountFen: number
  readonly sha256: string
  readonly text: string
}

export async function assess(working: Working, period: string) {
  const { reader, submit } = working
  if (!MONTH.test(period) && !YEAR.test(period)) stop('contribution_period', { period: period.slice(0, 20) })
  const rules = await rulesFor(working, period)
  const assessed = MONTH.test(period)
    ? contribution.assessEmployees((await store.employeesToCharge(reader, period)).map(employee), rules, period)
    : contribution.assessResidents(await store.residentsToCharge(reader, Number(period)), rules, Number(period))
  const before = await store.chargesBefore(reader, period)
  const numbered = assessed.map((each) => ({
    assessed: each,
    chargeNo: contribution.chargeNoOf(
      each,
      1 + (before.get(`${each.payer} ${each.payerKind === 'body' ? each.area : ''}`) ?? 0),
    ),
  }))
  for (const charges of chunksOf(numbered)) await submit(chargesAssessed, `assess ${period}`, plain({ charges }))
  await lookAgain(
    working,
    numbered.map(({ chargeNo }) => chargeNo),
  )
  return {
    charges: numbered.length,
    people: numbered.reduce((sum, { assessed: { lines } }) => sum + lines.length, 0),
    amountFen: numbered.reduce((sum, { assessed: { amountFen } }) => sum + amountFen, 0),
  }
}

/** What an employer would be charged for a month if it were assessed now. */
export async function foreseen(
  working: Pick<Working, 'reader' | 'rules'>,
  employerNo: string,
  period: string,
): Promise<contribution.Assessed | undefined> {
  const rules = await rulesFor(working, period)
  const people = await store.employeesToCharge(working.reader, period, employerNo)
  const assessed = contribution.assessEmployees(people.map(employee), rules, period)
  return assessed.find(({ payer }) => payer === employerNo)
}

const employee = ({ employerNo, wageFen, ...rest }: store.EmployeeFound): contribution.EmployeeInMonth => ({
  ...rest,
  employerNo: employerNo ?? undefined,
  wageFen: (wageFen ?? 0) as Fen,
})

/** A charge of many people is a message of its own; small ones go together. */
function* chunksOf<T extends { readonly assessed: contribution.Assessed }>(
  charges: readonly T[],
): Generator<readonly T[]> {
  let chunk: T[] = []
  let lines = 0
  for (const charge of charges) {
    if (
      chunk.length > 0 &&
      (chunk.length >= CHARGES_PER_MESSAGE || lines + charge.assessed.lines.length > LINES_PER_MESSAGE)
    ) {
      yield chunk
      chunk = []
      lines = 0
    }
    chunk.push(charge)
    lines += charge.assessed.lines.length
  }
  if (chunk.length > 0) yield chunk
}

export async function handOver({ reader, submit }: Working): Promise<readonly HandedOver[]> {
  const files: HandedOver[] = []
  for (;;) {
    const charges: Charge[] = await store.chargesToHandOver(reader, BATCH_CHARGES)
    if (charges.length === 0) return files
    const { text, sha256 } = handOverFile(charges, yuan)
    const input = plain({ charges: charges.map(({ chargeNo }) => chargeNo), sha256 })
    const told = await submit<{ batchId: string; charges: number; amountFen: number }>(
      chargesHandedOver,
      'hand over',
      input,
    )
    files.push({ ...told, sha256, text })
  }
}
