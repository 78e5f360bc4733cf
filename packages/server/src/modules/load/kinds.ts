// The changes that bring a city in: many rows to a message, each message once.
import { accepted, type Fen, type Fund, type JournalEntry, post } from '@yibao/kernel'
import type { Json, Kind, Row } from '../../platform/index.ts'
import { ACCOUNT_FUND, creditRow } from '../account/index.ts'
import { personRow } from '../person/index.ts'
import type { LoadedPerson } from './assemble.ts'

export interface ReferenceChunk {
  readonly subject: string
  /** Rows by table, in the order in which tables refer to each other. */
  readonly insert: Readonly<Record<string, readonly Row[]>>
}

export const LOADED_ALREADY = 'city_loaded_already'

/** Constraints that a second, different city runs into. */
const TAKEN = [
  'area_pkey',
  'employer_pkey',
  'provider_pkey',
  'department_pkey',
  'staff_pkey',
  'catalogue_entry_pkey',
  'person_pkey',
  'register_row_pkey',
]
const conflicts = Object.fromEntries(TAKEN.map((constraint) => [constraint, LOADED_ALREADY]))

export const referenceLoaded: Kind<ReferenceChunk, unknown, null> = {
  name: 'city.reference_loaded',
  subjects: ({ subject }) => [subject],
  conflicts,
  decide: ({ insert }) => accepted({ answer: null, rows: { insert } }),
}

export interface PersonChunk {
  readonly persons: readonly LoadedPerson[]
  readonly openedOn: Parameters<typeof creditRow>[4]
}

const OPENING = 'opening'

export const personsLoaded: Kind<PersonChunk, unknown, null> = {
  name: 'city.persons_loaded',
  subjects: ({ persons }) => persons.map(({ person }) => person.personNo) as unknown as readonly [string, ...string[]],
  conflicts,
  decide: ({ persons, openedOn }, _, context) => {
    const withAccount = persons.filter(({ accountFen }) => accountFen !== undefined)
    const credits = withAccount.filter(({ accountFen }) => accountFen! > 0)
    return accepted({
      answer: null,
      rows: {
        insert: {
          person: persons.map(({ person }) => personRow(person)),
          ...(credits.length > 0 && {
            account_credit: credits.map(({ person, accountFen }) =>
              creditRow(context.newId(), person.personNo, OPENING, accountFen!, openedOn),
            ),
          }),
        },
      },
      states: Object.fromEntries(
        persons.map(({ person, accountFen }): [string, Json] => [
          person.personNo,
          { accumulators: {}, ...(accountFen === undefined ? {} : { accountFen }) },
        ]),
      ),
      journals: openingJournals(credits, context.opId, context.today),
    })
  },
}

/** One journal for each area of the chunk: a journal belongs to one area. Every person's own credit lies beside it. */
function openingJournals(credits: readonly LoadedPerson[], opId: string, on: JournalEntry['postedOn']): JournalEntry[] {
  const byArea = Map.groupBy(credits, ({ person }) => person.area)
  return [...byArea].flatMap(([area, own]) => {
    const amountFen = own.reduce((sum, { accountFen }) => sum + accountFen!, 0) as Fen
    return post({ kind: 'account_opened', id: opId, on, fund: ACCOUNT_FUND, amountFen, area })
  })
}

export interface FundOpened {
  readonly fund: Fund
  readonly amountFen: Fen
  /** What of it lies in the expenditure account already. */
  readonly expenditureFen?: Fen
}

export const fundOpened: Kind<FundOpened, unknown, null> = {
  name: 'city.fund_opened',
  subjects: ({ fund }) => [`ledger:${fund}`],
  decide: ({ fund, amountFen, expenditureFen = 0 as Fen }, _, { opId, today }) => {
    const booked = { id: opId, on: today, fund }
    const moved = expenditureFen > 0 ? post({ kind: 'use_plan_paid', ...booked, amountFen: expenditureFen }) : []
    return accepted({ answer: null, journals: [...post({ kind: 'fund_opened', ...booked, amountFen }), ...moved] })
  },
}
