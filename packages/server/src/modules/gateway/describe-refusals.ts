// Every refusal that a provider's system can receive, as a page for its maker: written from the catalogues, never by hand.
import {
  fieldRefusals,
  gatewayRefusals,
  messageRefusals,
  type RefusalDefinitions,
  sampleSentences,
} from '@yibao/contract'
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
import { exchangeRefusals, gatewayCatalogue } from './refusals.ts'

const GROUPS: readonly (readonly [string, { readonly definitions: RefusalDefinitions }])[] = [
  ['报文本身', messageRefusals],
  ['字段', fieldRefusals],
  ['网关签名(应答为 `{code: 401, message}`)', gatewayRefusals],
  ['收发', exchangeRefusals],
  ['人员', personRefusals],
  ['机构', providerRefusals],
  ['目录', catalogueRefusals],
  ['政策', policyRefusals],
  ['个人账户', accountRefusals],
  ['备案', filingRefusals],
  ['就诊与明细', visitRefusals],
  ['结算', settlementRefusals],
  ['对账与文件', reconciliationRefusals],
  ['结算清单', settlementListRefusals],
  ['特例单议', reviewRefusals],
  ['清算申报', declarationRefusals],
  ['智能审核', auditRefusals],
  ['审核申诉', auditCaseRefusals],
]

const HEAD = `# 医药机构会收到的拒绝 (refusals of the gateway)

本页由程序按各模块的定义生成，请勿手工修改：\`npx node packages/server/src/modules/gateway/write-refusals.ts\`。

除注明外，拒绝的应答都是 HTTP 200、\`infcode\` 为 −1,\`err_msg\` 是下面的一句话(例子里的数字和编号随实际情况而变)。
被拒绝的报文没有改变任何数据：改正以后可以用原报文ID重传。代码不随应答发出，供日志和统计使用。
`

export function describeRefusals(): string {
  const known = new Set<string>([...gatewayCatalogue.codes, ...gatewayRefusals.codes])
  const tables = GROUPS.map(([title, catalogue]) => {
    const rows = sampleSentences(catalogue).filter(([code]) => known.has(code))
    return [`## ${title}`, '', '| 代码 | 一句话 |', '|---|---|', ...rows.map(rowOf), ''].join('\n')
  })
  return [HEAD, ...tables].join('\n')
}

const rowOf = ([code, sentence]: [string, string]): string => `| \`${code}\` | ${sentence.replaceAll('|', '\\|')} |`
