// One message of every number that the platform accepts as it stands, each with what must be there before it comes.
import { appeals } from './messages/appeals.ts'
import { audits } from './messages/audits.ts'
import { declarations } from './messages/declarations.ts'
import { lists } from './messages/listing.ts'
import type { Makers } from './messages/making.ts'
import { others } from './messages/others.ts'
import { outpatient } from './messages/outpatient.ts'
import { questions } from './messages/questions.ts'
import { registers } from './messages/registers.ts'
import { specialCases } from './messages/special-cases.ts'
import { stays } from './messages/stays.ts'

export { listing } from './messages/listing.ts'
export { type ReadyMessage, settledStay } from './messages/making.ts'

/** Each call makes a fresh message; the person must have no stay that is open. */
export const everyMessage: Makers = {
  ...questions,
  ...outpatient,
  ...stays,
  ...registers,
  ...lists,
  ...specialCases,
  ...declarations,
  ...appeals,
  ...audits,
  ...others,
}
