// 5206, 5301, 5302, 5304: what of the limits is used up, certified diseases, chosen providers, referrals.
import { addDays, type Day, dayOf, type Fen, type Instant } from '@yibao/kernel'
import { filingsOf } from '../../filing/index.ts'
import { holdsOn, personState, readState } from '../../person/index.ts'
import { answered, dayIn, type Handler } from '../exchange.ts'
import { registerOf, standingOf } from '../settlement-answer.ts'
import { insutypeOf } from '../words.ts'
import { personOr, see } from './query.ts'

/** Accumulators by the grammar that clients know: C counts, Q deductibles, S amounts counted in bands, D payments. */
const LETTERS: Readonly<Record<string, string>> = { admissions: 'C', deductible: 'Q', base: 'S', limit: 'D' }

const t5206: Handler<'5206'> = async ({ data }, exchange, desks) => {
  const found = await personOr(desks, data.psn_no)
  if (!found.ok) return found
  const { accumulators } = personState(await readState(desks.reader, data.psn_no))
  const today = desks.clock.today()
  const scheme = found.value.dossier.spells.find((spell) => holdsOn(spell, today))?.scheme ?? 'resident'
  const rows = Object.entries(accumulators)
    .map(([key, value]) => cumulative(key, value, insutypeOf(scheme), today))
    .filter(({ cum_ym, year }) => data.cum_ym === '' || cum_ym === data.cum_ym || `${year}12` === data.cum_ym)
  await see(exchange, desks, data.psn_no, 'accumulators', rows.length)
  return answered<'5206'>({ cuminfo: rows })
}

function cumulative(key: string, value: number, insutype: string, today: Day) {
  const [name = '', period = ''] = key.split('@')
  const [kind = '', ...bucket] = name.split('.')
  const year = /^\d{4}/.test(period) ? period.slice(0, 4) : today.slice(0, 4)
  const month = /^\d{4}-(\d{2})/.exec(period)?.[1] ?? (year === today.slice(0, 4) ? today.slice(5, 7) : '12')
  const isCount = kind === 'admissions'
  return {
    insutype,
    year,
    cum_ym: `${year}${month}`,
    cum_type_code: `${LETTERS[kind] ?? 'Z'}0000${bucket.length > 0 ? `_${bucket.join('.')}` : ''}`.slice(0, 30),
    // Counts are whole numbers of a field that has two decimals.
    cum: (isCount ? value * 100 : value) as Fen,
  }
}

const t5301: Handler<'5301'> = async ({ data }, exchange, desks) => {
  const found = await personOr(desks, data.psn_no)
  if (!found.ok) return found
  const today = desks.clock.today()
  const valid = found.value.dossier.certificates.filter((each) => holdsOn(each, today))
  await see(exchange, desks, data.psn_no, 'certified diseases', valid.length)
  return answered<'5301'>({
    feedetail: valid.map((each) => ({
      opsp_dise_code: each.disease,
      opsp_dise_name: each.name,
      begndate: each.from,
      ...(each.until === undefined ? {} : { enddate: each.until }),
    })),
  })
}

const t5302: Handler<'5302'> = async ({ data }, exchange, desks) => {
  const found = await personOr(desks, data.psn_no)
  if (!found.ok) return found
  const filings = await filingsOf(desks.reader, data.psn_no, 'chosen_provider')
  const own = filings.filter(({ details }) => details.business === data.biz_appy_type)
  await see(exchange, desks, data.psn_no, 'chosen providers', own.length)
  return answered<'5302'>({
    psnfixmedin: own.map((filing) => ({
      psn_no: filing.personNo,
      insutype: filing.details.insurance ?? '',
      fix_srt_no: filing.details.order ?? '1',
      fixmedins_code: filing.provider,
      fixmedins_name: filing.details.providerName ?? '',
      begndate: filing.fromOn,
      ...(filing.untilOn === null ? {} : { enddate: filing.untilOn }),
      memo: filing.details.remark ?? '',
    })),
  })
}

const t5304: Handler<'5304'> = async ({ data }, exchange, desks) => {
  const found = await personOr(desks, data.psn_no)
  if (!found.ok) return found
  const person = found.value
  const [from, to] = [dayOf(data.begntime), dayIn(data.endtime) ?? addDays(desks.clock.today(), 366)]
  const filings = (await filingsOf(desks.reader, data.psn_no, 'referral')).filter(
    ({ fromOn }) => fromOn >= from && fromOn <= to,
  )
  await see(exchange, desks, data.psn_no, 'referrals', filings.length)
  return answered<'5304'>({
    refmedin: filings.map(({ details, ...filing }) => ({
      ...registerOf(person),
      insutype: details.insurance ?? standingOf(person, 'resident', filing.fromOn).insutype,
      dcla_souc: '01',
      tel: details.phone ?? '',
      addr: details.address ?? '',
      insu_optins: person.area,
      emp_name: desks.city.employer(person.employerNo)?.name ?? '',
      diag_code: details.diagnosis ?? '',
      diag_name: details.diagnosisName ?? '',
      dise_cond_dscr: details.condition ?? '',
      reflin_medins_no: filing.provider,
      reflin_medins_name: details.providerName ?? '',
      out_flag: details.area?.slice(0, 4) === desks.poolingArea.slice(0, 4) ? '0' : '1',
      refl_date: (details.on ?? filing.fromOn) as Day,
      refl_rea: details.reason ?? '',
      begndate: filing.fromOn,
      ...(filing.untilOn === null ? {} : { enddate: filing.untilOn }),
      hosp_agre_refl_flag: details.agreed ?? '0',
      opter_id: details.operator ?? '',
      opter_name: details.operatorName ?? '',
      opt_time: filing.filedAt as Instant,
    })),
  })
}

export const personQueryHandlers = { '5206': t5206, '5301': t5301, '5302': t5302, '5304': t5304 }
