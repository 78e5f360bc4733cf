// 签到, 签退: a number for an operator's working day.
import { accepted, dayOf, type Instant, type Outcome, refused } from '@yibao/kernel'
import type { Kind, Receipt, WritePath } from '../../platform/index.ts'
import { type Asked, commandFor, type Message } from '../common/index.ts'
import { shownId } from './identifiers.ts'
import { SIGN_IN_FACT, signInRow, signOutUpdate } from './store.ts'

export interface SignedIn {
  readonly signNo: string
  readonly at: Instant
}

interface SigningIn {
  readonly provider: string
  readonly operator: string
}

const signedIn: Kind<Asked<SigningIn, SignedIn>> = {
  name: 'gateway.signed_in',
  subjects: ({ input }) => [`provider:${input.provider}`],
  decide: ({ message, input }, _, context) => {
    const signNo = shownId(context.newId())
    return accepted({
      answer: message.answer({ signNo, at: context.now }, context),
      rows: { insert: { sign_in: [signInRow(signNo, input.provider, input.operator, context.now)] } },
      objects: [signNo],
    })
  },
}

interface SigningOut extends SigningIn {
  readonly signNo: string
}

interface SignInFacts {
  readonly provider: string
  readonly operator: string
  readonly at: Instant
  readonly isOut: boolean
}

/** 签退 needs a sign-in of the same day by the same operator. */
const signedOut: Kind<Asked<SigningOut, { readonly at: Instant }>, SignInFacts | null> = {
  name: 'gateway.signed_out',
  subjects: ({ input }) => [`provider:${input.provider}`],
  facts: { sql: SIGN_IN_FACT, args: ({ input }) => ({ signNo: input.signNo }) },
  decide: ({ message, input }, { facts }, context) => {
    const isOwn =
      facts?.provider === input.provider && facts.operator === input.operator && dayOf(facts.at) === context.today
    if (!isOwn || facts.isOut) return refused('sign_in_unknown', { number: input.signNo })
    return accepted({
      answer: message.answer({ at: context.now }, context),
      rows: { update: { sign_in: [signOutUpdate(input.signNo, context.now)] } },
      objects: [input.signNo],
    })
  },
}

export const signIn = (writePath: WritePath, message: Message<SignedIn>, input: SigningIn): Promise<Outcome<Receipt>> =>
  writePath.submit(commandFor(signedIn, message, input))

export const signOut = (
  writePath: WritePath,
  message: Message<{ readonly at: Instant }>,
  input: SigningOut,
): Promise<Outcome<Receipt>> => writePath.submit(commandFor(signedOut, message, input))
