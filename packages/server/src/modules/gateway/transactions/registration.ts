// 2501–2506: referral, chronic disease, chosen provider; and withdrawing each.
import { refused } from '@yibao/kernel'
import type { Filed, FilingKind } from '../../filing/index.ts'
import { type Desks, type Exchange, type Handler, idFrom, kept, messageOf, notes, orAbsent } from '../exchange.ts'
import { shownId } from '../identifiers.ts'

const t2501: Handler<'2501'> = async ({ refmedin }, exchange, desks) => {
  const prior = refmedin.refl_old_mdtrt_id === '' ? undefined : idFrom(refmedin.refl_old_mdtrt_id, 'visit_unknown')
  if (prior && !prior.ok) return prior
  const message = messageOf<'2501', Filed>(exchange, desks, ({ filingId }) => ({
    output: { result: { trt_dcla_detl_sn: shownId(filingId) } },
  }))
  return kept(
    desks.filings.file(message, {
      personNo: refmedin.psn_no,
      kind: 'referral',
      provider: refmedin.reflin_medins_no,
      fromOn: refmedin.begndate ?? refmedin.refl_date,
      untilOn: refmedin.enddate,
      ...(prior ? { priorVisit: prior.value } : {}),
      details: notes({
        providerName: refmedin.reflin_medins_name,
        area: refmedin.mdtrtarea_admdvs,
        insurance: refmedin.insutype,
        phone: refmedin.tel,
        address: refmedin.addr,
        diagnosis: refmedin.diag_code,
        diagnosisName: refmedin.diag_name,
        condition: refmedin.dise_cond_dscr,
        agreed: refmedin.hosp_agre_refl_flag,
        kind: refmedin.refl_type,
        on: refmedin.refl_date,
        reason: refmedin.refl_rea,
        opinion: refmedin.refl_opnn,
        operator: exchange.envelope.opter,
        operatorName: exchange.envelope.opter_name,
      }),
    }),
  )
}

async function withdraw<I extends '2502' | '2504' | '2506'>(
  data: { readonly trt_dcla_detl_sn: string; readonly psn_no: string },
  kind: FilingKind,
  exchange: Exchange<I>,
  desks: Desks,
) {
  const filingId = idFrom(data.trt_dcla_detl_sn, 'filing_unknown')
  if (!filingId.ok) return filingId
  const message = messageOf<I, null>(exchange, desks, () => ({ output: {} as never }))
  return kept<I>(desks.filings.withdraw(message, { personNo: data.psn_no, filingId: filingId.value, kind }))
}

const t2502: Handler<'2502'> = ({ data }, exchange, desks) => withdraw(data, 'referral', exchange, desks)
const t2504: Handler<'2504'> = ({ data }, exchange, desks) => withdraw(data, 'chronic_disease', exchange, desks)
const t2506: Handler<'2506'> = ({ data }, exchange, desks) => withdraw(data, 'chosen_provider', exchange, desks)

const t2503: Handler<'2503'> = async ({ data }, exchange, desks) => {
  const message = messageOf<'2503', Filed>(exchange, desks, ({ filingId }) => ({
    output: { result: { trt_dcla_detl_sn: shownId(filingId) } },
  }))
  return kept(
    desks.filings.file(message, {
      personNo: data.psn_no,
      kind: 'chronic_disease',
      provider: data.ide_fixmedins_no,
      fromOn: data.begndate,
      untilOn: data.enddate,
      disease: { code: data.opsp_dise_code, name: data.opsp_dise_name },
      details: notes({
        providerName: data.ide_fixmedins_name,
        insurance: data.insutype,
        phone: data.tel,
        address: data.addr,
        certifiedOn: data.hosp_ide_date,
        doctor: data.diag_dr_codg,
        doctorName: data.diag_dr_name,
        remark: data.memo,
      }),
    }),
  )
}

const t2505: Handler<'2505'> = async ({ data }, exchange, desks) => {
  if (!desks.providers.find(data.fixmedins_code)) return refused('provider_unknown', { code: data.fixmedins_code })
  const message = messageOf<'2505', Filed>(exchange, desks, ({ filingId }) => ({
    output: { result: { trt_dcla_detl_sn: shownId(filingId) } },
  }))
  const business = orAbsent(data.biz_appy_type)
  return kept(
    desks.filings.file(message, {
      personNo: data.psn_no,
      kind: 'chosen_provider',
      provider: data.fixmedins_code,
      fromOn: data.begndate,
      untilOn: data.enddate,
      ...(business === undefined ? {} : { business }),
      details: notes({
        business: data.biz_appy_type,
        order: data.fix_srt_no,
        providerName: data.fixmedins_name,
        phone: data.tel,
        address: data.addr,
        agent: data.agnter_name,
        agentCertificateKind: data.agnter_cert_type,
        agentCertificate: data.agnter_certno,
        agentPhone: data.agnter_tel,
        agentAddress: data.agnter_addr,
        agentRelation: data.agnter_rlts,
        remark: data.memo,
      }),
    }),
  )
}

export const registrationHandlers = {
  '2501': t2501,
  '2502': t2502,
  '2503': t2503,
  '2504': t2504,
  '2505': t2505,
  '2506': t2506,
}
