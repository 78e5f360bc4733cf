// A person as the console shows one: masked unless a purpose was given, and never without a record of the look.
import { titleOf } from '@yibao/contract'
import type { PersonView } from '@yibao/contract/rest'
import { ageOn, type Day, type Fen, type Outcome, refused, yuanForPeople } from '@yibao/kernel'
import { type Filing, filingsOf } from '../../filing/index.ts'
import {
  continuousYears,
  findPerson,
  maskedPerson,
  type Person,
  type PersonState,
  personState,
  readState,
  spellsOn,
} from '../../person/index.ts'
import type { Asker } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { SEX_TITLES } from '../words.ts'
import { accumulatorViews } from './accumulators.ts'
import { type LookFound, looksAt } from './store.ts'
import { categoryViews, filingViews, spellViews } from './stretches.ts'

const LOOKS_SHOWN = 50

type Look = PersonView['looks'][number]

export const personView = (parts: ConsoleParts, asker: Asker, personNo: string): Promise<Outcome<PersonView>> =>
  shown(parts, asker, personNo, { masked: true, purpose: '查看参保人员' })

/** A purpose of blanks is none. */
export async function unmaskedPersonView(
  parts: ConsoleParts,
  asker: Asker,
  personNo: string,
  purpose: string,
): Promise<Outcome<PersonView>> {
  const said = purpose.trim()
  if (Array.from(said).length < PURPOSE_LEAST)
    return refused('request_invalid', { field: 'purpose', problem: `请写明用途，至少 ${PURPOSE_LEAST} 个字` })
  if (UNWRITABLE.test(said)) return refused('request_invalid', { field: 'purpose', problem: '含有控制字符' })
  return shown(parts, asker, personNo, { masked: false, purpose: said })
}

const PURPOSE_LEAST = 4
/** Control characters and halves of characters. */
const UNWRITABLE = /[\p{Cc}\p{Cs}]/u

interface Found {
  readonly person: Person
  readonly state: PersonState
  readonly filings: readonly Filing[]
}

async function shown(
  parts: ConsoleParts,
  asker: Asker,
  personNo: string,
  { masked, purpose }: { readonly masked: boolean; readonly purpose: string },
): Promise<Outcome<PersonView>> {
  const found = await asker.read(async (reader): Promise<Found | undefined> => {
    const person = await findPerson(reader, personNo)
    if (!person) return undefined
    const state = personState(await readState(reader, personNo))
    return { person, state, filings: await filingsOf(reader, personNo) }
  })
  if (!found) return refused('not_found', { what: `参保人员 ${personNo}` })
  const fields = masked ? 'masked' : 'full'
  await asker.looked({ personNo, purpose, fields, shown: 1, area: found.person.area })
  // Read after the look was recorded: whoever looks is in the list.
  const looks = await asker.read((reader) => looksAt(reader, personNo, LOOKS_SHOWN))
  return { ok: true, value: viewOf(parts, found, masked, looks) }
}

const TRANSACTION = /^\d{4}[A-Z]?$/

/** Over the gateway an operator of an institution looks, by a transaction; at the console somebody with an account. */
function lookView({ desks }: ConsoleParts, { at, actor, displayName, provider, purpose }: LookFound): Look {
  const own = displayName === null ? actor : `${displayName}(${actor})`
  const institution = provider === null ? '' : (desks.providers.find(provider)?.name ?? provider)
  return {
    at: at.slice(0, 19),
    actor: displayName === null && institution ? `${institution} ${own}` : own,
    purpose: TRANSACTION.test(purpose) ? `接口 ${purpose} ${titleOf(purpose)}` : purpose,
  }
}

function viewOf(
  parts: ConsoleParts,
  { person, state, filings }: Found,
  masked: boolean,
  looks: readonly LookFound[],
): PersonView {
  const { desks, platform } = parts
  const today: Day = platform.clock.today()
  const { personNo, name, certificateNo, mobile } = masked ? maskedPerson(person) : person
  const [insured] = spellsOn(person.dossier, today)
  return {
    personNo,
    name,
    certificate: certificateNo,
    mobile,
    sexTitle: SEX_TITLES[person.sex],
    bornOn: person.bornOn,
    age: Math.max(0, ageOn(person.bornOn, person.diedOn ?? today)),
    area: person.area,
    areaTitle: desks.city.areaName(person.area),
    masked,
    continuousYears: insured ? continuousYears(insured, today) : 0,
    spells: spellViews(desks.city, person, today),
    categories: categoryViews(desks.policy.library, person),
    filings: filingViews(parts, person, filings, today),
    accumulators: accumulatorViews(parts, person, state, today),
    account: accountView(state),
    looks: looks.map((look) => lookView(parts, look)),
  }
}

function accountView({ accountFen, reservedFen = 0 }: PersonState): PersonView['account'] {
  if (accountFen === undefined) return null
  const reserved = reservedFen > 0 ? `其中 ${yuanForPeople(reservedFen as Fen)} 元已预留` : '正常'
  return { balanceFen: accountFen, state: reserved }
}
