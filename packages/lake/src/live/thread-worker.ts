// The thread of a live lake: opens it, then does what it is asked, one call after the other.
import { parentPort, workerData } from 'node:worker_threads'
import type { FromThread, ThreadedOptions, ToThread } from './thread.ts'
import { LiveLake } from './writer.ts'

const port = parentPort!
const say = (message: FromThread): void => port.postMessage(message)

const faultOf = (error: unknown): { name: string; message: string } => {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  return { name, message }
}

function opened(): LiveLake | undefined {
  try {
    const lake = LiveLake.open(workerData as ThreadedOptions)
    say({ id: 0, value: undefined, manifest: lake.manifest })
    return lake
  } catch (error) {
    say({ id: 0, fault: faultOf(error) })
    return undefined
  }
}

const lake = opened()
let last: Promise<void> = Promise.resolve()
port.on('message', ({ id, call, args }: ToThread) => {
  last = last.then(async () => {
    if (!lake) return
    try {
      const ask = lake[call].bind(lake) as (...own: readonly unknown[]) => Promise<unknown>
      const value = await ask(...args)
      say({ id, value, manifest: lake.manifest })
    } catch (error) {
      say({ id, fault: faultOf(error) })
    }
  })
})
