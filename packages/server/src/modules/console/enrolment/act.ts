// What the window does for a person: one line of enrolment, a category, mutual aid.
import type {
  AidBody,
  AidEndBody,
  CategoryBody,
  CategoryEndBody,
  DeclarationTold,
  DoneView,
  IdentityBody,
  LineBody,
} from '@yibao/contract/rest'
import { type Outcome, refused } from '@yibao/kernel'
import { faultsOf, type Relation } from '../../enrolment/index.ts'
import { shownId } from '../../gateway/index.ts'
import { findPerson, type Person } from '../../person/index.ts'
import type { Asker } from '../asker.ts'
import { csvRow } from '../csv.ts'
import { actorOf } from '../flows/propose.ts'
import type { ConsoleParts } from '../parts.ts'
import { ownOf } from './batches.ts'
import { faultTitle, lineKind } from './words.ts'

const FAULTS_SHOWN = 50

async function within(asker: Asker, personNo: string): Promise<Outcome<Person>> {
  const person = await asker.read((reader) => findPerson(reader, personNo))
  return person ? { ok: true, value: person } : refused('not_found', { what: `参保人员 ${personNo.slice(0, 30)}` })
}

/** A file of one line, by the same checks as a file of a million. */
export async function enrolOne(parts: ConsoleParts, asker: Asker, body: LineBody): Promise<Outcome<DeclarationTold>> {
  const known = body.personNo === undefined ? undefined : await within(asker, body.personNo)
  if (known && !known.ok) return known
  const text = lineOf(body, known?.value)
  const opening = {
    ...ownOf(asker),
    fileName: `${TITLES[body.action]} ${parts.platform.clock.now()}`,
    origin: 'form' as const,
  }
  const outcome = await parts.desks.batches.receiveLine(opening, text, actorOf(asker))
  if (!outcome.ok) return outcome
  const batch = outcome.value
  const { rows } = await asker.read((reader) => faultsOf(reader, batch, undefined, { offset: 0, limit: FAULTS_SHOWN }))
  return {
    ok: true,
    value: {
      batch: shownId(batch.batchId),
      done: batch.state === 'imported',
      outcomes: Object.keys(batch.kinds).flatMap((kind) => lineKind(kind) ?? []),
      faults: rows.map((row) => ({ ...row, title: faultTitle(row.code) })),
    },
  }
}

const TITLES = { enrol: '参保', stop: '停保', base: '基数变更' } as const

function lineOf(body: LineBody, person: Person | undefined): string {
  const identity = person
    ? {
        ...{ 证件类型: person.certificateKind, 证件号码: person.certificateNo, 姓名: person.name },
        ...{ 性别: person.sex, 出生日期: person.bornOn, 手机号码: person.mobile },
      }
    : {
        ...{ 证件类型: body.certificateKind ?? '', 证件号码: body.certificateNo ?? '', 姓名: body.name ?? '' },
        ...{ 性别: body.sex ?? '', 出生日期: body.bornOn ?? '', 手机号码: body.mobile ?? '' },
      }
  const cells = {
    ...{ 办理事项: TITLES[body.action], ...identity, 参保区划: body.area, 险种: body.scheme, 参保身份: body.status },
    ...{ 参保日期: body.from, 截止日期: body.until ?? '', 缴费日期: body.paidOn ?? '' },
    ...{ 单位编号: body.employerNo ?? '', 月缴费工资: body.wage ?? '' },
  }
  return csvRow(Object.keys(cells)) + csvRow(Object.values(cells).map((text) => text.trim()))
}

export async function recognise(
  { desks }: ConsoleParts,
  asker: Asker,
  personNo: string,
  { category, from, until, authority, note }: CategoryBody,
): Promise<Outcome<DoneView>> {
  const person = await within(asker, personNo)
  if (!person.ok) return person
  if (!desks.policy.library.content.vocabulary.categories.has(category))
    return refused('category_unknown', { category })
  const asked = { personNo, category, from, ...(until && { until }), authority: authority.trim(), note }
  const outcome = await desks.window.recognise(asked as never, actorOf(asker), asker.requestId)
  return outcome.ok ? { ok: true, value: { id: personNo } } : outcome
}

export async function endCategory(
  { desks }: ConsoleParts,
  asker: Asker,
  personNo: string,
  body: CategoryEndBody,
): Promise<Outcome<DoneView>> {
  const person = await within(asker, personNo)
  if (!person.ok) return person
  const outcome = await desks.window.endCategory({ personNo, ...body } as never, actorOf(asker), asker.requestId)
  return outcome.ok ? { ok: true, value: { id: personNo } } : outcome
}

/** Both people must be in the asker's scope. */
export async function grantAid(
  { desks }: ConsoleParts,
  asker: Asker,
  personNo: string,
  { giver, relation, from, note }: AidBody,
): Promise<Outcome<DoneView>> {
  for (const each of [personNo, giver]) {
    const person = await within(asker, each)
    if (!person.ok) return person
  }
  const grant = { personNo, giver, relation: relation as Relation, from: from as never, note }
  const outcome = await desks.window.grantAid(grant, actorOf(asker), asker.requestId)
  return outcome.ok ? { ok: true, value: { id: personNo } } : outcome
}

export async function endAid(
  { desks }: ConsoleParts,
  asker: Asker,
  personNo: string,
  body: AidEndBody,
): Promise<Outcome<DoneView>> {
  const person = await within(asker, personNo)
  if (!person.ok) return person
  const outcome = await desks.window.endAid({ personNo, ...body }, actorOf(asker), asker.requestId)
  return outcome.ok ? { ok: true, value: { id: personNo } } : outcome
}

export async function bindIdentity(
  { desks }: ConsoleParts,
  asker: Asker,
  personNo: string,
  { name, certificateNo, note }: IdentityBody,
): Promise<Outcome<DoneView>> {
  const person = await within(asker, personNo)
  if (!person.ok) return person
  const binding = { personNo, name: name.trim(), certificateNo: certificateNo.trim(), note: note.trim() }
  const outcome = await desks.identities.bind(binding, actorOf(asker), asker.requestId)
  return outcome.ok ? { ok: true, value: { id: personNo } } : outcome
}
