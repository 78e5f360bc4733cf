// The door of the load module: a whole city through the one write path, in large messages, once.
import { createHash } from 'node:crypto'
import type { CityLoad } from '@yibao/contract/load'
import type { Outcome } from '@yibao/kernel'
import type { Command, Json, Receipt, Row, WritePath } from '../../platform/index.ts'
import { entryRow } from '../catalogue/index.ts'
import { SYSTEM } from '../common/index.ts'
import { departmentRow, providerRow, staffRow } from '../provider/index.ts'
import { registerRows } from '../register/index.ts'
import { assemblePersons } from './assemble.ts'
import { type FundOpened, fundOpened, personsLoaded, type ReferenceChunk, referenceLoaded } from './kinds.ts'
import { areaRow, employerRow } from './store.ts'

export { assemblePersons, type LoadedPerson } from './assemble.ts'
export { countPersons } from './store.ts'

const PERSONS_PER_MESSAGE = 250
const ROWS_PER_MESSAGE = 1000
/** Enough to keep the database busy while the next messages are put together. */
const IN_FLIGHT = 3

export interface LoadProgress {
  readonly done: number
  readonly planned: number
}

export interface LoadReport {
  readonly persons: number
  readonly providers: number
  readonly entries: number
  /** Nothing was new: the same city had been loaded before. */
  readonly repeated: boolean
}

export class LoadRefused extends Error {
  override readonly name = 'LoadRefused'
}

/** Loading the same city again changes nothing; loading another one into the same database is refused. */
export async function loadCity(
  writePath: WritePath,
  city: CityLoad,
  onProgress: (progress: LoadProgress) => void = () => undefined,
): Promise<LoadReport> {
  const messages = [...referenceMessages(city), ...personMessages(city), ...fundMessages(city)]
  const planned = city.persons.length
  let done = 0
  let repeated = true
  // Reference rows first, and one after the other: departments refer to providers.
  for (const message of messages.filter(({ persons }) => persons === 0)) {
    repeated = checked(await writePath.submit(message.command)).replayed && repeated
  }
  const waiting = messages.filter(({ persons }) => persons > 0)
  const worker = async (): Promise<void> => {
    for (let message = waiting.shift(); message; message = waiting.shift()) {
      repeated = checked(await writePath.submit(message.command)).replayed && repeated
      done += message.persons
      onProgress({ done, planned })
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
  return { persons: planned, providers: city.providers.length, entries: city.catalogue.length, repeated }
}

interface Bulk {
  readonly command: Command
  /** Persons it brings, for the progress. */
  readonly persons: number
}

function checked(outcome: Outcome<Receipt>): Receipt {
  if (outcome.ok) return outcome.value
  if (outcome.code === 'city_loaded_already') throw new LoadRefused('数据库中已有另一座城市的数据，请换一个空的数据库')
  throw new LoadRefused(`城市数据未能载入: ${outcome.code} ${JSON.stringify(outcome.facts)}`)
}

function bulk<Input>(kind: unknown, input: Input, persons = 0): Bulk {
  const text = JSON.stringify(input)
  const digest = createHash('sha256').update(text).digest()
  const command = {
    kind,
    key: { sender: 'system', msgid: `load ${digest.toString('base64url').slice(0, 24)}` },
    actor: SYSTEM,
    input,
    request: null,
    fingerprint: { bytes: digest, difference: () => 'content' },
  } as unknown as Command
  return { command, persons }
}

function referenceMessages(city: CityLoad): Bulk[] {
  const subject = `load:${city.pack}`
  const chunk = (insert: Readonly<Record<string, readonly Row[]>>) =>
    bulk<ReferenceChunk>(referenceLoaded, { subject, insert })
  const chunks = (table: string, rows: readonly Row[]) =>
    Array.from({ length: Math.ceil(rows.length / ROWS_PER_MESSAGE) }, (_, at) =>
      chunk({ [table]: rows.slice(at * ROWS_PER_MESSAGE, (at + 1) * ROWS_PER_MESSAGE) }),
    )
  return [
    ...chunks('area', city.areas.map(areaRow)),
    ...chunks('employer', city.employers.map(employerRow)),
    ...chunks(
      'provider',
      city.providers.map((each) => providerRow({ ...each, channel: null as Json })),
    ),
    ...chunks(
      'department',
      city.providers.flatMap(({ code, departments }) => departments.map((each) => departmentRow(code, each))),
    ),
    ...chunks(
      'staff',
      city.providers.flatMap(({ code, staff }) => staff.map((each) => staffRow(code, each))),
    ),
    ...chunks('catalogue_entry', city.catalogue.map(entryRow)),
    ...chunks('register_row', registerRows(city.registers ?? {})),
  ]
}

function personMessages(city: CityLoad): Bulk[] {
  const persons = assemblePersons(city)
  return Array.from({ length: Math.ceil(persons.length / PERSONS_PER_MESSAGE) }, (_, at) => {
    const own = persons.slice(at * PERSONS_PER_MESSAGE, (at + 1) * PERSONS_PER_MESSAGE)
    return bulk(personsLoaded, { persons: own, openedOn: city.openedOn }, own.length)
  })
}

const fundMessages = (city: CityLoad): Bulk[] =>
  city.funds.map(({ fund, amountFen, expenditureFen }) =>
    bulk<FundOpened>(fundOpened, {
      fund: fund as FundOpened['fund'],
      amountFen,
      ...(expenditureFen !== undefined && { expenditureFen }),
    }),
  )
