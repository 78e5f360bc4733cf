// What a request asks for, in words: the second pair of eyes sees the paper, not the program.
import type { RequestView } from '@yibao/contract/rest'
import { type Fen, quantityText, unitPriceText, yuanForPeople } from '@yibao/kernel'
import type { ClaimInput, DeathInput, RequestListed } from '../../flow/index.ts'
import { schemeTitle } from '../../policy/index.ts'
import type { Correction, LineCorrection } from '../../settlement/index.ts'
import type { ConsoleParts } from '../parts.ts'

type Row = RequestView['asked'][number]
const row = (zh: string, en: string, value: string, valueEn = value): Row => ({
  title: { zh, en },
  value: { zh: value, en: valueEn },
})

export function askedOf(parts: ConsoleParts, { kind, input }: RequestListed): Row[] {
  switch (kind) {
    case 'correction':
      return correctionRows((input as unknown as { correction: Correction }).correction)
    case 'claim':
      return claimRows(parts, input as unknown as ClaimInput)
    case 'death':
      return deathRows(input as unknown as DeathInput)
    default:
      return []
  }
}

function correctionRows({ category, disease, diagnoses, lines }: Correction): Row[] {
  return [
    ...(category === undefined ? [] : [row('医疗类别改为', 'Category of visit', category)]),
    ...(disease === undefined ? [] : [row('病种改为', 'Disease', disease)]),
    ...(diagnoses ?? []).map(({ code, name }, at) => row(`诊断${at + 1}`, `Diagnosis ${at + 1}`, `${code} ${name}`)),
    ...lines.map((line) => row(`第${line.no}行`, `Line ${line.no}`, lineText(line), lineTextEn(line))),
    ...(category === undefined && !diagnoses && lines.length === 0
      ? [row('内容', 'What', '按现在的参保和资格信息重新结算', "settled again with what the person's record says now")]
      : []),
  ]
}

function lineText({ remove, item, quantity, price, approved, deniedFor }: LineCorrection): string {
  if (remove) return '删除'
  return [
    item && `编码改为${item}`,
    quantity !== undefined && `数量改为${quantityText(quantity)}`,
    price !== undefined && `单价改为${unitPriceText(price)}`,
    approved !== undefined && (approved ? '补医院审批' : '取消医院审批'),
    deniedFor !== undefined && (deniedFor === '' ? '恢复支付' : `不予支付：${deniedFor}`),
  ]
    .filter(Boolean)
    .join('，')
}

function lineTextEn({ remove, item, quantity, price, approved, deniedFor }: LineCorrection): string {
  if (remove) return 'taken out'
  return [
    item && `code ${item}`,
    quantity !== undefined && `quantity ${quantityText(quantity)}`,
    price !== undefined && `price ${unitPriceText(price)}`,
    approved !== undefined && (approved ? 'approved by the hospital' : 'not approved'),
    deniedFor !== undefined && (deniedFor === '' ? 'payable again' : `not payable: ${deniedFor}`),
  ]
    .filter(Boolean)
    .join(', ')
}

function claimRows({ desks }: ConsoleParts, input: ClaimInput): Row[] {
  const { provider, institution, invoices, payee, lines, sums, diagnoses } = input
  const place = institution
    ? `${institution.name}（${institution.level}，${institution.area}）`
    : (desks.providers.find(provider ?? '')?.name ?? provider ?? '')
  return [
    row('险种', 'Scheme', schemeTitle(input.scheme), input.scheme),
    row('医疗类别', 'Category of visit', input.category),
    row('就医机构', 'Institution', place),
    row('就医日期', 'Days of care', `${input.beganOn} — ${input.endedOn}`),
    row('诊断', 'Diagnoses', diagnoses.map(({ code, name }) => `${code} ${name}`).join('；')),
    ...invoices.map(({ number, amountFen }) =>
      row('票据', 'Invoice', `${number}，${yuanForPeople(amountFen as Fen)}元`),
    ),
    ...(lines.length > 0 ? [row('明细', 'Lines', `${lines.length}行`, `${lines.length}`)] : []),
    ...(sums ? [row('票据合计', 'Sums', sumsText(sums))] : []),
    row('收款人', 'Payee', `${payee.name}，${payee.bank}，尾号${payee.account.slice(-4)}`),
  ]
}

const sumsText = ({ fullFen, overFen, preFen, inScopeFen }: NonNullable<ClaimInput['sums']>): string =>
  [
    ['全自费', fullFen],
    ['超限价', overFen],
    ['先行自付', preFen],
    ['范围内', inScopeFen],
  ]
    .map(([title, fen]) => `${title}${yuanForPeople(fen as Fen)}元`)
    .join('，')

function deathRows({ diedOn, evidence, heir }: DeathInput): Row[] {
  return [
    row('死亡日期', 'Day of death', diedOn),
    row('证明材料', 'Evidence', evidence),
    ...(heir ? [row('继承人', 'Heir', `${heir.name}（${heir.relation}）`)] : []),
    ...(heir?.payee ? [row('收款账户', 'Paid to', `${heir.payee.bank}，尾号${heir.payee.account.slice(-4)}`)] : []),
  ]
}
