// The simulated hospitals as the platform's process sees them: a thread that makes the city and sends its month.
import { Worker } from 'node:worker_threads'
import type { CityLoad } from '@yibao/contract/load'
import type { Day } from '@yibao/kernel'
import type { FromWorker, MonthEnd, ToWorker, WorkerInput } from './hospitals-worker.ts'

export interface MonthListener {
  planned(events: number): void
  day(day: Day): void
  progress(progress: Extract<FromWorker, { kind: 'progress' }>): void
}

export interface Hospitals {
  city(): Promise<CityLoad>
  play(url: string, listener: MonthListener): Promise<MonthEnd>
  /** Sends nothing new any more; `play` then ends with `finished: false`. */
  stop(): void
  end(): Promise<void>
}

export function startHospitals(input: WorkerInput): Hospitals {
  const worker = new Worker(new URL('./hospitals-worker.ts', import.meta.url), { workerData: input })
  const failed = new Promise<never>((_, reject) => {
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The hospitals ended with ${code}`)))
  })
  failed.catch(() => undefined) // told to whoever waits for an answer
  const tell = (message: ToWorker): void => worker.postMessage(message)

  function answer<T>(pick: (message: FromWorker) => T | undefined): Promise<T> {
    const answered = new Promise<T>((resolve) => {
      const listen = (message: FromWorker): void => {
        const picked = pick(message)
        if (picked === undefined) return
        worker.off('message', listen)
        resolve(picked)
      }
      worker.on('message', listen)
    })
    return Promise.race([answered, failed])
  }

  return {
    city: () => {
      tell({ kind: 'city' })
      return answer((message) => (message.kind === 'city' ? message.city : undefined))
    },
    play: (url, listener) => {
      tell({ kind: 'play', url })
      return answer((message) => {
        if (message.kind === 'planned') listener.planned(message.events)
        if (message.kind === 'day') listener.day(message.day)
        if (message.kind === 'progress') listener.progress(message)
        return message.kind === 'end' ? message.end : undefined
      })
    },
    stop: () => tell({ kind: 'stop' }),
    end: async () => {
      await worker.terminate()
    },
  }
}
