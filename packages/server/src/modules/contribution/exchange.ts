// 每晚的交换: what the tax office and the treasury have left in a folder is taken in, what came in is credited, the day before is
// reconciled, and what was assessed is handed over. Whatever happens in between, the next night goes on: files twice, late or out of
// order change nothing, a file is put aside only after it was taken, and a hand-over whose file is missing is written again.
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, type Fen, type Outcome, type Refused, yuanText } from '@yibao/kernel'
import type { Actor, Clock, Jobs, Log } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import { handOverFile } from './charge.ts'
import { batches, chargesOfBatch } from './store.ts'

/** What a night needs of the desk. */
export interface ExchangeDesk {
  takeReceipts(path: string, actor: Actor): Promise<Outcome<unknown>>
  takeArrivals(path: string, actor: Actor): Promise<Outcome<unknown>>
  credit(actor: Actor): Promise<Outcome<{ readonly lines: number }>>
  reconcile(span: string, actor: Actor): Promise<Outcome<{ readonly open: number }>>
  handOver(actor: Actor): Promise<Outcome<unknown>>
  interest(year: string, actor: Actor): Promise<Outcome<unknown>>
}

export interface Exchange {
  readonly desk: ExchangeDesk
  readonly reader: Reader
  readonly clock: Clock
  readonly log: Log
  /** Holds `in`, `taken`, `refused` and `out`. */
  readonly folder: string
  readonly sentence: (refusal: Refused) => string
}

export interface ExchangeNight {
  readonly taken: readonly string[]
  readonly refused: readonly string[]
  readonly credited: number
  /** Breaks that stand open after the day before was reconciled. */
  readonly openBreaks: number
  readonly handedOver: readonly string[]
}

export const EXCHANGE_ACTOR: Actor = { id: 'system', channel: 'job' }

const yuan = (amount: number): string => yuanText(amount as Fen)
const nameOfBatch = (sha256: string): string => `hand-over-${sha256.slice(0, 16)}.csv`

export async function exchangeNight(exchange: Exchange, signal?: AbortSignal): Promise<ExchangeNight> {
  const { desk, clock, folder } = exchange
  for (const name of ['in', 'taken', 'refused', 'out']) mkdirSync(join(folder, name), { recursive: true })
  const files = { taken: [] as string[], refused: [] as string[] }
  for (const name of readdirSync(join(folder, 'in')).sort()) {
    if (signal?.aborted) break
    if (name.endsWith('.csv')) files[await takeFile(exchange, name)].push(name)
  }
  const credited = held(await desk.credit(EXCHANGE_ACTOR))
  const { open } = held(await desk.reconcile(addDays(clock.today(), -1), EXCHANGE_ACTOR))
  held(await desk.handOver(EXCHANGE_ACTOR))
  return { ...files, credited: credited.lines, openBreaks: open, handedOver: await writeMissing(exchange) }
}

/** Receipts and arrivals are told apart by their names; a file of another name is nobody's and is put aside with the reason. */
async function takeFile({ desk, folder, log, sentence }: Exchange, name: string): Promise<'taken' | 'refused'> {
  const path = join(folder, 'in', name)
  const outcome = name.startsWith('receipts')
    ? await desk.takeReceipts(path, EXCHANGE_ACTOR)
    : name.startsWith('arrivals')
      ? await desk.takeArrivals(path, EXCHANGE_ACTOR)
      : undefined
  if (outcome?.ok) {
    renameSync(path, join(folder, 'taken', name))
    return 'taken'
  }
  const reason = outcome ? sentence(outcome as unknown as Refused) : '文件名应以 receipts 或 arrivals 开头'
  writeFileSync(join(folder, 'refused', `${name}.txt`), `${reason}\n`)
  renameSync(path, join(folder, 'refused', name))
  log.warn({ file: name, reason }, 'a collection file was not taken')
  return 'refused'
}

/** The same charges give the same file to the byte, so one that was lost between the record and the disk is made again. */
async function writeMissing({ reader, folder }: Exchange): Promise<string[]> {
  const written: string[] = []
  for (const { batchId, sha256 } of await batches(reader)) {
    const path = join(folder, 'out', nameOfBatch(sha256))
    if (existsSync(path)) continue
    const { text } = handOverFile(await chargesOfBatch(reader, batchId), yuan)
    writeFileSync(`${path}.part`, text)
    renameSync(`${path}.part`, path)
    written.push(nameOfBatch(sha256))
  }
  return written
}

/** Of the work of a night nothing is refused for good: what failed is tried again by the scheduler. */
function held<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.code} ${JSON.stringify(outcome.facts)}`)
  return outcome.value
}

export function defineCollectionJobs(jobs: Pick<Jobs, 'define'>, exchange: Exchange): void {
  jobs.define({
    name: 'contribution.exchange',
    cron: '30 1 * * *',
    run: async ({ signal }) => {
      const night = await exchangeNight(exchange, signal)
      exchange.log.info({ ...night }, 'collection files exchanged')
    },
  })
  jobs.define({
    name: 'contribution.interest',
    cron: '0 2 1 1 *',
    run: async () => {
      const { desk, clock, log, sentence } = exchange
      const outcome = await desk.interest(String(Number(clock.today().slice(0, 4)) - 1), EXCHANGE_ACTOR)
      if (!outcome.ok) log.warn({ reason: sentence(outcome as unknown as Refused) }, 'no interest was credited')
    },
  })
}
