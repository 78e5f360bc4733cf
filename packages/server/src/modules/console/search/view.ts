// The one search box: everything a text can stand for, within the asker's scope, each hit with the page that shows it.
import type { SearchHit, SearchView } from '@yibao/contract/rest'
import { type Fen, maskCertificate, maskName, yuanForPeople } from '@yibao/kernel'
import { may } from '../../../platform/index.ts'
import { shownId } from '../../gateway/index.ts'
import { type Person, searchPersons } from '../../person/index.ts'
import { settingTitle } from '../../policy/index.ts'
import type { Provider } from '../../provider/index.ts'
import type { Asker } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { settlementPath, UUID } from '../settlement/found.ts'
import { levelTitle, SETTLEMENT_STATES, stateOf } from '../words.ts'
import { type Readings, readingsOf } from './query.ts'
import { findSettlements, findVisits, madeByMessage, type SettlementFound, type VisitFound } from './store.ts'

/** Of each kind. */
const MOST = 20

export async function searchView(parts: ConsoleParts, asker: Asker, typed: string): Promise<SearchView> {
  const readings = readingsOf(typed)
  const { principal } = asker
  const seesSettlements = may(principal, 'settlement:read')
  const seesPersons = may(principal, 'person:read')
  const { persons, settlements, visits } = await found(parts, asker, readings, seesSettlements)
  const personPath = seesPersons ? '/persons/' : '/settlements?person='
  const personHits = seesPersons || seesSettlements ? persons.map((each) => personHit(parts, each, personPath)) : []
  const providers = seesSettlements ? providersFor(parts, asker, readings.provider) : []
  const nameOf = (code: string) => parts.desks.providers.find(code)?.name ?? code
  const lists: SearchHit[][] = [
    personHits,
    settlements.map((each) => settlementHit(each, nameOf(each.provider))),
    visits.map((each) => visitHit(each, nameOf(each.provider))),
    providers.map((each) => providerHit(parts, each)),
  ]
  await record(asker, personHits.length + settlements.length + visits.length)
  return {
    hits: lists.flatMap((hits) => hits.slice(0, MOST)),
    more: lists.some((hits) => hits.length > MOST),
  }
}

const record = (asker: Asker, shown: number): Promise<void> =>
  asker.looked({ purpose: '查找', fields: 'masked', shown })

interface Found {
  readonly persons: readonly Person[]
  readonly settlements: readonly SettlementFound[]
  readonly visits: readonly VisitFound[]
}

async function found(
  { platform, desks }: ConsoleParts,
  asker: Asker,
  readings: Readings,
  seesSettlements: boolean,
): Promise<Found> {
  const { identifier, msgid } = readings
  const senders = () => desks.providers.all().map(({ code }) => code)
  const made = msgid === undefined || !seesSettlements ? [] : await madeByMessage(platform.reader, senders(), msgid)
  return asker.read(async (reader) => {
    const persons = await searchPersons(reader, readings, MOST + 1)
    if (!seesSettlements) return { persons, settlements: [], visits: [] }
    const ids = [...new Set([...(identifier ? [identifier] : []), ...made])].filter((id) => UUID.test(id))
    if (ids.length === 0) return { persons, settlements: [], visits: [] }
    return { persons, settlements: await findSettlements(reader, ids), visits: await findVisits(reader, ids) }
  })
}

/** By a part of the name or the beginning of the code; an institution finds itself, a county its own. */
function providersFor({ desks }: ConsoleParts, { principal }: Asker, text: string | undefined): Provider[] {
  if (text === undefined) return []
  const code = text.toUpperCase()
  return desks.providers
    .all()
    .filter(({ area }) => area.startsWith(principal.area))
    .filter((each) => principal.provider === '' || each.code === principal.provider)
    .filter((each) => each.name.includes(text) || each.code.startsWith(code))
    .slice(0, MOST + 1)
}

const personHit = ({ desks }: ConsoleParts, person: Person, path: string): SearchHit => ({
  kind: 'person',
  id: person.personNo,
  title: maskName(person.name),
  subtitle: [person.personNo, maskCertificate(person.certificateNo), desks.city.areaName(person.area)].join(' '),
  path: `${path}${encodeURIComponent(person.personNo)}`,
})

const settlementHit = (row: SettlementFound, provider: string): SearchHit => ({
  kind: 'settlement',
  id: shownId(row.settlementId),
  title:
    `${maskName(row.personName ?? '')} ${settingTitle(row.setting)} ${yuanForPeople(row.totalFen as Fen)} 元`.trim(),
  subtitle: `${row.settledAt.slice(0, 19)} ${provider} ${SETTLEMENT_STATES[stateOf(row)]}`,
  path: settlementPath(row.settlementId),
})

const VISIT_KINDS = { outpatient: '门诊就诊', inpatient: '住院', pharmacy: '药店购药' } as const

/** A visit is shown by its last settlement; before that, by the person's list. */
function visitHit(row: VisitFound, provider: string): SearchHit {
  const last = row.settlements.at(-1)
  return {
    kind: 'visit',
    id: shownId(row.visitId),
    title: `${maskName(row.personName ?? '')} ${VISIT_KINDS[row.kind]}`.trim(),
    subtitle: `${row.beganOn} ${provider}${last ? '' : ' 尚未结算'}`,
    path: last ? settlementPath(last) : `/settlements?person=${encodeURIComponent(row.personNo)}`,
  }
}

const providerHit = ({ desks }: ConsoleParts, { code, name, level }: Provider): SearchHit => ({
  kind: 'provider',
  id: code,
  title: name,
  subtitle: `${code} ${levelTitle(desks.policy.library, level)}`,
  path: `/settlements?provider=${encodeURIComponent(code)}`,
})
