// What a message costs, as functions without a clock: whoever runs benchmarks times them.
import { fen } from '@yibao/kernel'
import { openRequest } from '../envelope.ts'
import { fingerprint } from '../fingerprint.ts'
import type { Json } from '../json.ts'
import { readInput } from '../read.ts'
import { transactions } from '../transactions.ts'
import { writeOutput } from '../write.ts'
import { sampleRequest } from './request.ts'
import type { Next } from './values.ts'

export interface BenchCase {
  readonly name: string
  /** One message. Results differ in shape only by what the message holds. */
  readonly run: () => unknown
}

const ROWS = 12

/** The same messages, parsed anew for each case, so that no case profits from another's hidden classes. */
export function interfaceBenchCases(next: Next): BenchCase[] {
  const settlement = JSON.stringify(sampleRequest('2207', next, { fill: 'all' }))
  const rows = JSON.stringify(sampleRequest('2204', next, { fill: 'all', rows: ROWS }))
  const inputOf = (body: string): Json => (JSON.parse(body) as { input: Json }).input
  const [settlementInput, rowsInput, fingerprinted] = [inputOf(settlement), inputOf(rows), inputOf(rows)]
  const answer = settlementAnswer()
  return [
    { name: 'read 2207 input', run: () => readInput(transactions['2207'], settlementInput) },
    { name: `read 2204 input, ${ROWS} rows`, run: () => readInput(transactions['2204'], rowsInput) },
    { name: '2207 from text: guard, parse, envelope, read', run: () => whole('2207', settlement) },
    { name: `2204 from text, ${ROWS} rows`, run: () => whole('2204', rows) },
    { name: `fingerprint of 2204, ${ROWS} rows`, run: () => fingerprint(fingerprinted) },
    { name: 'write 2207 answer', run: () => writeOutput(transactions['2207'], answer) },
    { name: 'write 2207 answer as text', run: () => JSON.stringify(writeOutput(transactions['2207'], answer)) },
  ]
}

function whole(infno: '2207' | '2204', body: string): unknown {
  const envelope = openRequest(body, undefined)
  return envelope.ok ? readInput(transactions[infno], envelope.value.input) : envelope
}

function settlementAnswer() {
  const input = { mdtrt_id: 'M1', setl_id: 'S1', psn_no: 'P1', psn_name: '张三', psn_cert_type: '01', certno: 'x' }
  const codes = { psn_type: '11', cvlserv_flag: '0', setl_time: '2026-06-01 08:30:00', med_type: '11', clr_type: '11' }
  const amounts = Object.entries(transactions['2207'].output.setlinfo.fields)
    .filter(([, field]) => field.kind === 'amount' || field.kind === 'ratio')
    .map(([name], at) => [name, fen(at * 1234)])
  const row = { fund_pay_type: '310100', inscp_scp_amt: fen(1), crt_payb_lmt_amt: fen(2), fund_payamt: fen(3) }
  const setlinfo = { ...input, ...codes, ...Object.fromEntries(amounts), medins_setl_id: 'M1' }
  return { setlinfo, setldetail: [row, { ...row, fund_pay_type: '310200' }] } as Parameters<
    typeof writeOutput<(typeof transactions)['2207']>
  >[1]
}
