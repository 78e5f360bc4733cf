// `bench clear` from records: stays read, grouped in workers, priced, twelve months and the year cleared, tables written, in one run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Day, payment } from '@yibao/kernel'
import { machine, writeStaysOfYear } from '@yibao/lab'
import { readPaymentFile } from '@yibao/policy'
import { closeStays, deskScheme } from '../clear/desk.ts'
import { caseTable, methodTable, monthTable, providerTable, rolledTable, statementTable } from '../clear/tables.ts'

export interface StaysBenchOptions {
  readonly stays: number
  readonly providers: number
  readonly scheme: string
  readonly config: string
}

export interface StaysBench {
  readonly name: 'clear'
  readonly unit: 'stays/s in all'
  readonly value: number
  readonly n: number
  readonly machine: string
  readonly scheme: string
  readonly providers: number
  readonly grouped: number
  readonly inputMiB: number
  readonly outputMiB: number
  /** By the clock on the wall, and processor time over all threads. */
  readonly closedMs: number
  readonly writeMs: number
  readonly totalMs: number
  readonly cpuMs: number
  readonly rssMiB: number
  /** Mean load of the machine in the last minute, at the end: others may want the processors too. */
  readonly load: number
}

const MIB = 1024 * 1024
const SEED = 20_261_122

/** Tables of one closed year, as one list of texts. */
export function yearTables(rules: payment.PaymentRules, closed: payment.YearClosed): string[] {
  const all = [
    caseTable(rules, closed.amounts),
    rolledTable('groups.csv', 'group', ({ group }) => group, closed.amounts),
    rolledTable('departments.csv', 'department', ({ department }) => department, closed.amounts),
    methodTable(rules, closed.posted.postings),
    monthTable(closed.months),
    providerTable(closed.rows),
    statementTable(closed.statements),
  ]
  return all.flatMap((each) => (each ? [each.text] : []))
}

export async function benchClearStays(options: StaysBenchOptions): Promise<StaysBench> {
  const { rules } = readPaymentFile(options.config)
  if (!rules) throw new Error(`${options.config} is refused`)
  const scratch = mkdtempSync(join(tmpdir(), 'yibao-bench-clear-'))
  try {
    const input = join(scratch, 'stays.csv')
    const inputBytes = writeStaysOfYear(input, { ...options, year: rules.year, seed: SEED })
    const [cpuAt, startedAt] = [process.cpuUsage(), performance.now()]
    const { closed, groups } = await closeStays({
      ...{ rules, weights: undefined, input, at: 'final', workers: availableParallelism() },
      scheme: deskScheme(options.scheme, false, {}),
      defaults: { provider: '', level: '', scheme: '', settledOn: `${rules.year}-12-31` as Day },
    })
    const gap = closed.statements.find(({ unexplainedFen }) => unexplainedFen !== 0)
    if (gap) throw new Error(`The bench's year does not close: ${gap.line}`)
    const closedAt = performance.now()
    let outputBytes = 0
    for (const [at, text] of yearTables(rules, closed).entries()) {
      writeFileSync(join(scratch, `${at}.csv`), text)
      outputBytes += text.length
    }
    const totalMs = performance.now() - startedAt
    const { user, system } = process.cpuUsage(cpuAt)
    const whole = (value: number): number => Math.round(value)
    let grouped = 0
    for (const { status } of groups.values()) if (status === 'grouped') grouped += 1
    return {
      ...{ name: 'clear', unit: 'stays/s in all', value: whole((options.stays * 1000) / totalMs), n: options.stays },
      ...{ machine: machine(), scheme: options.scheme, providers: options.providers, grouped },
      ...{ inputMiB: whole(inputBytes / MIB), outputMiB: whole(outputBytes / MIB) },
      ...{ closedMs: whole(closedAt - startedAt), writeMs: whole(totalMs - (closedAt - startedAt)) },
      ...{ totalMs: whole(totalMs), cpuMs: whole((user + system) / 1000) },
      ...{ rssMiB: whole(process.resourceUsage().maxRSS / 1024), load: Math.round((loadavg()[0] ?? 0) * 10) / 10 },
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

export const clearStaysText = (bench: StaysBench): string =>
  [
    `clear, ${bench.n.toLocaleString('en-US')} stays, ${bench.providers} providers, ${bench.machine}, load ${bench.load}`,
    '',
    '| what | ms |',
    '|---|---|',
    `| stays read (${bench.inputMiB} MiB), ${bench.grouped.toLocaleString('en-US')} grouped, all priced, twelve months and the year | ${bench.closedMs} |`,
    `| tables of results (${bench.outputMiB} MiB) | ${bench.writeMs} |`,
    `| in all, by the clock on the wall | ${bench.totalMs} |`,
    `| processor time over all threads | ${bench.cpuMs} |`,
    '',
    `${bench.value.toLocaleString('en-US')} stays/s, at most ${bench.rssMiB} MiB`,
    '',
  ].join('\n')
