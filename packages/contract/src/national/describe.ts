// Writes the registry as a page for people: every transaction, node and field with its type, and whether it must be filled.
import { nationalLists } from './code-lists.ts'
import { requestEnvelope } from './envelope.ts'
import { type Field, type Table, typeText } from './fields.ts'
import { numbersNotOpen } from './known-numbers.ts'
import type { Node, Nodes, Transaction } from './nodes.ts'
import { infnos, transactionOf } from './transactions.ts'

const HEAD = `# 定点医药机构接口：本平台开通的交易 (provider interface)

本页由程序按接口定义生成，请勿手工修改：\`npx node packages/contract/src/national/write-description.ts\`。

依据：《湖南省医疗保障信息平台定点医药机构接口规范》V1.1.27(2024年10月)，该文本自述依据2021年12月30日印发的国家基线(XJ-K01-2020)
编写。字段长度取该文本各表中同名字段的最大值；“必填”按该文本，通道配置可放宽。

类型：C(n) 至多n个字符；N(p,s) 至多p位、其中小数s位；D 日期 yyyy-MM-dd;DT 日期时间 yyyy-MM-dd HH:mm:ss。
空值：\`""\`、\`null\`、文本 \`null\` 与缺失等同。码表列有 ✓ 的，不在码表内的值拒收。
`

export function describeInterface(): string {
  const numbers = infnos.map(transactionOf)
  return [
    HEAD,
    '## 交易一览\n',
    table(
      ['编号', '名称', '写入', '可冲正', '输入节点', '输出节点'],
      numbers.map((one) => [
        `[${one.infno}](#${`${one.infno}-${one.title}`.toLowerCase().replaceAll(/[^\p{L}\p{N}\p{M}_-]/gu, '')})`,
        one.title,
        one.writes ? '是' : '',
        one.reversible ? '是' : '',
        nodeList(one.input),
        one.answersFile ? '文件内容' : nodeList(one.output),
      ]),
    ),
    `\n另有${numbersNotOpen.size}个已知编号尚未开通，收到时以一句话说明。\n`,
    '## 请求报文\n',
    fieldTable(requestEnvelope),
    '\n`input` 为交易输入，JSON对象(也接受其JSON文本)。未列出的报文字段不作处理。\n',
    '## 交易\n',
    ...numbers.map(describeTransaction),
    '## 码表\n',
    ...Object.entries(nationalLists).map(
      ([name, { title, values, checked }]) =>
        `- \`${name}\` ${title}${checked ? ' ✓' : ''}:${[...values].map(([code, label]) => `\`${code}\` ${label}`).join('、')}`,
    ),
    '',
  ].join('\n')
}

function describeTransaction(one: Transaction): string {
  return [
    `### ${one.infno} ${one.title}\n`,
    ...describeNodes('输入', one.input),
    ...describeNodes('输出', one.output),
    ...Object.entries(one.files).map(([name, columns]) => `**文件列** \`${name}\`\n\n${fieldTable(columns)}\n`),
  ].join('\n')
}

function describeNodes(side: string, nodes: Nodes): string[] {
  const entries = Object.entries(nodes)
  if (entries.length === 0) return [`**${side}**:无\n`]
  return entries.map(([name, node]) => `**${side}** ${nodeTitle(name, node)}\n\n${fieldTable(node.fields)}\n`)
}

function nodeTitle(name: string, node: Node): string {
  const facts = [
    node.title,
    node.many ? (node.rowsMin > 0 ? '数组，至少一行' : '数组') : '对象',
    node.placement === 'bare' ? '直接置于输出，无节点名' : '',
    node.placement === 'either' ? '也可不带节点名' : '',
    node.aliases.length > 0 ? `别名 ${node.aliases.join('、')}` : '',
  ]
  return `\`${name}\`(${facts.filter((fact) => fact !== '').join(';')})`
}

const nodeList = (nodes: Nodes): string =>
  Object.entries(nodes)
    .map(([name, { many }]) => `\`${name}${many ? '[]' : ''}\``)
    .join(' ')

function fieldTable(fields: Table): string {
  return table(['字段', '名称', '类型', '必填', '码表', '说明'], Object.entries(fields).flatMap(fieldRows))
}

function fieldRows([name, field]: [string, Field]): string[][] {
  const checked = field.list !== undefined && nationalLists[field.list]?.checked ? ' ✓' : ''
  const remarks = [
    field.aliases.length > 0 ? `别名 ${field.aliases.join('、')}` : '',
    field.kind === 'serial' ? '仅数字，不为0' : '',
    field.endOfDay ? '只有日期时指当日23:59:59' : '',
    isNumber(field) && !field.signed ? '不为负' : '',
  ]
  const own = [
    `\`${name}\``,
    field.title,
    field.rows ? '数组' : typeText(field),
    field.required ? 'Y' : '',
    field.list === undefined ? '' : `${field.list}${checked}`,
    remarks.filter((remark) => remark !== '').join(';'),
  ]
  const inner = Object.entries(field.rows ?? {}).flatMap(fieldRows)
  return [own, ...inner.map(([innerName = '', ...rest]) => [innerName.replace('`', `\`${name}[].`), ...rest])]
}

const isNumber = ({ kind }: Field): boolean =>
  ['amount', 'price', 'quantity', 'integer', 'decimal', 'ratio'].includes(kind)

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
