// 核定 and 移交: charges are made once for each payer, period and fund, and handed over to the tax office in files.
import { createHash } from 'node:crypto'
import {
  accepted,
  type contribution,
  type Day,
  type Fen,
  type Fund,
  type JournalEntry,
  post,
  refused,
} from '@yibao/kernel'
import type { Kind, Row } from '../../platform/index.ts'
import { type Charge, COLLECTION, payerSubject } from './model.ts'
import { batchRow, chargeRow, chargeUpdate, HAND_OVER_FACTS, lineRow } from './store.ts'

export interface ChargeChunk {
  readonly charges: readonly { readonly assessed: contribution.Assessed; readonly chargeNo: string }[]
}

export const chargesAssessed: Kind<ChargeChunk> = {
  name: 'contribution.assessed',
  subjects: ({ charges }) => charges.map(({ assessed }) => subjectOf(assessed)) as [string, ...string[]],
  conflicts: { contribution_charge_pkey: 'charge_exists', contribution_line_once: 'charge_exists' },
  decide: ({ charges }, _, { opId, today }) => {
    const made = charges.map(({ assessed, chargeNo }) => ({ assessed, charge: newCharge(assessed, chargeNo, today) }))
    return accepted({
      answer: { charges: charges.length },
      rows: {
        insert: {
          contribution_charge: made.map(({ charge }) => chargeRow(charge)),
          contribution_line: made.flatMap(({ assessed, charge }) =>
            assessed.lines.map((line) => lineRow(line, charge)),
          ),
        },
      },
      journals: byArea(made.map(({ charge }) => charge)).flatMap((sum) =>
        post({ kind: 'contribution_charged', id: opId, on: today, ...sum }),
      ),
      event: { charges: charges.length },
    })
  },
}

/** Bodies are charged area by area, so each area is a payer of its own. */
const subjectOf = ({ payerKind, payer, area }: contribution.Assessed): string =>
  payerSubject(payerKind, payerKind === 'body' ? `${payer}:${area}` : payer)

function newCharge(assessed: contribution.Assessed, chargeNo: string, today: Day): Charge {
  const { payerKind, payer, area, fund, period, amountFen, dueOn, lines } = assessed
  return {
    ...{
      chargeNo,
      personNo: subjectOf(assessed),
      kind: 'contribution',
      payerKind,
      payer,
      area,
      fund,
      period,
      amountFen,
    },
    ...{ people: lines.length, dueOn, state: 'assessed', assessedOn: today },
    ...{ batchId: null, receiptNo: null, arrivalNo: null, confirmedOn: null },
  }
}

interface AreaSum {
  readonly fund: Fund
  readonly area: string
  readonly amountFen: Fen
}

/** One journal for each fund and area of a message. */
export function byArea(
  rows: readonly { readonly fund: string; readonly area: string; readonly amountFen: number }[],
): AreaSum[] {
  return [...Map.groupBy(rows, ({ fund, area }) => `${fund} ${area}`).values()].map((group) => {
    const [{ fund, area }] = group as [AreaSum, ...AreaSum[]]
    return { fund, area, amountFen: group.reduce((sum, each) => sum + each.amountFen, 0) as Fen }
  })
}

export type Journals = readonly JournalEntry[]

const HEAD = '征缴单号,缴费人类别,缴费人编号,基金,所属期,人数,金额,缴款期限'
const PAYERS: Readonly<Record<contribution.PayerKind, string>> = { employer: '单位', person: '个人', body: '资助方' }

/** The same charges give the same file, to the byte. */
export function handOverFile(
  charges: readonly Charge[],
  yuan: (fen: number) => string,
): { text: string; sha256: string } {
  const rows = charges.map(({ chargeNo, payerKind, payer, fund, period, people, amountFen, dueOn }) =>
    [chargeNo, PAYERS[payerKind], payer, fund, period, people, yuan(amountFen), dueOn].join(','),
  )
  const text = [HEAD, ...rows, ''].join('\r\n')
  return { text, sha256: createHash('sha256').update(text).digest('hex') }
}

export interface HandOver {
  readonly charges: readonly string[]
  readonly sha256: string
}

/** Only charges that nobody has handed over; a charge is in one file. */
export const chargesHandedOver: Kind<HandOver, { readonly charges: readonly Charge[] }> = {
  name: 'contribution.handed_over',
  subjects: () => [COLLECTION],
  facts: { sql: HAND_OVER_FACTS, args: ({ charges }) => ({ charges: [...charges] }) },
  decide: ({ charges: numbers, sha256 }, { facts: { charges } }, { newId, now }) => {
    if (charges.length !== numbers.length || charges.some(({ state }) => state !== 'assessed'))
      return refused('charge_exists', {})
    const batchId = newId()
    const amountFen = charges.reduce((sum, each) => sum + each.amountFen, 0)
    const sent: Row = { state: 'sent', batch_id: batchId }
    return accepted({
      answer: { batchId, charges: charges.length, amountFen },
      rows: {
        insert: { contribution_batch: [batchRow({ batchId, sha256, charges: charges.length, amountFen, at: now })] },
        update: { contribution_charge: charges.map((charge) => chargeUpdate(charge, sent)) },
      },
      event: { batchId },
      objects: [batchId],
    })
  },
}
