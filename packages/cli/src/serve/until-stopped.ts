// Ctrl-C and the service manager's signal end a running platform in order; a second signal ends it at once.
import { systemClock } from '@yibao/server'

/** One Ctrl-C may arrive twice: from the terminal, and from the process that started this one. */
const SAME_MS = 1000
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Resolves with the first signal. */
export function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const { monotonicMs } = systemClock()
    let firstAt: number | undefined
    const listen = (signal: NodeJS.Signals): void => {
      if (firstAt !== undefined && monotonicMs() - firstAt > SAME_MS) process.exit(1)
      firstAt ??= monotonicMs()
      resolve(signal)
    }
    for (const signal of SIGNALS) process.on(signal, listen)
  })
}
