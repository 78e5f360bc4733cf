// Requests of the agency as its people make them: one proposes, another approves.
import assert from 'node:assert/strict'
import type { Fen } from '@yibao/kernel'
import type { RunningServer } from '../index.ts'
import { type FlowKind, type FlowRequest, findRequest, type Told } from '../modules/flow/index.ts'
import { uuidOf } from '../modules/gateway/index.ts'
import type { Actor } from '../platform/index.ts'

export const OFFICER: Actor = { id: 'officer', channel: 'console test' }
export const SECOND: Actor = { id: 'second', channel: 'console test' }
export const CASHIER: Actor = { id: 'cashier', channel: 'console test' }

let asked = 0
export const deskMessage = <T extends object>(actor: Actor, request: unknown = null) => {
  asked += 1
  return {
    key: { sender: `console:${actor.id}`, msgid: `${process.pid}-${asked}` },
    actor,
    request: request as never,
    answer: (result: T) => result as never,
  }
}

type Server = Pick<RunningServer, 'city' | 'platform'>

export async function propose(
  { city }: Server,
  kind: FlowKind,
  personNo: string,
  input: unknown,
  actor: Actor = OFFICER,
): Promise<{ readonly told?: Told; readonly code: string; readonly facts: Readonly<Record<string, unknown>> }> {
  const outcome = await city.desks.flows.propose(deskMessage<Told>(actor), {
    kind,
    personNo,
    input: input as never,
    reason: '试验',
  })
  if (!outcome.ok) return { code: outcome.code, facts: outcome.facts }
  return { told: outcome.value.answer as unknown as Told, code: '', facts: {} }
}

export async function approve(
  { city, platform }: Server,
  requestId: string,
  actor: Actor = SECOND,
): Promise<{
  readonly code: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly request: FlowRequest
}> {
  const request = await findRequest(platform.reader, requestId)
  assert.ok(request)
  const outcome = await city.desks.flows.approve(deskMessage<Told>(actor), request, '同意')
  const after = await findRequest(platform.reader, requestId)
  return { code: outcome.ok ? '' : outcome.code, facts: outcome.ok ? {} : outcome.facts, request: after! }
}

/** Proposed and approved, which must be possible. */
export async function carryOut(server: Server, kind: FlowKind, personNo: string, input: unknown): Promise<FlowRequest> {
  const { told, code, facts } = await propose(server, kind, personNo, input)
  assert.ok(told, `${code} ${JSON.stringify(facts)}`)
  const done = await approve(server, told.requestId)
  assert.equal(done.code, '', JSON.stringify(done.facts))
  return done.request
}

export const settlementIn = (shown: string): string => uuidOf(shown)!

export const setLaterMode = (server: Server, value: 'later_first' | 'settle_again') =>
  carryOut(server, 'setting', 'setting:city', { name: 'later_settlements', value })

/** An invoice of a paper bill. */
export const invoice = (number: string, yuan: number) => ({ number, amountFen: Math.round(yuan * 100) as Fen })
