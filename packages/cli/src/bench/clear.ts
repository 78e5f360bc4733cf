// `bench clear`: a year of a whole area closed from its table of cases to its tables of results, beside reading the table alone.
import { FaultList, type Fen, payment } from '@yibao/kernel'
import { machine } from '@yibao/lab'
import { readPaymentFile } from '@yibao/policy'
import { caseTable, methodTable, monthTable, providerTable, statementTable } from '../clear/tables.ts'

export interface ClearBenchOptions {
  readonly cases: number
  readonly providers: number
  readonly rounds: number
  readonly config: string
  readonly onProgress: (what: string) => void
}

export interface ClearBench {
  readonly name: 'clear'
  readonly unit: 'cases/s in all'
  readonly value: number
  readonly p50: number
  readonly p99: number
  readonly n: number
  readonly machine: string
  readonly providers: number
  readonly groups: number
  readonly inputMiB: number
  readonly outputMiB: number
  /** Milliseconds of the median round by the clock on the wall, and of processor time over all. */
  readonly readMs: number
  readonly clearMs: number
  readonly writeMs: number
  readonly totalMs: number
  readonly cpuMs: number
  /** Reading and splitting the same table, nothing looked at. */
  readonly splitOnlyMs: number
  readonly rssMiB: number
}

const GROUPS = 600
const LEVELS = ['level_3', 'level_2', 'level_1'] as const
const MIB = 1024 * 1024

/** A linear congruential sequence: the same cases on every machine. */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')

export function benchCases(cases: number, providers: number): string {
  const next = sequence(2025)
  const lines = [
    'record_id,provider,level,scheme,county,person,admitted_on,discharged_on,drg,status,cost,fund,department',
  ]
  for (let at = 0; at < cases; at += 1) {
    const provider = Math.floor(next() * next() * providers)
    const group = Math.floor(next() * GROUPS)
    const spread = 0.35 + next() * next() * 3
    const cost = Math.round((0.3 + (group % 40) / 12) * 9000 * spread * 100)
    const fund = Math.floor(cost * (0.55 + next() * 0.25))
    const month = 1 + Math.floor(next() * 12)
    const day = 1 + Math.floor(next() * 20)
    lines.push(
      `C${String(at).padStart(7, '0')},H${String(provider).padStart(3, '0')},${LEVELS[provider % 3]},${next() < 0.4 ? 'employee' : 'resident'},county${provider % 9},P${Math.floor(next() * cases)},2025-${twoDigits(month)}-${twoDigits(day)},2025-${twoDigits(month)}-${twoDigits(day + 1 + (group % 8))},G${String(group).padStart(3, '0')},${next() < 0.02 ? 'ungrouped' : 'grouped'},${(cost / 100).toFixed(2)},${(fund / 100).toFixed(2)},D${group % 30}`,
    )
  }
  return `${lines.join('\n')}\n`
}

function benchWeights(): string {
  const lines = Array.from(
    { length: GROUPS },
    (_, at) => `G${String(at).padStart(3, '0')},${(0.3 + (at % 40) / 12).toFixed(4)}`,
  )
  return `group,weight\n${lines.join('\n')}\n`
}

interface Round {
  readonly readMs: number
  readonly clearMs: number
  readonly writeMs: number
  readonly cpuMs: number
  readonly splitOnlyMs: number
  readonly outputBytes: number
}

function refuse(faults: FaultList): void {
  if (faults.refuses) throw new Error(`The bench's tables are refused: ${JSON.stringify(faults.faults[0])}`)
}

function oneRound(rules: payment.PaymentRules, text: string, weights: string): Round {
  const cpuAt = process.cpuUsage()
  const startedAt = performance.now()
  const faults = new FaultList()
  const groups = payment.readWeights('weights.csv', weights, faults)
  const cases = payment.readCaseTable('cases.csv', text, faults)
  refuse(faults)
  const readAt = performance.now()
  const closed = payment.clearYear({ rules, tables: { groups, providers: new Map() }, cases })
  const gap = closed.statements.find(({ unexplainedFen }) => unexplainedFen !== 0)
  if (gap) throw new Error(`The bench's year does not close: ${gap.line}`)
  const clearedAt = performance.now()
  const output = outputOf(rules, closed, closed.amounts)
  const writtenAt = performance.now()
  const { user, system } = process.cpuUsage(cpuAt)
  let cells = 0
  for (const row of payment.csvRows(text)) cells += row.cells.length
  if (cells === 0) throw new Error('Nothing was read')
  return {
    ...{ readMs: readAt - startedAt, clearMs: clearedAt - readAt, writeMs: writtenAt - clearedAt },
    ...{ cpuMs: (user + system) / 1000, splitOnlyMs: performance.now() - writtenAt, outputBytes: output },
  }
}

function outputOf(
  rules: payment.PaymentRules,
  closed: payment.YearClosed,
  amounts: ReadonlyMap<payment.Kept, Fen>,
): number {
  const { posted, months, rows, statements } = closed
  const all = [
    caseTable(rules, amounts),
    methodTable(rules, posted.postings),
    monthTable(months),
    providerTable(rows),
    statementTable(statements),
  ]
  return all.reduce((sum, { text }) => sum + text.length, 0)
}

export function benchClear({ cases, providers, rounds, config, onProgress }: ClearBenchOptions): ClearBench {
  const { rules } = readPaymentFile(config)
  if (!rules) throw new Error(`${config} is refused`)
  const [text, weights] = [benchCases(cases, providers), benchWeights()]
  const done: Round[] = []
  for (let round = 0; round < rounds; round += 1) {
    onProgress(`clear: ${round + 1} / ${rounds}`)
    done.push(oneRound(rules, text, weights))
  }
  const total = ({ readMs, clearMs, writeMs }: Round): number => readMs + clearMs + writeMs
  const sorted = [...done].sort((a, b) => total(a) - total(b))
  const middle = sorted[Math.floor(sorted.length / 2)]!
  const totalMs = total(middle)
  const whole = (value: number): number => Math.round(value)
  return {
    ...{ name: 'clear', unit: 'cases/s in all', value: whole((cases * 1000) / totalMs), n: cases, machine: machine() },
    ...{ p50: whole(totalMs), p99: whole(total(sorted.at(-1)!)), providers, groups: GROUPS },
    ...{ inputMiB: whole(text.length / MIB), outputMiB: whole(middle.outputBytes / MIB) },
    ...{ readMs: whole(middle.readMs), clearMs: whole(middle.clearMs), writeMs: whole(middle.writeMs) },
    ...{ totalMs: whole(totalMs), cpuMs: whole(middle.cpuMs), splitOnlyMs: whole(middle.splitOnlyMs) },
    rssMiB: whole(process.memoryUsage.rss() / MIB),
  }
}

export const clearText = (bench: ClearBench): string =>
  [
    `clear, ${bench.n.toLocaleString('en-US')} cases, ${bench.providers} providers, ${bench.groups} groups, ${bench.machine}`,
    '',
    '| what | ms |',
    '|---|---|',
    `| read the tables (${bench.inputMiB} MiB) | ${bench.readMs} |`,
    `| twelve months and the year | ${bench.clearMs} |`,
    `| tables of results (${bench.outputMiB} MiB) | ${bench.writeMs} |`,
    `| in all, by the clock on the wall | ${bench.totalMs} |`,
    `| processor time | ${bench.cpuMs} |`,
    `| the table split into cells, nothing looked at | ${bench.splitOnlyMs} |`,
    '',
    `${bench.value.toLocaleString('en-US')} cases/s, ${bench.rssMiB} MiB`,
    '',
  ].join('\n')
