// 1101, 1201, 2001: who is this person, which provider is this, what may the person enjoy.
import type { OutputWritable } from '@yibao/contract'
import { addDays, dayOf, type Fen, type Instant, type Outcome, refused } from '@yibao/kernel'
import {
  ageWithDecimal,
  categoriesOn,
  findByCertificate,
  findByCredential,
  findPerson,
  type Person,
  personState,
  readState,
  type Spell,
  spellOn,
} from '../../person/index.ts'
import type { Provider } from '../../provider/index.ts'
import { frameOf } from '../../visit/index.ts'
import { answered, type Desks, type Exchange, type Handler, looked } from '../exchange.ts'
import { registerOf } from '../settlement-answer.ts'
import { fundTypeOf, identityOf, insuredStateOf, insutypeOf, personTypeOf, schemeOf } from '../words.ts'

type Credential = 'e_credential' | 'social_card'
const CREDENTIALS: Readonly<Record<string, Credential>> = { '01': 'e_credential', '03': 'social_card' }
const BY_IDENTITY_CARD = '02'

/** A card or token that is registered leads to its holder; otherwise the certificate in the message does. */
async function personBy(
  { reader }: Desks,
  data: {
    readonly mdtrt_cert_type: string
    readonly mdtrt_cert_no: string
    readonly psn_cert_type: string
    readonly certno: string
  },
): Promise<Person | undefined> {
  const credential = CREDENTIALS[data.mdtrt_cert_type]
  const holder = credential && (await findByCredential(reader, credential, data.mdtrt_cert_no))
  if (holder) return holder
  const number = data.certno !== '' ? data.certno : data.mdtrt_cert_type === BY_IDENTITY_CARD ? data.mdtrt_cert_no : ''
  return number === '' ? undefined : findByCertificate(reader, data.psn_cert_type || '01', number.toUpperCase())
}

const t1101: Handler<'1101'> = async ({ data }, exchange, desks) => {
  const person = await personBy(desks, data)
  if (!person) return refused('person_not_found', {})
  const { certno, psn_name, mdtrt_cert_type, mdtrt_cert_no } = data
  if (certno !== '' && certno.toUpperCase() !== person.certificateNo) return refused('person_certificate_differs', {})
  if (mdtrt_cert_type === BY_IDENTITY_CARD && mdtrt_cert_no.toUpperCase() !== person.certificateNo)
    return refused('person_certificate_differs', {})
  if (psn_name !== '' && psn_name !== person.name) return refused('person_name_differs', {})
  const at = data.begntime ?? desks.clock.now()
  const on = dayOf(at)
  const { accountFen = 0 } = personState(await readState(desks.reader, person.personNo))
  await looked(exchange, desks, { personNo: person.personNo, purpose: '1101', fields: 'identity, enrolment', shown: 1 })
  const age = ageWithDecimal(person.bornOn, on)
  return answered<'1101'>({
    baseinfo: { ...registerOf(person), age },
    insuinfo: spellsShown(person, on).map((spell) => insurance(desks, person, spell, age, accountFen)),
    idetinfo: categoriesOn(person.dossier, on).map((held) => ({
      psn_idet_type: identityOf(held.category),
      memo: desks.policy.library.content.vocabulary.categories.get(held.category) ?? held.category,
      begntime: `${held.from} 00:00:00` as Instant,
      ...(held.until === undefined ? {} : { endtime: `${held.until} 23:59:59` as Instant }),
    })),
  })
}

/** What holds on the day, one row a scheme, an active one first; without any, the latest that ever held. */
function spellsShown({ dossier }: Person, on: Spell['from']): Spell[] {
  const present = (['employee', 'resident'] as const).flatMap((scheme) => spellOn(dossier, scheme, on) ?? [])
  if (present.length > 0) return present.sort((a, b) => Number(b.state === 'active') - Number(a.state === 'active'))
  const past = dossier.spells.filter(({ from }) => from <= on).sort((a, b) => (a.from > b.from ? -1 : 1))
  return past.slice(0, 1).map((spell) => ({ ...spell, state: 'terminated' }))
}

function insurance(desks: Desks, person: Person, spell: Spell, age: number, accountFen: number) {
  const isEmployee = spell.scheme === 'employee'
  return {
    balc: (isEmployee ? accountFen : 0) as Fen,
    insutype: insutypeOf(spell.scheme),
    psn_type: personTypeOf(spell.status, Math.floor(age)),
    psn_insu_stas: insuredStateOf(spell.state),
    psn_insu_date: spell.from,
    ...(spell.until === undefined ? {} : { paus_insu_date: spell.until }),
    cvlserv_flag: spell.civilServant ? '1' : '0',
    insuplc_admdvs: spell.area,
    emp_name: desks.city.employer(spell.employerNo ?? person.employerNo)?.name ?? '',
  }
}

const PROVIDER_KINDS: Readonly<Record<string, Provider['kind']>> = { '1': 'hospital', '2': 'pharmacy' }
const FOUND_MAX = 200

const t1201: Handler<'1201'> = async ({ medinsinfo }, _, { providers }) => {
  const { fixmedins_name, fixmedins_code, fixmedins_type } = medinsinfo
  if (fixmedins_name === '' && fixmedins_code === '') return refused('provider_query_empty', {})
  const kind = PROVIDER_KINDS[fixmedins_type] ?? 'hospital'
  const found = providers.search(kind, fixmedins_name, fixmedins_code, FOUND_MAX)
  return answered<'1201'>({
    medinsinfo: found.map((provider) => ({
      fixmedins_code: provider.code,
      fixmedins_name: provider.name,
      uscc: provider.creditCode,
      fixmedins_type,
      hosp_lv: provider.hospitalGrade,
    })),
  })
}

/** 基金项检查 */
const FUND_CHECK = '01'

const t2001: Handler<'2001'> = async ({ data }, exchange, desks) => {
  const framed = await benefitFrame(data, exchange, desks)
  if (!framed.ok) return framed
  const { person, frame, on } = framed.value
  await looked(exchange, desks, { personNo: person.personNo, purpose: '2001', fields: 'benefits', shown: 1 })
  const bill = { person: frame.person, visit: frame.visit, lines: [], accumulators: {}, denials: frame.denials }
  const ruling = desks.policy.rulingFor(bill)
  const plan = ruling.ok ? ruling.value.plan : undefined
  const reason = frame.denials.length > 0 ? frame.denials.join('、') : plan ? '' : '政策未规定此类待遇'
  const payers = plan ? [...new Set(plan.tiers.map(({ payer }) => payer))] : (['pooled'] as const)
  const types = new Set(
    payers
      .filter((payer) => payer !== 'provider' && payer !== 'account')
      .map((payer) => fundTypeOf(payer, frame.person.scheme)),
  )
  const spell = spellOn(person.dossier, frame.person.scheme, on)
  const rows: OutputWritable<'2001'>['trtinfo'] = [...types].map((type) => ({
    psn_no: person.personNo,
    trt_chk_type: FUND_CHECK,
    fund_pay_type: type,
    trt_enjymnt_flag: reason === '' ? '1' : '0',
    begndate: spell?.benefitFrom ?? spell?.from ?? on,
    ...(spell?.until === undefined ? {} : { enddate: spell.until }),
    trt_chk_rslt: reason,
  }))
  return answered<'2001'>({ trtinfo: rows })
}

async function benefitFrame(
  data: Parameters<Handler<'2001'>>[0]['data'],
  exchange: Exchange,
  desks: Desks,
): Promise<Outcome<{ person: Person; frame: ReturnType<typeof frameOf>; on: Spell['from'] }>> {
  const scheme = schemeOf(data.insutype)
  if (!scheme) return refused('scheme_not_open', { insutype: data.insutype })
  const provider = desks.providers.find(data.fixmedins_code)
  if (!provider) return refused('provider_unknown', { code: data.fixmedins_code })
  const category = desks.care.categories.find(data.med_type)
  if (!category) return refused('visit_category_not_here', { category: data.med_type, kind: '' })
  const person = await findPerson(desks.reader, data.psn_no)
  if (!person) return refused('person_unknown', { personNo: data.psn_no })
  const on = dayOf(data.begntime)
  const latest = addDays(desks.clock.today(), 366)
  if (on > latest || on < person.bornOn)
    return refused('visit_moment_impossible', { at: on, first: person.bornOn, last: latest })
  const kind = category.kinds[0] ?? 'outpatient'
  const details = {
    scheme,
    category: category.code,
    number: '',
    credentialKind: '',
    beganAt: data.begntime,
    attending: { doctor: '', doctorName: '', department: '', departmentName: '' },
    diagnoses: [],
    ...(data.dise_codg === '' ? {} : { disease: data.dise_codg }),
  }
  const visit = { visitId: exchange.requestId, beganOn: on, endedOn: null, kind, details }
  return { ok: true, value: { person, on, frame: frameOf(desks.care, person, provider, visit, on) } }
}

export const personHandlers = { '1101': t1101, '1201': t1201, '2001': t2001 }
