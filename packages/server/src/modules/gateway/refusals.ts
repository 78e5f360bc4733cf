// Every refusal a message can get, with its sentence: the gateway's own and those of the modules behind it.
import { combineRefusals, defineRefusals, fieldRefusals, messageRefusals, words } from '@yibao/contract'
import { accountRefusals } from '../account/index.ts'
import { auditRefusals } from '../audit/index.ts'
import { auditCaseRefusals } from '../audit-case/index.ts'
import { catalogueRefusals } from '../catalogue/index.ts'
import { declarationRefusals } from '../clearing/index.ts'
import { filingRefusals } from '../filing/index.ts'
import { reviewRefusals } from '../payment/index.ts'
import { personRefusals } from '../person/index.ts'
import { policyRefusals } from '../policy/index.ts'
import { providerRefusals } from '../provider/index.ts'
import { reconciliationRefusals } from '../reconciliation/index.ts'
import { settlementRefusals } from '../settlement/index.ts'
import { settlementListRefusals } from '../settlement-list/index.ts'
import { visitRefusals } from '../visit/index.ts'

export const exchangeRefusals = defineRefusals({
  message_reused: words<{ msgid: string; field: string }>(
    { msgid: 'H11010100001202606010830000001', field: '医疗费总额(data.medfee_sumamt)' },
    (f) => `报文ID ${f.msgid}已用过而内容不同，首处不同为${f.field}；原样重发可取回结果，新业务请换报文ID`,
  ),
  message_answer_archived: words<{ msgid: string }>(
    { msgid: 'H11010100001202606010830000001' },
    (f) => `报文ID ${f.msgid}早已受理，原应答已归档，请用5203等查询交易核对结果`,
  ),
  channel_address: words<{ infno: string }>(
    { infno: '2207' },
    (f) => `本机构的通道以交易编号为地址末段，请改用该地址传送${f.infno}`,
  ),
  sign_in_unknown: words<{ number: string }>(
    { number: '01JDBX0Z0000000000000000C3' },
    (f) => `签到流水号${f.number}不存在、已签退或不是今日签到，请重新9001签到`,
  ),
  scheme_not_open: words<{ insutype: string }>(
    { insutype: '340' },
    (f) => `险种${f.insutype}的待遇不由本平台结算，可用310职工医保、390居民医保，请核对险种`,
  ),
  payment_way_not_open: words<{ way: string }>(
    { way: '02' },
    (f) => `个人结算方式${f.way}(按定额)尚未开通，请用01按项目结算`,
  ),
  internal: words<{ number: string }>(
    { number: '01JDBX0Z0000000000000000D4' },
    (f) => `系统暂时不能办理(编号${f.number})，请稍后以同一报文ID重发以取回结果，多次不成请联系经办机构`,
  ),
})

/** The contract declares the reuse of a number too; the platform's own code is the one in use here. */
const { msgid_reused: _, ...messageDefinitions } = messageRefusals.definitions

export const gatewayCatalogue = combineRefusals(
  exchangeRefusals,
  { definitions: messageDefinitions },
  fieldRefusals,
  personRefusals,
  providerRefusals,
  catalogueRefusals,
  declarationRefusals,
  policyRefusals,
  accountRefusals,
  filingRefusals,
  visitRefusals,
  settlementRefusals,
  reconciliationRefusals,
  settlementListRefusals,
  reviewRefusals,
  auditRefusals,
  auditCaseRefusals,
)
