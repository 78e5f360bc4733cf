// 1312, 1317, 3301, 3302, 3401: catalogue queries, a provider's mappings and departments.
import { type CatalogueEntry, type Day, dayOf, type Outcome, refused } from '@yibao/kernel'
import { findMappings, type ItemMapping, mapItems, unmapItem } from '../../catalogue/index.ts'
import { registerDepartment } from '../../provider/index.ts'
import { answered, type Desks, type Handler, kept, messageOf, notes } from '../exchange.ts'
import { gradeOf, listTypeOf } from '../words.ts'

const PAGE_SIZE_MAX = 500
const OFFSET_MAX = 1_000_000

/** Pages count from 1. */
function pageOf(page: number, size: number): Outcome<{ offset: number; limit: number }> {
  const offset = (page - 1) * size
  if (page < 1 || size < 1 || size > PAGE_SIZE_MAX || offset > OFFSET_MAX)
    return refused('page_too_far', { page, size })
  return { ok: true, value: { offset, limit: size } }
}

const flag = (is: boolean): string => (is ? '1' : '0')
/** 单复方均可用 */
const ANY_USE = '1'
const NO_END = '2099-12-31' as Day

const registerFields = ({ poolingArea }: Desks, beginOn: Day) => ({
  vali_flag: '1',
  updt_time: beginOn,
  crte_time: beginOn,
  crte_optins_no: poolingArea,
  optins_no: poolingArea,
  poolarea_no: poolingArea,
})

const t1312: Handler<'1312'> = async ({ data }, _, desks) => {
  const page = pageOf(data.page_num, data.page_size)
  if (!page.ok) return page
  const found = desks.catalogue.select({
    code: data.hilist_code,
    name: data.hilist_name,
    on: data.query_date,
    beginOn: data.begndate,
    matches: matcherOf(data),
    ...page.value,
  })
  return answered<'1312'>({
    data: found.map((entry) => ({
      hilist_code: entry.code,
      hilist_name: entry.name,
      insu_admdvs: desks.poolingArea,
      begndate: entry.beginOn,
      enddate: entry.endOn ?? NO_END,
      med_chrgitm_type: entry.feeClass,
      chrgitm_lv: gradeOf(entry.paymentClass),
      lmt_used_flag: flag(entry.restriction !== undefined),
      list_type: listTypeOf(entry.listType),
      med_use_flag: '1',
      matn_used_flag: flag(entry.restriction?.insurance === 'maternity'),
      hilist_use_type: '1',
      lmt_cpnd_type: ANY_USE,
      memo: entry.restriction?.text ?? '',
      rid: `${entry.code}-${entry.beginOn}`.slice(0, 40),
      ...registerFields(desks, entry.beginOn),
    })),
  })
}

/** Empty fields ask nothing. Entries carry no mnemonic codes and are all valid. */
function matcherOf(data: Parameters<Handler<'1312'>>[0]['data']): (entry: CatalogueEntry) => boolean {
  const { med_chrgitm_type, chrgitm_lv, lmt_used_flag, list_type, vali_flag, updt_time } = data
  return (entry) =>
    (med_chrgitm_type === '' || entry.feeClass === med_chrgitm_type) &&
    (chrgitm_lv === '' || gradeOf(entry.paymentClass) === chrgitm_lv) &&
    (lmt_used_flag === '' || flag(entry.restriction !== undefined) === lmt_used_flag) &&
    (list_type === '' || listTypeOf(entry.listType) === list_type) &&
    (vali_flag === '' || vali_flag === '1') &&
    entry.beginOn >= updt_time
}

const t1317: Handler<'1317'> = async ({ data }, { provider }, desks) => {
  const page = pageOf(data.page_num, data.page_size)
  if (!page.ok) return page
  if (data.fixmedins_code !== '' && data.fixmedins_code !== provider.code)
    return refused('provider_other', { sent: data.fixmedins_code, own: provider.code })
  const found = await findMappings(desks.reader, {
    provider: provider.code,
    ownCode: data.medins_list_codg,
    ownName: data.medins_list_name,
    listType: data.list_type,
    itemCode: data.med_list_codg,
    on: data.query_date ?? '',
    beginOn: data.begndate ?? '',
    changedFrom: data.updt_time,
    valid: data.vali_flag === '' ? undefined : data.vali_flag === '1',
    ...page.value,
  })
  return answered<'1317'>({
    data: found.map((mapping) => ({
      ...registerFields(desks, mapping.mappedAt.slice(0, 10) as Day),
      fixmedins_code: mapping.provider,
      medins_list_codg: mapping.ownCode,
      medins_list_name: mapping.ownName,
      insu_admdvs: desks.poolingArea,
      list_type: mapping.listType,
      med_list_codg: mapping.itemCode,
      begndate: mapping.beginOn,
      enddate: mapping.endOn ?? NO_END,
      aprvno: mapping.details.approval ?? '',
      dosform: mapping.details.form ?? '',
      exct_cont: mapping.details.excluded ?? '',
      item_cont: mapping.details.content ?? '',
      prcunt: mapping.details.unit ?? '',
      spec: mapping.details.specification ?? '',
      pacspec: mapping.details.packing ?? '',
      memo: mapping.details.remark ?? '',
      vali_flag: flag(mapping.withdrawnAt === null),
      rid: `${mapping.ownCode}-${mapping.itemCode}`.slice(0, 40),
      updt_time: (mapping.withdrawnAt ?? mapping.mappedAt).slice(0, 10) as Day,
    })),
  })
}

const t3301: Handler<'3301'> = async ({ data }, exchange, desks) => {
  const provider = exchange.provider.code
  const mappings = data.map(
    (row): ItemMapping => ({
      provider,
      ownCode: row.fixmedins_hilist_id,
      ownName: row.fixmedins_hilist_name,
      listType: row.list_type,
      itemCode: row.med_list_codg,
      beginOn: row.begndate,
      endOn: row.enddate,
      details: notes({
        approval: row.aprvno,
        form: row.dosform,
        excluded: row.exct_cont,
        content: row.item_cont,
        unit: row.prcunt,
        specification: row.spec,
        packing: row.pacspec,
        remark: row.memo,
      }),
    }),
  )
  const message = messageOf<'3301', null>(exchange, desks, () => ({ output: {} }))
  return kept(mapItems(desks.writePath, desks.catalogue, message, { provider, mappings }))
}

const t3302: Handler<'3302'> = async ({ data }, exchange, desks) => {
  const { provider } = exchange
  if (data.fixmedins_code !== provider.code)
    return refused('provider_other', { sent: data.fixmedins_code, own: provider.code })
  const message = messageOf<'3302', null>(exchange, desks, () => ({ output: {} }))
  return kept(
    unmapItem(desks.writePath, message, {
      provider: provider.code,
      ownCode: data.fixmedins_hilist_id,
      listType: data.list_type,
      itemCode: data.med_list_codg,
    }),
  )
}

const t3401: Handler<'3401'> = async ({ deptinfo }, exchange, desks) => {
  const message = messageOf<'3401', null>(exchange, desks, () => ({ output: {} }))
  const { endtime } = deptinfo
  if (endtime !== undefined && endtime < deptinfo.begntime)
    return refused('filing_dates', { from: dayOf(deptinfo.begntime), until: dayOf(endtime) })
  return kept(
    registerDepartment(desks.writePath, desks.providers, message, {
      provider: exchange.provider.code,
      department: {
        code: deptinfo.hosp_dept_codg,
        name: deptinfo.hosp_dept_name,
        specialty: deptinfo.caty,
        register: notes({
          from: deptinfo.begntime,
          until: endtime,
          about: deptinfo.itro,
          head: deptinfo.dept_resper_name,
          phone: deptinfo.dept_resper_tel,
          services: deptinfo.dept_med_serv_scp,
          founded: deptinfo.dept_estbdat,
          beds: deptinfo.aprv_bed_cnt,
          insuredBeds: deptinfo.hi_crtf_bed_cnt,
          poolingArea: deptinfo.poolarea_no,
          physicians: deptinfo.dr_psncnt,
          pharmacists: deptinfo.phar_psncnt,
          nurses: deptinfo.nurs_psncnt,
          technicians: deptinfo.tecn_psncnt,
          remark: deptinfo.memo,
        }),
      },
    }),
  )
}

export const catalogueHandlers = { '1312': t1312, '1317': t1317, '3301': t3301, '3302': t3302, '3401': t3401 }
