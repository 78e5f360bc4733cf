// Ctrl-C and the service manager's signal end a running platform in order; a second signal ends it at once.

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Resolves with the first signal. */
export function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let isStopping = false
    const listen = (signal: NodeJS.Signals): void => {
      if (isStopping) process.exit(1)
      isStopping = true
      resolve(signal)
    }
    for (const signal of SIGNALS) process.on(signal, listen)
  })
}
