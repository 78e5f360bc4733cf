// What every step of collecting works with: the desk's parts, and messages that are known by what they do.
import { createHash } from 'node:crypto'
import { accepted, type contribution, type Outcome, type Refused, refused } from '@yibao/kernel'
import { contributionRulesFor } from '@yibao/policy'
import type { Actor, Clock, Ids, Json, Kind, WritePath } from '../../platform/index.ts'
import { FileRefused, isRefused, type Reader } from '../common/index.ts'
import { areaCodes } from '../enrolment/index.ts'

export interface ContributionOptions {
  readonly writePath: WritePath
  readonly reader: Reader
  readonly clock: Clock
  readonly ids: Ids
  readonly rules: readonly contribution.ContributionRules[]
  readonly poolingArea: string
}

export const ROWS_PER_MESSAGE = 500
export const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/** A refusal in the middle of several messages; what came before it stands, and the step may be taken again. */
class Stopped extends Error {
  readonly refusal: Refused

  constructor(refusal: Refused) {
    super(refusal.code)
    this.refusal = refusal
  }
}

export async function answering<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return accepted(await work())
  } catch (error) {
    if (error instanceof Stopped || error instanceof FileRefused) return error.refusal
    throw error
  }
}

export const stop = (code: string, facts: Readonly<Record<string, string | number>>): never => {
  throw new Stopped(refused(code, facts) as Refused)
}

export type Submit = <Answer>(kind: unknown, what: string, input: Json) => Promise<Answer>

export interface Working extends ContributionOptions {
  readonly actor: Actor
  /** The message is known by what it does: the same work is done once. */
  readonly submit: Submit
}

export const submitter =
  (writePath: WritePath, actor: Actor): Submit =>
  async <Answer>(kind: unknown, what: string, input: Json): Promise<Answer> => {
    const digest = createHash('sha256').update(JSON.stringify(input)).digest()
    const outcome = await writePath.submit({
      kind: kind as Kind<Json>,
      key: { sender: 'contribution', msgid: `${what} ${digest.toString('hex', 0, 12)}` },
      ...{ actor, input, request: null },
      fingerprint: { bytes: digest, difference: () => 'content' },
    })
    if (isRefused(outcome)) throw new Stopped(outcome)
    return outcome.value.answer as unknown as Answer
  }

export const plain = (value: unknown): Json => value as Json

export function* pieces<T>(rows: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}

export async function rulesFor(
  { rules, reader }: Pick<Working, 'rules' | 'reader'>,
  period: string,
): Promise<contribution.ContributionRules> {
  const own = contributionRulesFor(rules, await areaCodes(reader), Number(period.slice(0, 4)))
  return own ?? stop('contribution_no_rules', { period })
}
