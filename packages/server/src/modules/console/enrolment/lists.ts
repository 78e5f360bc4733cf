// Work lists at the console: each with what the notices say is to be done, what was learnt on a visit, and the next step.
import type { DoneView, DuplicateBody, VisitBody, WorkListPage, WorkListQuery, WorkListRow } from '@yibao/contract/rest'
import { maskName, type Outcome, refused } from '@yibao/kernel'
import {
  type EnrolmentIssue,
  findIssue,
  type ListRow,
  listIssues,
  type VisitReason,
  type WorkList,
  workList,
} from '../../enrolment/index.ts'
import { shownId } from '../../gateway/index.ts'
import { findPerson, schemeTitle } from '../../person/index.ts'
import type { Asker } from '../asker.ts'
import { CSV_BEGIN, csvRow } from '../csv.ts'
import { actorOf } from '../flows/propose.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'
import { moment } from './batches.ts'
import { type Words, words } from './words.ts'

type ListName = NonNullable<WorkListQuery['list']>

export const LISTS: Readonly<Record<ListName, { readonly title: Words; readonly basis: Words }>> = {
  duplicates: {
    title: words('重复参保', 'Duplicates'),
    basis: words(
      '两份职工参保保留工作地；两份居民参保保留常住地，学生保留学籍地；职工与居民重复的，职工连续参保满一年保留职工，等待期内保留居民；有资助的与无资助的由本人书面选择（医保办发〔2021〕43号）。',
      'Two as an employee: place of work. Two as a resident: usual residence, students their school. Both schemes: the employee’s after a year, the resident’s while waiting. Subsidised beside ordinary: the person chooses in writing.',
    ),
  },
  broken: {
    title: words('断保', 'Broken'),
    basis: words(
      '居民未连续参保的，设固定等待期3个月，每多断保一年增加变动等待期1个月，可按当年个人缴费标准补缴修复（国办发〔2024〕38号）；职工中断3个月以内可以补缴，待遇连续（医保办发〔2021〕43号）。',
      'A resident who breaks off waits three months and one more for each further year missed, which may be repaired; an employee may make up a gap of up to three months.',
    ),
  },
  missing: {
    title: words('未参保', 'Missing'),
    basis: words(
      '用人单位职工应当参加职工医保，其他人员参加居民医保（社会保险法第二十三条至第二十五条）；集中缴费期外参保的设固定等待期3个月，新认定低收入、退役士兵、毕业生等除外（国办发〔2024〕38号）。',
      'Employees join the employee scheme, all others the residents’; outside the concentrated period three months are waited, with exceptions.',
    ),
  },
  newborn: {
    title: words('新生儿未参保', 'Newborn'),
    basis: words(
      '出生后90日内参保缴费的，自出生之日起享受待遇，不设等待期。',
      'Enrolled and paid within 90 days of birth, benefits run from birth without waiting.',
    ),
  },
  died: {
    title: words('已死亡未停保', 'Died, still enrolled'),
    basis: words(
      '参保人死亡的，终止参保关系；个人账户余额依法继承（社会保险法第十四条），未开始享受待遇的居民当年保费可以退。',
      'Death ends the enrolment; the balance of the account is inherited; a resident’s contribution may be refunded before benefits begin.',
    ),
  },
  moved: {
    title: words('参保地与常住地不同', 'Lives elsewhere'),
    basis: words(
      '居民在常住地参保，可以由本人选择；职工在工作地参保。转移接续15个工作日内办结，年限合并，重复月份只算一次（医保办发〔2021〕43号）。',
      'Residents enrol where they usually live, employees where they work; a transfer is done within 15 working days and months count once.',
    ),
  },
}

const REASONS: Readonly<Record<VisitReason, Words>> = {
  joined_elsewhere: words('已在外地参保', 'Enrolled elsewhere'),
  died: words('已死亡', 'Died'),
  moved_away: words('已迁出', 'Moved away'),
  unwilling: words('不愿参保', 'Unwilling'),
  unpaid: words('未缴费', 'Unpaid'),
  soldier: words('现役军人', 'Serving soldier'),
  abroad: words('长期在境外', 'Long-term abroad'),
  will_enrol: words('承诺参保', 'Will enrol'),
  other: words('其他', 'Other'),
}
export const reasonTitle = (reason: string): Words =>
  Object.hasOwn(REASONS, reason) ? REASONS[reason as VisitReason] : words(reason, reason)

const RULINGS: Readonly<Record<string, Words>> = {
  place_of_work: words('保留工作地', 'Place of work'),
  usual_residence: words('保留常住地', 'Usual residence'),
  place_of_school: words('保留学籍地', 'Place of school'),
  employee_before_resident: words('保留职工参保', 'The employee enrolment'),
  resident_while_waiting: words('等待期内保留居民参保', 'The resident enrolment while waiting'),
  written_choice: words('由本人书面选择', 'The person chooses in writing'),
}
const NONE = words('', '')

export async function workListPage(
  parts: ConsoleParts,
  asker: Asker,
  query: WorkListQuery,
): Promise<Outcome<WorkListPage>> {
  const { page, size, offset } = pageOf(query)
  const { list = 'duplicates', area = '', q, open = false } = query
  const found = await asker.read(async (reader) => {
    if (list === 'duplicates') {
      const asked = { offset, limit: size, area, ...(open && { state: 'open' }), ...(q && { personNo: q.trim() }) }
      const { rows, total } = await listIssues(reader, asked)
      return { rows: rows.map((issue) => issueRow(parts, issue)), total }
    }
    const today = parts.platform.clock.today()
    const asked = { list: list as WorkList, today, area, open, offset, limit: size, ...(q && { q: q.trim() }) }
    const { rows, total } = await workList(reader, asked)
    return { rows: rows.map((row) => personRow(parts, list, row)), total }
  })
  const { title, basis } = LISTS[list]
  await asker.looked({ purpose: `查看工作清单：${title.zh}`, fields: 'masked', shown: found.rows.length })
  return { ok: true, value: { ...found, page, size, list, title, basis } }
}

function issueRow(
  { desks }: ConsoleParts,
  { issueId, personNo, area, state, found, steps }: EnrolmentIssue,
): WorkListRow {
  const spell = (each: (typeof found)['standing']): string =>
    [schemeTitle(each.scheme), desks.city.areaName(each.area), `${each.from} 至 ${each.until ?? '长期'}`].join(' ')
  const last = steps.at(-1)
  const isOpen = state === 'open'
  return {
    ...{ personNo, name: '', area: desks.city.areaName(area), bornOn: null, issue: shownId(issueId) },
    found: words(`${spell(found.standing)}；${spell(found.asked)}`, `${found.standing.from}, ${found.asked.from}`),
    visit: isOpen ? NONE : words('已办结', 'Closed'),
    visitNote: isOpen ? '' : (last?.note ?? ''),
    visitedBy: isOpen ? '' : (last?.by ?? ''),
    visitedAt: isOpen || !last ? '' : moment(last.at),
    standing: spell(found.standing),
    asked: spell(found.asked),
    resolution: RULINGS[found.ruling.reason] ?? NONE,
    open: isOpen,
  }
}

function personRow({ desks }: ConsoleParts, list: ListName, row: ListRow): WorkListRow {
  return {
    personNo: row.personNo,
    name: maskName(row.name),
    area: desks.city.areaName(row.area),
    bornOn: row.bornOn as WorkListRow['bornOn'],
    found: foundOf(desks.city.areaName(row.enrolledArea ?? ''), list, row),
    visit: row.reason === null ? NONE : reasonTitle(row.reason),
    visitNote: row.note ?? '',
    visitedBy: row.visitedBy ?? '',
    visitedAt: row.visitedAt === null ? '' : moment(row.visitedAt),
    ...{ issue: '', standing: '', asked: '', resolution: NONE, open: row.reason === null },
  }
}

function foundOf(enrolledArea: string, list: ListName, { lastOn, lastScheme, diedOn, bornOn }: ListRow): Words {
  if (list === 'newborn') return words(`${bornOn} 出生`, `Born ${bornOn}`)
  if (list === 'died') return words(`${diedOn} 死亡`, `Died ${diedOn}`)
  if (list === 'moved') return words(`参保在 ${enrolledArea}`, `Enrolled in ${enrolledArea}`)
  if (lastScheme === null) return words('没有参保记录', 'Never enrolled')
  if (lastOn === null) return words(`${schemeTitle(lastScheme)}，已暂停`, `${lastScheme}, suspended`)
  return words(`${schemeTitle(lastScheme)}到 ${lastOn}`, `${lastScheme} until ${lastOn}`)
}

const ROWS_MAX = 100_000

/** Exactly what the list shows, with its filter above it. */
export async function workListFile(parts: ConsoleParts, asker: Asker, query: WorkListQuery): Promise<Outcome<string>> {
  const listed = await workListPage(parts, asker, { ...query, page: 1, size: ROWS_MAX })
  if (!listed.ok) return listed
  const { rows, title, basis } = listed.value
  const filters = Object.entries(query).map(([key, value]) => `${key}=${value}`)
  const { displayName, account } = asker.principal
  const text = [
    CSV_BEGIN,
    csvRow(['工作清单', title.zh]),
    csvRow(['处理依据', basis.zh]),
    csvRow(['筛选条件', filters.join(' ') || '全部']),
    csvRow(['导出时间', parts.platform.clock.now(), `${displayName}(${account})`]),
    csvRow(['人员编号', '姓名', '区划', '出生日期', '情况', '规定', '走访或办理', '说明', '经办人', '时间']),
    ...rows.map((row) =>
      csvRow([
        ...[row.personNo, row.name, row.area, row.bornOn ?? '', row.found.zh, row.resolution.zh],
        ...[row.visit.zh, row.visitNote, row.visitedBy, row.visitedAt],
      ]),
    ),
  ]
  return { ok: true, value: text.join('') }
}

export async function noteVisit({ desks }: ConsoleParts, asker: Asker, body: VisitBody): Promise<Outcome<DoneView>> {
  const person = await asker.read((reader) => findPerson(reader, body.personNo))
  if (!person) return refused('not_found', { what: `参保人员 ${body.personNo}` })
  const { list, reason, note = '' } = body
  const visit = { personNo: person.personNo, area: person.area, list, reason: reason as VisitReason, note: note.trim() }
  const outcome = await desks.window.noteVisit(visit, actorOf(asker), `visit ${asker.requestId}`)
  return outcome.ok ? { ok: true, value: { id: person.personNo } } : outcome
}

/** 书面选择: made once, within the asker's scope. */
export async function decideDuplicate(
  { desks }: ConsoleParts,
  asker: Asker,
  body: DuplicateBody,
): Promise<Outcome<DoneView>> {
  const issueId = identifierIn(body.issue)
  const issue = issueId && (await asker.read((reader) => findIssue(reader, issueId, body.personNo)))
  if (!issue) return refused('not_found', { what: `重复参保 ${body.issue.slice(0, 40)}` })
  const decision = { issueId: issue.issueId, personNo: issue.personNo, keep: body.keep, note: body.note.trim() }
  const outcome = await desks.batches.decide(decision, actorOf(asker), `duplicate ${asker.requestId}`)
  return outcome.ok ? { ok: true, value: { id: body.issue } } : outcome
}
