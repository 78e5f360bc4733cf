// What runs by the clock: appeals whose time has passed go on without one, and what was decided is carried out after a stop.
import type { Clock, Jobs, Log } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import type { AuditCaseDesk } from './desk.ts'
import { appealsPast, toBeDeducted } from './store.ts'

const AT_ONCE = 500

export interface AuditCaseWork {
  readonly reader: Reader
  readonly clock: Clock
  readonly log: Log
  readonly desk: Pick<AuditCaseDesk, 'lapse' | 'deduct'>
}

export async function lapseAppeals({ reader, clock, log, desk }: AuditCaseWork, signal?: AbortSignal): Promise<number> {
  let lapsed = 0
  for (const each of await appealsPast(reader, clock.today(), AT_ONCE)) {
    if (signal?.aborted) break
    const outcome = await desk.lapse(each)
    if (outcome.ok) lapsed += 1
    else log.warn({ findingId: each.findingId, code: outcome.code }, 'an appeal could not lapse')
  }
  return lapsed
}

export async function deductDecided({ reader, log, desk }: AuditCaseWork, signal?: AbortSignal): Promise<number> {
  let done = 0
  for (const { settlementId, personNo } of await toBeDeducted(reader, AT_ONCE)) {
    if (signal?.aborted) break
    const { deducted, problem } = await desk.deduct(settlementId, personNo)
    if (problem !== '') log.warn({ settlementId, problem }, 'a decided deduction waits')
    done += deducted
  }
  return done
}

export function defineAuditCaseJobs(jobs: Pick<Jobs, 'define'>, work: AuditCaseWork): void {
  jobs.define({
    name: 'audit.appeals-lapsed',
    cron: '15 1 * * *',
    run: async ({ signal }) => void (await lapseAppeals(work, signal)),
  })
  jobs.define({
    name: 'audit.deductions',
    cron: '*/5 * * * *',
    run: async ({ signal }) => void (await deductDecided(work, signal)),
  })
}
