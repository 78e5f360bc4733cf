// One inpatient bill of the playground with its lines and its calculation, consistent to the fen.
import type {
  CitationView,
  ExplanationNodeView,
  ExplanationView,
  LineView,
  SettlementView,
  TierView,
} from '@yibao/contract/rest'
import { ASSUMED, settlements } from './people.ts'

export const VERSION = 'a81f0c3e9d52'

const notice: CitationView = {
  slot: 'basic.bands',
  text: '《示范市城乡居民基本医疗保险实施办法》(示医保发〔2025〕18号)第十二条',
  url: 'https://example.org/notice',
  grade: 'A',
  inForceFrom: '2026-01-01',
  assumed: false,
  file: 'policies/demo/resident/inpatient.yaml',
  line: 41,
}
const assumed: CitationView = {
  ...notice,
  slot: 'serious.deductible',
  text: `【假定值】${ASSUMED}`,
  grade: 'I',
  assumed: true,
  note: ASSUMED,
  line: 88,
}

export const lines: readonly LineView[] = Array.from({ length: 63 }, (_, k) => {
  const own = k % 9 === 8
  const itemClass = own ? 'c' : k % 3 === 1 ? 'b' : 'a'
  const amountFen = 18_000 + ((k * 7919) % 41_000)
  const rateBp = itemClass === 'b' ? 1000 : 0
  const preFen = Math.round((amountFen * rateBp) / 10_000)
  return {
    no: k + 1,
    item: `XA02BCA${String(k).padStart(3, '0')}A001`,
    name:
      ['奥美拉唑肠溶胶囊', '血常规五分类', '头孢曲松钠注射用粉针', '普通病房床位费', '彩色多普勒超声', '一次性输液器'][
        k % 6
      ] ?? '',
    itemClass,
    feeClassTitle: ['西药费', '化验费', '西药费', '床位费', '检查费', '卫生材料费'][k % 6] ?? '',
    quantity: String(1 + (k % 4)),
    price: (amountFen / 100 / (1 + (k % 4))).toFixed(4),
    amountFen,
    fullFen: own ? amountFen : 0,
    overFen: 0,
    preFen,
    inScopeFen: own ? 0 : amountFen - preFen,
    rateBp,
    ceiling: '',
    reason: own ? '丙类项目，全部自费' : itemClass === 'b' ? '乙类，先行自付10%' : '',
  }
})

const sum = (of: (line: LineView) => number): number => lines.reduce((total, line) => total + of(line), 0)
const total = sum((line) => line.amountFen)
const full = sum((line) => line.fullFen)
const pre = sum((line) => line.preFen)
const inScope = sum((line) => line.inScopeFen)
const deductible = 100_000
const basic = Math.round(((inScope - deductible) * 6500) / 10_000)
const seriousBase = inScope - basic
const seriousDeductible = 200_000
const serious = Math.round((Math.max(0, seriousBase - seriousDeductible) * 6000) / 10_000)
const fund = basic + serious
const cash = total - fund

const yuan = (fen: number): string => (fen / 100).toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

const tiers: TierView[] = [
  tier(
    'basic',
    '基本统筹',
    'Basic pooling',
    'pooled',
    '统筹基金',
    inScope,
    deductible,
    basic,
    [6500],
    7_865_444,
    false,
  ),
  tier(
    'serious',
    '大病保险',
    'Serious illness',
    'serious_illness',
    '大病保险',
    seriousBase,
    seriousDeductible,
    serious,
    [6000],
    null,
    true,
  ),
]

function tier(
  id: string,
  title: string,
  titleEn: string,
  payer: string,
  payerTitle: string,
  baseFen: number,
  deductibleFen: number,
  paidFen: number,
  ratesBp: number[],
  left: number | null,
  isAssumed: boolean,
): TierView {
  return {
    ...{
      id,
      title,
      titleEn,
      payer,
      payerTitle,
      fund: id,
      fundTitle: payerTitle,
      baseFen,
      deductibleFen,
      paidFen,
      ratesBp,
    },
    beforeLimitsFen: paidFen,
    limitLeftBeforeFen: left,
    limitLeftAfterFen: left === null ? null : left - paidFen,
    clause: isAssumed ? assumed.text : notice.text,
    assumed: isAssumed,
  }
}

const sentences = [
  {
    zh: `总费用${yuan(total)}元，其中全自费${yuan(full)}元、超限价0.00元、先行自付${yuan(pre)}元，符合政策范围${yuan(inScope)}元。`,
    en: `Of ${yuan(total)} yuan in all, ${yuan(full)} is outside the catalogue, ${yuan(pre)} paid first by the person, and ${yuan(inScope)} is in scope.`,
  },
  {
    zh: `基本统筹：${yuan(inScope)}元减起付线${yuan(deductible)}元后按65%支付${yuan(basic)}元。`,
    en: `Basic pooling: ${yuan(inScope)} less the deductible of ${yuan(deductible)}; at 65% it pays ${yuan(basic)} yuan.`,
  },
  {
    zh: `大病保险：${yuan(seriousBase)}元减起付线${yuan(seriousDeductible)}元后按60%支付${yuan(serious)}元。`,
    en: `Serious illness: ${yuan(seriousBase)} less ${yuan(seriousDeductible)}; at 60% it pays ${yuan(serious)} yuan.`,
  },
  {
    zh: `各项基金及其他支付合计${yuan(fund)}元，个人负担${yuan(cash)}元：现金${yuan(cash)}元。`,
    en: `Funds pay ${yuan(fund)} yuan in all; the person bears ${yuan(cash)} in cash.`,
  },
]

export function settlementView(id: string): SettlementView {
  const row = settlements.find((each) => each.id === id) ?? settlements[0]
  if (!row) throw new Error('The playground has no settlement')
  return {
    ...row,
    ...{ id, totalFen: total, fundFen: fund, personFen: cash, setting: 'inpatient', settingTitle: '住院' },
    ...{
      scheme: 'resident',
      schemeTitle: '居民医保',
      visitId: `M${id.slice(1)}`,
      level: 'level_3',
      levelTitle: '三级',
    },
    ...{ department: '心血管内科', admittedOn: '2026-10-04', dischargedOn: '2026-10-13', days: 9 },
    diagnoses: [
      { code: 'I10.x00x002', name: '高血压病', main: true },
      { code: 'E11.900', name: '2型糖尿病', main: false },
    ],
    ...{ plan: 'inpatient', planTitle: '居民住院', policyVersion: VERSION },
    ...{ fullFen: full, overFen: 0, preFen: pre, inScopeFen: inScope, deductibleFen: deductible },
    ...{ providerFen: 0, accountFen: 0, mutualFen: 0, cashFen: cash, tiers, denials: [] },
    changes: [
      { key: 'basic.deductible', title: '住院起付线已付', change: deductible, isCount: false },
      { key: 'basic.payment', title: '基本统筹年度封顶线', change: basic, isCount: false },
      { key: 'admissions', title: '住院次数', change: 1, isCount: true },
    ],
    timeline: [
      { at: '2026-10-04 09:20:11', title: '入院登记', detail: '心血管内科', path: '' },
      { at: '2026-10-04 10:02:40', title: '上传费用明细', detail: '63 行', path: '' },
      { at: '2026-10-13 15:30:00', title: '预结算', detail: '', path: '' },
      { at: row.settledAt, title: '结算', detail: `基金支付 ${yuan(fund)} 元`, path: `/settlements/${id}/explanation` },
    ],
    journals: ['019a2b6f-1c44-7000-8000-3f2b6c9e0001'],
    reverses: null,
    reversedBy: row.state === 'cancelled' ? 'S20261000999' : null,
    sentences,
    replay: { same: true, message: '按当时的事实和政策重算，每一个金额都相同' },
  }
}

function node(
  id: string,
  zh: string,
  en: string,
  op: string,
  value: number,
  formula: string,
  children: ExplanationNodeView[] = [],
  more: Partial<ExplanationNodeView> = {},
): ExplanationNodeView {
  return { id, title: { zh, en }, op, value, unit: 'money', formula, children, ...more }
}

const given = (id: string, zh: string, en: string, value: number, more: Partial<ExplanationNodeView> = {}) =>
  node(id, zh, en, 'given', value, yuan(value), [], more)

const totalNode = node(
  'total',
  '医疗费总额',
  'total fee',
  'sum',
  total,
  `${yuan(full)} + 0.00 + ${yuan(pre)} + ${yuan(inScope)} = ${yuan(total)}`,
  [
    given('full', '全自费', 'full self-pay', full),
    given('over', '超限价自费', 'over-limit self-pay', 0),
    given('pre', '先行自付', 'pre-self-pay', pre),
    given('in_scope', '符合政策范围金额', 'in-scope amount', inScope),
  ],
)

function tierNode(
  id: string,
  zh: string,
  en: string,
  base: ExplanationNodeView,
  from: number,
  rate: number,
  paid: number,
  citation: CitationView,
) {
  const above = base.value - from
  return node(
    id,
    `${zh}支付`,
    `${en} pays`,
    'smallest',
    paid,
    `min(${yuan(paid)}, ${yuan(base.value)}) = ${yuan(paid)}`,
    [
      node(
        `${id}.calculated`,
        '按比例计算',
        'by bands and rates',
        'shares',
        paid,
        `${yuan(above)} × ${rate / 100}% = ${yuan(paid)}`,
        [
          node(
            `${id}.above`,
            '起付线以上',
            'above the deductible',
            'minus',
            above,
            `${yuan(base.value)} − ${yuan(from)} = ${yuan(above)}`,
            [base, given(`${id}.deductible`, '起付线', 'deductible', from, { citation })],
          ),
          node(`${id}.band1.rate`, '支付比例', 'rate', 'given', rate, `${rate / 100}%`, [], { unit: 'rate', citation }),
        ],
        { citation },
      ),
      given(`${id}.left`, '尚未支付的费用', 'burden not yet paid', base.value),
    ],
  )
}

const fundNode = node(
  'fund_paid',
  '基金及其他支付合计',
  'paid by funds and other payers',
  'sum',
  fund,
  `${yuan(basic)} + ${yuan(serious)} = ${yuan(fund)}`,
  [
    tierNode(
      'basic',
      '基本统筹',
      'Basic pooling',
      given('basic.in_scope', '符合政策范围金额', 'in-scope amount', inScope, { ref: 'in_scope' }),
      deductible,
      6500,
      basic,
      notice,
    ),
    tierNode(
      'serious',
      '大病保险',
      'Serious illness',
      node(
        'serious.base',
        '进入本段的费用',
        'amount entering the tier',
        'minus',
        seriousBase,
        `${yuan(inScope)} − ${yuan(basic)} = ${yuan(seriousBase)}`,
        [
          given('serious.in_scope', '符合政策范围金额', 'in-scope amount', inScope, { ref: 'in_scope' }),
          given('serious.basic', '基本统筹支付', 'Basic pooling pays', basic, { ref: 'basic' }),
        ],
      ),
      seriousDeductible,
      6000,
      serious,
      assumed,
    ),
  ],
)

export const explanation: ExplanationView = {
  version: 1,
  plan: { zh: '居民住院', en: 'Residents, inpatient' },
  policyVersion: VERSION,
  root: node('cash', '个人现金支付', 'cash', 'minus', cash, `${yuan(cash)} − 0.00 − 0.00 = ${yuan(cash)}`, [
    node(
      'person_paid',
      '个人负担',
      'borne by the person',
      'minus',
      cash,
      `${yuan(total)} − ${yuan(fund)} − 0.00 = ${yuan(cash)}`,
      [totalNode, fundNode, given('provider_paid', '医院负担', 'borne by the provider', 0)],
    ),
    given('account_paid', '个人账户支付', 'from the personal account', 0),
    given('mutual_paid', '家庭共济支付', 'from family accounts', 0),
  ]),
  sentences,
  assumed: [assumed],
}

export function lineExplanation(no: number): ExplanationView {
  const line = lines[no - 1] ?? (lines[0] as LineView)
  const rate = node(
    'line.rate',
    '先行自付比例',
    'pre-self-pay rate',
    'given',
    line.rateBp,
    `${line.rateBp / 100}%`,
    [],
    {
      unit: 'rate',
      citation: {
        ...notice,
        slot: 'classification.standard',
        text: '《国家基本医疗保险药品目录》乙类先行自付比例，示医保发〔2025〕18号 第七条',
      },
    },
  )
  return {
    version: 1,
    plan: explanation.plan,
    policyVersion: VERSION,
    root: node(
      'line.in_scope',
      '符合政策范围',
      'in scope',
      'minus',
      line.inScopeFen,
      `${yuan(line.amountFen)} − ${yuan(line.preFen)} − ${yuan(line.fullFen)} = ${yuan(line.inScopeFen)}`,
      [
        given('line.amount', '金额', 'amount', line.amountFen),
        node(
          'line.pre',
          '先行自付',
          'pre-self-pay',
          'share',
          line.preFen,
          `${yuan(line.amountFen)} × ${line.rateBp / 100}% = ${yuan(line.preFen)}`,
          [rate],
        ),
        given('line.full', '全自费', 'full self-pay', line.fullFen),
      ],
    ),
    sentences: [],
    assumed: [],
  }
}

export const policyCitations = { notice, assumed }
