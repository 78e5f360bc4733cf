// The refusals of the protocol itself: body, envelope, number, node, field. Business refusals are declared by the modules.
import { defineRefusals, words } from './refusals.ts'

/** Where a fault was found: transaction, node, row (0: not a list), field and its title. */
export type FieldPlace = {
  readonly infno: string
  readonly node: string
  readonly row: number
  readonly field: string
  readonly title: string
}
export type FieldFault = FieldPlace & { readonly found: string; readonly allowed: string }

type NodePlace = { readonly infno: string; readonly node: string }

const sample: FieldFault = {
  infno: '2204',
  node: 'feedetail',
  row: 3,
  field: 'cnt',
  title: '数量',
  found: '“1.23456”',
  allowed: 'N(16,4)',
}

const rowText = (row: number): string => (row > 0 ? ` 第${row}行` : '')

/** `2204 feedetail 第3行 数量(cnt)` */
export const placeText = (at: FieldPlace): string => `${at.infno} ${at.node}${rowText(at.row)} ${at.title}(${at.field})`

const onField = (facts: Partial<FieldFault>, say: (fault: FieldFault) => string) =>
  words<FieldFault>({ ...sample, ...facts }, (fault) => `${placeText(fault)}：${say(fault)}`)

const onNode = <F extends NodePlace>(facts: F, say: (facts: F) => string) =>
  words<F>(facts, (given) => `${given.infno} 节点${given.node}${say(given)}`)

const feedetail = { infno: '2204', node: 'feedetail' }

export const fieldRefusals = defineRefusals({
  field_missing: onField({ found: '空' }, () => '必填但为空，请补填后重传'),
  field_wrong_type: onField(
    { found: '数组(2项)', allowed: '字符串' },
    (f) => `收到${f.found}，应为${f.allowed}，请改正后重传`,
  ),
  text_too_long: onField({ found: '35字', allowed: 'C(30)' }, (f) => `内容${f.found}，超过${f.allowed}，请缩短后重传`),
  text_bad_characters: onField({ found: '第5个字符' }, (f) => `${f.found}是控制字符或不完整字符，请去除后重传`),
  number_as_text_unsafe: onField({ found: '数字1e+21' }, (f) => `收到${f.found}，不能当作文本，请改以字符串传送`),
  number_malformed: onField({ found: '“12元”' }, (f) => `${f.found}不是数字，应为${f.allowed}，请改正后重传`),
  number_too_many_decimals: onField(
    {},
    (f) => `${f.found}${tooPrecise(f.allowed)}，应为${f.allowed}，请四舍五入后重传`,
  ),
  number_out_of_range: onField({ found: '1e+30' }, (f) => `${f.found}超出范围，应为${f.allowed}，请核对后重传`),
  number_negative: onField({ found: '-1' }, (f) => `${f.found}小于零，此项不能为负，请核对后重传`),
  serial_malformed: onField(
    { found: '“A1”', allowed: 'N(30)' },
    (f) => `${f.found}应为${f.allowed}位以内的数字且不为0，请改正后重传`,
  ),
  date_malformed: onField(
    { found: '“2023-02-30”', allowed: 'yyyy-MM-dd' },
    (f) => `${f.found}不是有效日期，应为${f.allowed}，请改正后重传`,
  ),
  code_unknown: onField(
    { found: '“77”', allowed: '310、390等15个' },
    (f) => `${f.found}不在码表中，可用${f.allowed}，请按字典传送`,
  ),
  bytes_malformed: onField({ found: '“@@”' }, (f) => `${f.found}不是Base64或字节数组，请改正后重传`),
  node_missing: onNode(feedetail, (n) => `缺失，请把内容放在input.${n.node}中重传`),
  node_wrong_shape: onNode(
    { ...feedetail, row: 2, found: '数字' },
    (n) => `${rowText(n.row)}应为JSON对象，收到${n.found}，请改正后重传`,
  ),
  node_empty: onNode(feedetail, () => '没有明细，至少需要1行，请补充后重传'),
  node_too_many_rows: onNode(
    { ...feedetail, found: 10_001, allowed: 10_000 },
    (n) => `有${n.found}行，一次最多${n.allowed}行，请分批上传`,
  ),
})

function tooPrecise(allowed: string): string {
  const decimals = /,(\d+)\)/.exec(allowed)?.[1]
  return decimals === undefined ? '不是整数' : `小数超过${decimals}位`
}

export const messageRefusals = defineRefusals({
  body_empty: words({}, () => '报文为空，请在POST报文体中传送JSON后重试'),
  body_too_large: words(
    { found: 7_340_032, allowed: 5_242_880 },
    (f) => `报文${f.found}字节，超过上限${f.allowed}字节，请分批传送`,
  ),
  body_not_utf8: words({}, () => '报文不是UTF-8编码，请按UTF-8编码后重传'),
  body_not_json: words({ position: 128 }, (f) =>
    f.position > 0
      ? `报文不是有效的JSON，第${f.position}个字符处有误，请检查引号、逗号后重传`
      : '报文不是有效的JSON或不完整，请检查后重传',
  ),
  body_not_object: words({ found: '数组(2项)' }, (f) => `报文应为一个JSON对象，收到${f.found}，请改正后重传`),
  body_too_deep: words({ allowed: 32 }, (f) => `报文嵌套超过${f.allowed}层，请检查结构后重传`),
  body_duplicate_key: words({ found: '“psn_no”' }, (f) => `报文同一对象中键${f.found}重复出现，请只保留一个后重传`),
  body_forbidden_key: words({ found: '“__proto__”' }, (f) => `报文含有不允许的键${f.found}，请去除后重传`),
  input_not_object: words(
    { infno: '2207', found: '数字' },
    (f) => `${f.infno} 交易输入(input)应为JSON对象，收到${f.found}，请改正后重传`,
  ),
  input_encrypted: words(
    { infno: '2207' },
    (f) => `${f.infno} 交易输入(input)疑为密文，本通道未开通国密加密，请以明文JSON传送`,
  ),
  encryption_not_open: words({ found: 'SM4' }, (f) => `本平台尚未开通${f.found}加密通道，请改用明文通道或联系经办机构`),
  infno_unknown: words({ infno: '9999' }, (f) => `交易编号${f.infno}不存在，请核对接口规范中的编号`),
  infno_not_open: words(
    { infno: '4101', title: '医疗保障基金结算清单信息上传' },
    (f) => `交易${f.infno}${f.title}本平台尚未开通，请勿重发`,
  ),
  infno_local: words(
    { infno: '2260', title: '门诊单据式结算' },
    (f) => `交易${f.infno}${f.title}是外省扩展交易，本平台尚未开通，请勿重发`,
  ),
  infno_towards_provider: words(
    { infno: '6302', title: '医保结算结果通知' },
    (f) => `交易${f.infno}${f.title}由平台向医药机构发起，不接受上传`,
  ),
  infno_differs_from_url: words(
    { infno: '2207', url: '2206' },
    (f) => `报文交易编号${f.infno}与地址中的${f.url}不一致，请改为同一编号后重传`,
  ),
  sign_in_required: words({ infno: '2207' }, (f) => `${f.infno} 未带签到流水号(sign_no)，请先做9001签到再办理`),
  msgid_reused: words(
    { msgid: 'H11010100001202606010830000001', field: 'data.medfee_sumamt', title: '医疗费总额' },
    (f) => `报文ID ${f.msgid}已用过而内容不同，首处不同为${f.title}(${f.field})；原样重发可取回结果，新业务请换报文ID`,
  ),
})

type CodeOf<C> = C extends { readonly codes: readonly (infer Code)[] } ? Code : never
export type FieldRefusalCode = CodeOf<typeof fieldRefusals>
/** Those that speak of one value; the others speak of a node. */
export type ValueFaultCode = Exclude<FieldRefusalCode, `node_${string}`>
export type MessageRefusalCode = CodeOf<typeof messageRefusals>
