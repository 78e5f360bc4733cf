// Looks for a port that nobody listens on, beginning with the one that was asked for.
import { createServer } from 'node:net'

const TRIES = 50

/** The port itself, or the next free one above it. 0 stays 0: the machine chooses. */
export async function freePort(host: string, wanted: number): Promise<number> {
  if (wanted === 0) return 0
  for (let port = wanted; port < Math.min(65_536, wanted + TRIES); port += 1) {
    if (await isFree(host, port)) return port
  }
  throw new Error(`No port is free from ${wanted} to ${wanted + TRIES - 1}`)
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(false) : reject(error),
    )
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}
