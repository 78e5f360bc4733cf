// One verification at a time for everybody who asks: it reads the whole ledger, and a second one would find the same.
import { setTimeout as sleep } from 'node:timers/promises'
import type { VerifyProgress, VerifyView } from '@yibao/contract/rest'
import type { Ledger, LedgerReport, VerifyStep } from '../../ledger/index.ts'

/** A request waits so long for the end; then it tells how far it is. */
const PATIENCE_MS = 3_000
/** Who asked while it ran asks again within this time and gets its result; later questions begin anew. */
const KEPT_MS = 15_000

interface Run {
  readonly ended: Promise<LedgerReport>
  readonly progress: () => VerifyProgress
}

export interface Patience {
  readonly patienceMs?: number
  readonly keptMs?: number
}

export class Verification {
  readonly #ledger: Pick<Ledger, 'verify' | 'sealed'>
  readonly #patienceMs: number
  readonly #keptMs: number
  #run: Run | undefined

  constructor(
    ledger: Pick<Ledger, 'verify' | 'sealed'>,
    { patienceMs = PATIENCE_MS, keptMs = KEPT_MS }: Patience = {},
  ) {
    this.#ledger = ledger
    this.#patienceMs = patienceMs
    this.#keptMs = keptMs
  }

  /** Starts one, or joins the one that runs. */
  async ask(): Promise<VerifyView | VerifyProgress> {
    this.#run ??= this.#start()
    const run = this.#run
    const report = await Promise.race([run.ended, sleep(this.#patienceMs, undefined, { ref: false })])
    return report ? viewOf(report) : run.progress()
  }

  #start(): Run {
    let step: VerifyStep = { stage: 'journals', checked: 0 }
    let sealed = 0
    const onStep = (next: VerifyStep): void => {
      step = next
    }
    const verify = async (): Promise<LedgerReport> => {
      sealed = await this.#ledger.sealed()
      return this.#ledger.verify({ onStep })
    }
    const run: Run = {
      ended: verify(),
      progress: () => (step.stage === 'bridges' ? { running: true, ...step } : { running: true, ...step, of: sealed }),
    }
    const forget = (): void => {
      if (this.#run === run) this.#run = undefined
    }
    run.ended.then(() => setTimeout(forget, this.#keptMs).unref(), forget)
    return run
  }
}

function viewOf({ balanced, chain, bridge, firstFault, journals, unsealed, head }: LedgerReport): VerifyView {
  return { balanced, chain, bridge, firstFault, journals, blocks: head?.no ?? 0, unsealed }
}
