// One outpatient visit as a hospital's system sends it, and taken back again: any Node from 20, no packages.
// node docs/examples/outpatient-visit.mjs NAME CERTIFICATE_NUMBER [http://127.0.0.1:8200]
const [name, certificate, platform = 'http://127.0.0.1:8200'] = process.argv.slice(2)
if (!certificate) {
  console.error('node docs/examples/outpatient-visit.mjs 姓名 证件号码 [http://127.0.0.1:8200]')
  process.exit(2)
}

const GATEWAY = `${platform}/fsi/api/rsfComIfsService/callService`
// The first hospital of the default demonstration city, one of its departments and one of its physicians.
const HOSPITAL = 'H62100200001'
const DEPARTMENT = { code: 'A02', name: '全科医疗科' }
const PHYSICIAN = { code: 'D621002000001', name: '示例医师' }
const ITEMS = [
  { code: '001102000010000', own: 'ZC01', price: 10 }, // 普通门诊诊查费
  { code: 'XJ01CAA000E001010100000', own: 'YP01', price: 4.8 }, // 阿莫西林胶囊
]

/** 2026-11-22 09:00:00, in China wherever this runs. */
const now = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
let numbers = 0
/** Institution, time and a counter: never used twice. Keep it with the message, to send both again when no answer comes. */
function newMsgid() {
  numbers += 1
  return `${HOSPITAL}${now().replace(/\D/g, '')}${String(numbers).padStart(4, '0')}`
}

async function send(infno, input) {
  const message = {
    ...{ infno, msgid: newMsgid(), mdtrtarea_admvs: '621002', insuplc_admdvs: '621000', recer_sys_code: 'YBXT' },
    ...{ infver: 'V1.0', opter_type: '1', opter: 'C001', opter_name: '收费员', inf_time: now() },
    ...{ fixmedins_code: HOSPITAL, fixmedins_name: '示例医院', input },
  }
  const response = await fetch(GATEWAY, { method: 'POST', body: JSON.stringify(message) }).catch(() => undefined)
  if (response === undefined) {
    console.error(`${platform} 连不上, 请先启动平台`)
    process.exit(1)
  }
  const answer = await response.json()
  if (answer.infcode !== 0) {
    console.log(`${infno} 拒绝: ${answer.err_msg}`)
    process.exit(1)
  }
  console.log(`${infno} 成功`)
  return answer.output
}

const papers = { mdtrt_cert_type: '02', mdtrt_cert_no: certificate, psn_cert_type: '01', certno: certificate }
const { baseinfo, insuinfo } = await send('1101', { data: { ...papers, psn_name: name } })
const enrolled = insuinfo.find(({ psn_insu_stas }) => psn_insu_stas === '1') ?? insuinfo[0]
const own = { psn_no: baseinfo.psn_no, insutype: enrolled.insutype, psn_type: enrolled.psn_type, psn_name: name }

const { data: registered } = await send('2201', {
  data: {
    ...{ ...own, ...papers, begntime: now(), ipt_otp_no: `MZ${Date.now()}` },
    ...{ dept_code: DEPARTMENT.code, dept_name: DEPARTMENT.name, caty: DEPARTMENT.code },
  },
})
const visit = { mdtrt_id: registered.mdtrt_id, psn_no: own.psn_no }

await send('2203', {
  mdtrtinfo: { ...visit, med_type: '11', begntime: now(), dise_codg: 'J06.900', dise_name: '急性上呼吸道感染' },
  diseinfo: [
    {
      ...{ diag_type: '1', diag_srt_no: 1, diag_code: 'J06.900', diag_name: '急性上呼吸道感染', vali_flag: '1' },
      ...{ diag_dept: DEPARTMENT.name, dise_dor_no: PHYSICIAN.code, dise_dor_name: PHYSICIAN.name, diag_time: now() },
    },
  ],
})

const batch = `B${Date.now()}`
await send('2204', {
  feedetail: ITEMS.map(({ code, own: ownCode, price }, at) => ({
    ...{ ...visit, feedetl_sn: `${Date.now()}${at}`, chrg_bchno: batch, rx_circ_flag: '0', fee_ocur_time: now() },
    ...{ med_list_codg: code, medins_list_codg: ownCode, cnt: 1, pric: price, det_item_fee_sumamt: price },
    ...{ bilg_dept_codg: DEPARTMENT.code, bilg_dept_name: DEPARTMENT.name, hosp_appr_flag: '0' },
    ...{ bilg_dr_codg: PHYSICIAN.code, bilg_dr_name: PHYSICIAN.name },
  })),
})

const total = ITEMS.reduce((sum, { price }) => sum + price, 0).toFixed(2)
const bill = {
  ...{ ...own, ...papers, ...visit, med_type: '11', medfee_sumamt: total, psn_setlway: '01', chrg_bchno: batch },
  acct_used_flag: '0',
}
const { setlinfo: quote } = await send('2206', { data: bill })
const { setlinfo } = await send('2207', {
  data: {
    ...{ ...bill, fulamt_ownpay_amt: quote.fulamt_ownpay_amt, overlmt_selfpay: quote.overlmt_selfpay },
    ...{ preselfpay_amt: quote.preselfpay_amt, inscp_scp_amt: quote.inscp_scp_amt },
  },
})
const { setl_id, medfee_sumamt, fund_pay_sumamt, psn_part_amt } = setlinfo
console.log(`结算 ${setl_id}：总费用 ${medfee_sumamt} 元，基金支付 ${fund_pay_sumamt} 元，个人负担 ${psn_part_amt} 元`)

await send('2208', { data: { ...visit, setl_id } })
await send('2205', { data: { ...visit, chrg_bchno: batch } })
await send('2202', { data: { ...visit, ipt_otp_no: registered.ipt_otp_no } })
