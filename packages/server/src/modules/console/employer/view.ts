// 单位网厅: an employer's month, its members, its bill, and a declaration of one person.
import type {
  BillQuery,
  BillView,
  Declaration,
  DeclarationTold,
  EmployerView,
  MemberPage,
  MemberQuery,
} from '@yibao/contract/rest'
import { addDays, addMonths, day, type Fen, maskCertificate, type Outcome, share } from '@yibao/kernel'
import { faultsOf } from '../../enrolment/index.ts'
import { shownId } from '../../gateway/index.ts'
import { statusTitle } from '../../policy/index.ts'
import type { Asker } from '../asker.ts'
import { csvRow } from '../csv.ts'
import { ownOf } from '../enrolment/batches.ts'
import { faultTitle, lineKind, words } from '../enrolment/words.ts'
import { actorOf } from '../flows/propose.ts'
import { pageOf } from '../paging.ts'
import type { ConsoleParts } from '../parts.ts'
import { type BillLine, chargesOf, linesOf, type MemberFound, membersOf, monthOf, namesOf } from './store.ts'

const UNPAID = new Set(['assessed', 'sent', 'collected'])
const NOT_INSURED_SHOWN = 50
const STATES = {
  active: words('在保', 'Enrolled'),
  suspended: words('暂停', 'Suspended'),
  left: words('已减员', 'Left'),
} as const

const STATUS_EN: Readonly<Record<string, string>> = { active: 'Active', retired: 'Retired' }

const sum = (rows: readonly { readonly amountFen: number }[]): number =>
  rows.reduce((total, { amountFen }) => total + amountFen, 0)

export async function employerView(parts: ConsoleParts, asker: Asker): Promise<Outcome<EmployerView>> {
  const { desks, platform } = parts
  const employerNo = asker.principal.employer
  const employer = desks.city.employer(employerNo)
  const today = platform.clock.today()
  const month = today.slice(0, 7)
  const { earliestOn } = await desks.batches.boundsOf(employerNo)
  const rules = await desks.contributions.rules(month)
  if (!rules.ok) return rules
  const found = await asker.read(async (reader) => ({
    month: await monthOf(reader, employerNo, today),
    charges: await chargesOf(reader, employerNo, undefined),
    suspended: await membersOf(reader, employerNo, today, { state: 'suspended', offset: 0, limit: NOT_INSURED_SHOWN }),
    foreseen: await desks.contributions.foresee(reader, employerNo, month),
  }))
  await asker.looked({ purpose: '单位查看本单位参保人员', fields: 'names', shown: found.suspended.rows.length })
  if (!found.foreseen.ok) return found.foreseen
  const own = found.charges.filter(({ period }) => period === month)
  const overdue = found.charges.filter(({ state, dueOn }) => UNPAID.has(state) && dueOn < today)
  return {
    ok: true,
    value: {
      employerNo,
      name: employer?.name ?? '',
      creditCode: employer?.creditCode ?? '',
      area: desks.city.areaName(employer?.area ?? ''),
      ...found.month,
      month,
      openMonth: earliestOn.slice(0, 7),
      declareDay: rules.value.employee.declareDay,
      billFen: own.length > 0 ? sum(own) : (found.foreseen.value?.amountFen ?? 0),
      billed: own.length > 0,
      paidFen: sum(own.filter(({ state }) => !UNPAID.has(state))),
      overdueFen: sum(overdue),
      notInsured: found.suspended.rows.map(({ personNo, name, spell }) => ({
        personNo,
        name,
        reason: words(`自 ${spell.from} 起暂停参保`, `Suspended since ${spell.from}`),
      })),
    },
  }
}

export async function memberPage(parts: ConsoleParts, asker: Asker, query: MemberQuery): Promise<Outcome<MemberPage>> {
  const { page, size, offset } = pageOf(query)
  const { state, q } = query
  const asked = { offset, limit: size, ...(state && { state }), ...(q && { q: q.trim() }) }
  const today = parts.platform.clock.today()
  const found = await asker.read((reader) => membersOf(reader, asker.principal.employer, today, asked))
  await asker.looked({ purpose: '单位查看本单位参保人员', fields: 'names', shown: found.rows.length })
  return { ok: true, value: { rows: found.rows.map(memberRow), total: found.total, page, size } }
}

/** Its own people by name; the certificate is shown only so far as to tell two of one name apart. */
const memberRow = ({ personNo, name, certificateNo, spell, state, wageFen, wageFrom }: MemberFound) => ({
  personNo,
  name,
  certificate: maskCertificate(certificateNo),
  status: words(statusTitle(spell.status), STATUS_EN[spell.status] ?? spell.status),
  state,
  stateTitle: STATES[state],
  from: spell.from,
  until: spell.until ?? null,
  wageFen,
  wageFrom,
})

export async function billView(parts: ConsoleParts, asker: Asker, query: BillQuery): Promise<Outcome<BillView>> {
  const { desks, platform } = parts
  const { page, size, offset } = pageOf(query)
  const today = platform.clock.today()
  const month = query.month ?? today.slice(0, 7)
  const employerNo = asker.principal.employer
  const rules = await desks.contributions.rules(month)
  if (!rules.ok) return rules
  const personFen = (baseFen: number) => share(baseFen as Fen, rules.value.employee.personBp)
  const found = await asker.read(async (reader) => {
    const charges = await chargesOf(reader, employerNo, month)
    const isAssessed = charges.some(({ kind }) => kind === 'contribution')
    if (isAssessed)
      return { charges, isAssessed, lines: await linesOf(reader, employerNo, month, { offset, limit: size }) }
    const foreseen = await desks.contributions.foresee(reader, employerNo, month)
    const all = foreseen.ok ? (foreseen.value?.lines ?? []) : []
    const own = all.slice(offset, offset + size)
    const names = await namesOf(
      reader,
      own.map(({ personNo }) => personNo),
    )
    const rows: BillLine[] = own.map((line) => ({ ...line, name: names.get(line.personNo) ?? '' }))
    return { charges, isAssessed, lines: { rows, total: all.length, amountFen: sum(all) } }
  })
  await asker.looked({ purpose: '单位查看缴费明细', fields: 'amounts', shown: found.lines.rows.length })
  return {
    ok: true,
    value: {
      month,
      assessed: found.isAssessed,
      charges: found.charges.map(({ period: _, ...charge }) => ({
        ...charge,
        overdue: UNPAID.has(charge.state) && charge.dueOn < today,
      })),
      rows: found.lines.rows.map(({ personNo, name, baseFen, amountFen }) => ({
        ...{ personNo, name, baseFen, amountFen },
        personFen: personFen(baseFen),
        employerFen: amountFen - personFen(baseFen),
      })),
      total: found.lines.total,
      page,
      size,
      amountFen: found.lines.amountFen,
    },
  }
}

const ACTIONS = { add: '增员', drop: '减员', base: '基数变更' } as const
const STATUS_WORDS = { active: '在职', retired: '退休' } as const

/** A file of one line: what holds for a template holds for the form. */
export async function declare(
  parts: ConsoleParts,
  asker: Asker,
  asked: Declaration,
): Promise<Outcome<DeclarationTold>> {
  const { desks, platform } = parts
  const opening = {
    ...ownOf(asker),
    fileName: `${ACTIONS[asked.action]} ${platform.clock.now()}`,
    origin: 'form' as const,
  }
  const text = lineOf(asked, desks.city.employer(asker.principal.employer)?.area ?? '')
  const outcome = await desks.batches.receiveLine(opening, text, actorOf(asker))
  if (!outcome.ok) return outcome
  const batch = outcome.value
  const { rows } = await asker.read((reader) => faultsOf(reader, batch, undefined, { offset: 0, limit: 50 }))
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

/** A change of the month begins on its first day; who leaves is enrolled to the last one. */
function lineOf(asked: Declaration, area: string): string {
  const {
    action,
    certificateKind = '01',
    certificateNo,
    name,
    mobile = '',
    status = 'active',
    month,
    wage = '',
  } = asked
  const first = day(`${month}-01`)
  const cells = {
    ...{ 办理事项: ACTIONS[action], 证件类型: certificateKind, 证件号码: certificateNo, 姓名: name, 手机号码: mobile },
    ...{ 参保区划: area, 险种: '职工', 参保身份: STATUS_WORDS[status], 参保日期: first },
    ...{
      截止日期: action === 'drop' ? addDays(addMonths(first, 1), -1) : '',
      月缴费工资: action === 'drop' ? '' : wage,
    },
  }
  return csvRow(Object.keys(cells)) + csvRow(Object.values(cells).map((text) => text.trim()))
}
