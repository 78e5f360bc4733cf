// Background work over pg-boss: named jobs on a clock or on demand, retried when they fail.
import { PgBoss } from 'pg-boss'
import type { Log } from '../log.ts'

const SCHEMA = 'pgboss'
const RETRIES = 5
const POLL_SECONDS = 2

export interface JobRun<Data extends object = object> {
  readonly id: string
  readonly data: Data
  /** Aborted when the platform stops: long work saves its checkpoint and returns. */
  readonly signal: AbortSignal
}

export interface Job<Data extends object = object> {
  readonly name: string
  /** "0 3 * * *" in Asia/Shanghai: then one run at a time, in whichever process. None: on demand, several at a time. */
  readonly cron?: string
  /** Safe to run again: a job that died half-way is started anew. */
  run(run: JobRun<Data>): Promise<void>
}

export interface Jobs {
  /** Before `start`. */
  define<Data extends object>(job: Job<Data>): void
  /** Returns at once; several requests for one `once` that has not begun yet become one run. */
  request(
    name: string,
    data?: object,
    options?: { readonly once?: string; readonly afterSeconds?: number },
  ): Promise<void>
  start(): Promise<void>
  /** Waits for running jobs to come to their end, but not for ever. */
  stop(): Promise<void>
}

export function createJobs(url: string, log: Log): Jobs {
  const boss = new PgBoss({ connectionString: url, schema: SCHEMA, application_name: 'yibao jobs', max: 4 })
  const jobs = new Map<string, Job>()
  const stopping = new AbortController()
  boss.on('error', (error) => log.error({ err: error }, 'job queue'))
  boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'job queue'))

  async function run(job: Job, id: string, data: object): Promise<void> {
    try {
      await job.run({ id, data, signal: stopping.signal })
    } catch (error) {
      log.error({ err: error, job: job.name, id }, 'job failed and will be tried again')
      throw error
    }
  }

  async function startOne(job: Job): Promise<void> {
    // A clock that ticks while the last run is still under way waits for it, and does not pile up.
    const policy = job.cron === undefined ? 'standard' : 'stately'
    await boss.createQueue(job.name, { policy, retryLimit: RETRIES, retryBackoff: true, retryDelay: 1 })
    await boss.work(job.name, { pollingIntervalSeconds: POLL_SECONDS }, async (batch) => {
      for (const { id, data } of batch) await run(job, id, data as object)
    })
    if (job.cron !== undefined) await boss.schedule(job.name, job.cron, null, { tz: 'Asia/Shanghai' })
  }

  return {
    define: (job) => {
      if (jobs.has(job.name)) throw new Error(`There are two jobs ${job.name}`)
      jobs.set(job.name, job as Job)
    },
    request: async (name, data = {}, { afterSeconds } = {}) => {
      if (!jobs.has(name)) throw new Error(`There is no job ${name}`)
      await boss.send(name, data, { startAfter: afterSeconds })
    },
    start: async () => {
      await boss.start()
      await Promise.all([...jobs.values()].map(startOne))
    },
    stop: async () => {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: 10_000 })
    },
  }
}
