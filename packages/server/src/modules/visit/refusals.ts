// What can be wrong with a visit, a stay or a fee line.
import { defineRefusals, words } from '@yibao/contract'
import { schemeTitle } from '../person/index.ts'

export const visitRefusals = defineRefusals({
  message_voided: words<{ msgid: string }>(
    { msgid: 'H11010100001202606010830000001' },
    (f) => `报文${f.msgid}已被冲正，不再受理，如需办理请换报文ID重新发起`,
  ),
  visit_unknown: words<{ visit: string }>(
    { visit: '01JDBX0Z0000000000000000A1' },
    (f) => `就诊ID ${f.visit}不存在或不属于该人员，请核对就诊ID和人员编号`,
  ),
  visit_other_provider: words<{ visit: string }>(
    { visit: '01JDBX0Z0000000000000000A1' },
    (f) => `就诊ID ${f.visit}由其他医药机构登记，本机构不能办理`,
  ),
  visit_step_not_possible: words<{ visit: string; step: string; state: string }>(
    { visit: '01JDBX0Z0000000000000000A1', step: '撤销登记', state: '已撤销' },
    (f) => `就诊${f.visit}当前为${f.state}，不能${f.step}`,
  ),
  visit_number_differs: words({}, () => '所传住院/门诊号与登记不符，请核对后重传'),
  visit_scheme_differs: words<{ sent: string; registered: string }>(
    { sent: 'resident', registered: 'employee' },
    (f) => `报文险种为${schemeTitle(f.sent)}，就诊登记的是${schemeTitle(f.registered)}，请改正后重传`,
  ),
  visit_category_differs: words<{ sent: string; registered: string }>(
    { sent: '11', registered: '14' },
    (f) => `报文医疗类别${f.sent}与就诊登记的${f.registered}不一致，请改正后重传`,
  ),
  visit_category_not_here: words<{ category: string; kind: string }>(
    { category: '21', kind: '门诊' },
    (f) => `医疗类别${f.category}不能用于${f.kind}就诊，请核对医疗类别`,
  ),
  visit_moment_impossible: words<{ at: string; first: string; last: string }>(
    { at: '2999-12-31', first: '2024-06-01', last: '2026-06-02' },
    (f) => `就诊或出入院时间${f.at}应在${f.first}至${f.last}之间，请核对时间`,
  ),
  visit_not_informed: words<{ visit: string }>(
    { visit: '01JDBX0Z0000000000000000A1' },
    (f) => `就诊${f.visit}尚未上传就诊信息，请先以2203上传诊断和医疗类别`,
  ),
  visit_has_settlement: words<{ visit: string; count: number }>(
    { visit: '01JDBX0Z0000000000000000A1', count: 1 },
    (f) => `就诊${f.visit}有${f.count}笔有效结算，请先撤销结算`,
  ),
  visit_has_charges: words<{ visit: string; count: number }>(
    { visit: '01JDBX0Z0000000000000000A1', count: 2 },
    (f) => `就诊${f.visit}还有${f.count}批未撤销的费用明细，请先撤销明细`,
  ),
  stay_overlaps: words<{ provider: string; from: string; until: string }>(
    { provider: '示例人民医院', from: '2026-06-01', until: '今' },
    (f) => `该人员${f.from}至${f.until}在${f.provider}住院，住院时间重叠，请核对或先办理出院`,
  ),
  stay_ends_before: words<{ from: string; until: string }>(
    { from: '2026-06-05', until: '2026-06-01' },
    (f) => `出院时间${f.until}早于入院时间${f.from}，请核对出院时间`,
  ),
  diagnosis_malformed: words<{ code: string }>(
    { code: 'I10' },
    (f) => `诊断代码${f.code}不是医保2.0版可用诊断编码(如I10.x00)，请改正后重传`,
  ),
  diagnosis_missing: words({}, () => '没有有效的诊断，请至少保留一条有效诊断后重传'),
  diagnosis_order_twice: words<{ order: number }>({ order: 1 }, (f) => `诊断排序号${f.order}重复，请按顺序编号后重传`),
  main_diagnosis_count: words<{ count: number }>(
    { count: 2 },
    (f) => `主诊断应恰有一条，收到${f.count}条，请改正主诊断标志后重传`,
  ),
  disease_needed: words<{ category: string }>(
    { category: '14' },
    (f) => `医疗类别${f.category}须填病种编码，请补充后重传`,
  ),
  death_day_impossible: words<{ on: string; first: string; last: string }>(
    { on: '2999-12-31', first: '2026-06-01', last: '2026-06-05' },
    (f) => `死亡日期${f.on}应在入院${f.first}至出院${f.last}之间，请核对后重传`,
  ),
  death_day_missing: words({}, () => '离院方式为死亡，须填死亡日期，请补充后重传'),
  line_serial_twice: words<{ row: number; serial: string }>(
    { row: 2, serial: '1001' },
    (f) => `第${f.row}行费用明细流水号${f.serial}在本报文内重复，请改为唯一编号后重传`,
  ),
  line_serial_used: words<{ serial: string }>(
    { serial: '1001' },
    (f) => `费用明细流水号${f.serial}在本次就诊中已上传，请改为唯一编号或先撤销原明细`,
  ),
  line_serial_unknown: words<{ serial: string }>(
    { serial: '1001' },
    (f) => `费用明细流水号${f.serial}不在本次就诊的有效明细中，请核对后重传`,
  ),
  line_settled: words<{ serial: string }>(
    { serial: '1001' },
    (f) => `费用明细${f.serial}已结算，请先撤销结算再撤销明细`,
  ),
  line_amount_differs: words<{ row: number; stated: string; computed: string }>(
    { row: 3, stated: '10.00', computed: '10.01' },
    (f) => `第${f.row}行金额${f.stated}不等于单价乘数量(四舍五入为${f.computed})，请改正后重传`,
  ),
  line_day_outside: words<{ row: number; on: string; first: string; last: string }>(
    { row: 1, on: '2999-12-31', first: '2026-05-25', last: '2026-06-02' },
    (f) => `第${f.row}行费用日期${f.on}应在${f.first}至${f.last}之间，请核对费用发生时间`,
  ),
  line_other_visit: words<{ row: number }>(
    { row: 2 },
    (f) => `第${f.row}行的就诊ID或人员编号与第1行不同，一次只能上传一次就诊的明细`,
  ),
  batch_known: words<{ batch: string }>(
    { batch: 'B1' },
    (f) => `收费批次号${f.batch}在本次就诊中已上传，请换批次号或先以2205撤销`,
  ),
  batch_unknown: words<{ batch: string }>({ batch: 'B1' }, (f) => `收费批次号${f.batch}没有未结算的明细，请核对批次号`),
  batch_settled: words<{ batch: string }>({ batch: 'B1' }, (f) => `收费批次${f.batch}已结算，请先撤销结算`),
})

export type VisitRefusalCode = (typeof visitRefusals.codes)[number]
