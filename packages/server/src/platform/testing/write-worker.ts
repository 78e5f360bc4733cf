// A process of its own that works off a list of commands and says each answer as soon as it has it. For the tests that
// need two processes, or one that dies. Usage: write-worker.ts PLAN.json
import { once } from 'node:events'
import { readFileSync, writeSync } from 'node:fs'
import { postingRows } from '../../modules/ledger/index.ts'
import { systemClock } from '../clock.ts'
import { createIds } from '../ids.ts'
import { createWritePath } from '../write/index.ts'
import { demoCommand, settleVisit, transfer } from './demo-kinds.ts'

export interface WorkItem {
  readonly msgid: string
  readonly settle?: { readonly person: string; readonly visitId: string; readonly spendFen: number }
  readonly transfer?: { readonly from: string; readonly to: string; readonly amountFen: number }
}

export interface Plan {
  readonly url: string
  readonly concurrency: number
  readonly items: readonly WorkItem[]
}

/** One line of output. */
export interface Said {
  readonly msgid: string
  readonly ok: boolean
  readonly code?: string
  readonly replayed?: boolean
  readonly answer?: unknown
}

async function work({ url, concurrency, items }: Plan): Promise<void> {
  const clock = systemClock()
  const writePath = await createWritePath({ url, clock, ids: createIds(clock), postingRows })
  writeSync(1, 'ready\n')
  await once(process.stdin, 'data') // all workers of a test begin together
  process.stdin.destroy()
  const queue = [...items]
  const one = async (item: WorkItem): Promise<void> => {
    const outcome = item.settle
      ? await writePath.submit(demoCommand(settleVisit, item.settle, item.msgid))
      : await writePath.submit(demoCommand(transfer, item.transfer!, item.msgid))
    const said: Said = outcome.ok
      ? { msgid: item.msgid, ok: true, replayed: outcome.value.replayed, answer: outcome.value.answer }
      : { msgid: item.msgid, ok: false, code: outcome.code }
    writeSync(1, `${JSON.stringify(said)}\n`) // at once: what was said stays said when the process dies
  }
  const line = async (): Promise<void> => {
    for (let item = queue.shift(); item; item = queue.shift()) await one(item)
  }
  await Promise.all(Array.from({ length: concurrency }, line))
  await writePath.close()
}

await work(JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Plan)
