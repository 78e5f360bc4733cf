// Who is this person, which provider is this, what may the person enjoy: the questions before a visit.
import { many, one, transaction } from '../nodes.ts'
import { may, must } from '../vocabulary/index.ts'
import { asRangeEnd, disease, operation } from './shared.ts'

const t1101 = transaction({
  infno: '1101',
  title: '人员信息获取',
  input: {
    data: one({
      ...must('mdtrt_cert_type', 'mdtrt_cert_no'),
      ...may('card_sn', 'begntime'),
      ...must('psn_cert_type', 'certno', 'psn_name'),
    }),
  },
  output: {
    baseinfo: one(
      {
        ...must('psn_no', 'psn_cert_type', 'certno', 'psn_name', 'gend'),
        ...may('naty', 'brdy'),
        ...must('age'),
        ...may('exp_content'),
      },
      { title: '基本信息' },
    ),
    insuinfo: many(
      {
        ...must('balc', 'insutype', 'psn_type'),
        ...may('psn_insu_stas', 'psn_insu_date', 'paus_insu_date'),
        ...must('cvlserv_flag', 'insuplc_admdvs'),
        ...may('emp_name'),
      },
      { title: '参保信息列表' },
    ),
    idetinfo: many(
      { ...must('psn_idet_type'), ...may('psn_type_lv', 'memo'), ...must('begntime'), ...may('endtime') },
      { title: '身份信息列表' },
    ),
  },
})

const t1201 = transaction({
  infno: '1201',
  title: '医药机构信息获取',
  input: {
    medinsinfo: one({ ...must('fixmedins_type'), ...may('fixmedins_name', 'fixmedins_code') }, { title: '基本信息' }),
  },
  output: {
    medinsinfo: many(
      {
        ...must('fixmedins_code', 'fixmedins_name', 'uscc', 'fixmedins_type'),
        ...may('hosp_lv', 'exp_content'),
      },
      { title: '基本信息' },
    ),
  },
})

const t2001 = transaction({
  infno: '2001',
  title: '人员待遇享受检查',
  input: {
    data: one({
      ...must('psn_no', 'insutype', 'fixmedins_code', 'med_type', 'begntime'),
      ...asRangeEnd(may('endtime')),
      ...disease,
      ...operation,
      ...may('matn_type', 'birctrl_type', 'exp_content'),
    }),
  },
  output: {
    trtinfo: many({
      ...must('psn_no', 'trt_chk_type', 'fund_pay_type', 'trt_enjymnt_flag', 'begndate'),
      ...may('enddate', 'trt_chk_rslt', 'exp_content'),
    }),
  },
})

export const personTransactions = { '1101': t1101, '1201': t1201, '2001': t2001 }
