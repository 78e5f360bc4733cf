// Who asks, and what comes of it: reading within their scope, and a record of every look at personal data.
import type { Principal, Session } from '../../platform/index.ts'
import type { Reader } from '../common/index.ts'
import type { ConsoleParts } from './parts.ts'

export interface Look {
  /** Whose data; left out for lists. */
  readonly personNo?: string
  readonly purpose: string
  /** Which class of fields was shown: masked, full, amounts. */
  readonly fields: string
  readonly shown: number
  readonly area?: string
}

export interface Asker {
  readonly principal: Principal
  readonly requestId: string
  /** Door and address, for the record of what is done. */
  readonly channel: string
  /** One read-only transaction that sees the asker's area and institution only. */
  read<T>(work: (reader: Reader) => Promise<T>): Promise<T>
  /** Resolves when the record is durable: what was shown without a record was never shown. */
  looked(look: Look): Promise<void>
}

export interface AskingRequest {
  readonly id: string
  readonly ip: string
  readonly session: Session | undefined
}

/** A list is about nobody in particular. */
const NOBODY = '-'

/** Of a request that passed the permission gate: somebody is signed in. */
export function askerOf({ platform }: ConsoleParts, request: AskingRequest): Asker {
  const { principal } = request.session!
  return {
    principal,
    requestId: request.id,
    channel: `console ${request.ip}`,
    read: (work) => platform.scoped.within(principal, work),
    looked: ({ personNo = NOBODY, purpose, fields, shown, area }) =>
      platform.accessLog.record({
        personNo,
        actor: principal.account,
        purpose,
        fields,
        shown,
        result: shown > 0 ? 'shown' : 'nothing found',
        requestId: request.id,
        channel: `console ${request.ip}`,
        ...(area !== undefined && { area }),
        ...(principal.provider !== '' && { provider: principal.provider }),
        ...(principal.employer !== '' && { provider: `employer:${principal.employer}` }),
      }),
  }
}
