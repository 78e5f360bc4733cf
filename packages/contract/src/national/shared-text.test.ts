// Agreement with the interface text where it is at hand beside the repository: every table, field, order, type and flag.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { nationalLists } from './code-lists.ts'
import { requestEnvelope } from './envelope.ts'
import { type Field, type Table, typeText } from './fields.ts'
import type { Node, Transaction } from './nodes.ts'
import { infnos, titleOf, transactionOf } from './transactions.ts'

const folder = new URL('../../../../../shared/standards/', import.meta.url)
const textFile = new URL('interface.md', folder)
const listsFile = new URL('dictionaries.json', folder)
const skip = existsSync(textFile) ? false : 'the interface text is not at hand'

interface TextField {
  readonly name: string
  readonly type: string
  readonly required: boolean
}
interface TextTable {
  readonly infno: string
  readonly side: 'input' | 'output'
  readonly node: string
  readonly fields: TextField[]
  readonly like: readonly [infno: string, node: string] | undefined
}

/** The field tables of the text's fourth section. */
function tablesOf(text: string): TextTable[] {
  const tables: TextTable[] = []
  let infno = ''
  for (const line of text.split('\n')) {
    infno = /^### (\w+) /.exec(line)?.[1] ?? (line.startsWith('## ') ? '' : infno)
    const head = /^\*\*(Input|Output)(?: `(.+?)`| \((.+?)\))?\*\*(.*)/.exec(line)
    if (head?.[2] || head?.[3]) {
      const same = /same \d+ fields as (\w+) `(.+?)`/.exec(head[4] ?? '')
      const like = same ? ([same[1] ?? '', same[2] ?? ''] as const) : undefined
      tables.push({ infno, side: head[1] === 'Input' ? 'input' : 'output', node: head[2] ?? '', fields: [], like })
    }
    const row = /^\| `(.+?)` \| .*? \| (.*?) \| (.*?) \| .*\|$/.exec(line)
    if (row) tables.at(-1)?.fields.push({ name: row[1] ?? '', type: row[2] ?? '', required: row[3] === 'Y' })
  }
  return tables
}

const tables = skip === false ? tablesOf(readFileSync(textFile, 'utf8')) : []
const isOpen = (infno: string) => infnos.some((own) => own === infno)
const fieldsOf = (one: TextTable): TextField[] =>
  one.like ? (likeOf(one, one.side) ?? likeOf(one) ?? one).fields : one.fields

/** Named by number and node; of two with one name that of the same side. */
const likeOf = ({ like }: TextTable, of?: TextTable['side']): TextTable | undefined =>
  tables.find(({ infno, node, side }) => infno === like?.[0] && node === like?.[1] && (of === undefined || side === of))

/** Tables without a node: columns of files (3202), or content directly under `input` or `output`. */
function ourTable({ infno, side, node, fields }: TextTable): Table | undefined {
  const transaction: Transaction = transactionOf(infnos.find((own) => own === infno) ?? '9001')
  if (infno === '2102' && node === 'durg_trac_info') return transaction.input.drugdetail?.fields.durg_trac_info?.rows
  if (infno === '3607' && node === 'detl_list') return transaction.output.data?.fields.detl_list?.rows
  if (infno === '3202' && node === '') return transaction.files[side === 'input' ? 'upload' : 'result']
  const nodes: Readonly<Record<string, Node>> = transaction[side]
  if (infno.startsWith('370')) return appealTable(transaction[side], node)
  // The audit messages nest their tables: a table's name there is that of the field that holds its rows.
  const inner = Object.values(nodes).map(({ fields: table }) => tableWithin(table, node, fields))
  const own =
    node === ''
      ? Object.values(nodes).find((one) => (fields[0]?.name ?? '') in one.fields)?.fields
      : nodes[node]?.fields
  return own ?? inner.find((table) => table !== undefined)
}

/** 3701–3704 name classes: which of our tables each is. */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  IntlgSupnApplInput: ['input'],
  FsiDocRsltDTO: ['pageResult', 'data'],
  FsiDocSusptRsltDTO: ['pageResult', 'data', 'docSusptDTOS'],
  DocSusptDetlRsltDTO: ['pageResult', 'data', 'docSusptDTOS', 'violationDetailIds'],
  IntlgSupnApplSaveInput: ['input'],
  IntlgSupnApplDiscussInput: ['input'],
  FsiApplDocDTO: ['input', 'docs'],
  FsiApplDocSusptDTO: ['input', 'docs', 'docSusptDTOS'],
  'List<FsiApplDocResultDTO>': ['data'],
  FsiApplDocSusptResultDTO: ['data', 'docsuspt'],
  AttFileUploadInput: ['input'],
  FsiAppealFileDTO: ['input', 'fsiAppealFileDTOList'],
  FsiFileUploadRsltDTO: ['data'],
  pageResult: ['pageResult'],
}

function appealTable(nodes: Readonly<Record<string, Node>>, node: string): Table | undefined {
  const [name = '', ...within] = CLASSES[node] ?? []
  return within.reduce<Table | undefined>((table, each) => table?.[each]?.rows, nodes[name]?.fields)
}

/** Lists that the text requires and that have no row where nothing is found. */
const MAY_BE_EMPTY = new Set(['3701 output pageResult data'])

/** A class whose one field is the node that holds the rest says nothing of it. */
const isWrapper = ({ infno, fields }: TextTable): boolean =>
  infno.startsWith('370') && fields.length === 1 && fields[0]?.name === 'input'

function tableWithin(table: Table, node: string, like: readonly TextField[]): Table | undefined {
  for (const [name, { rows }] of Object.entries(table)) {
    if (!rows) continue
    if (name === node || (node === '' && Object.keys(rows)[0] === like[0]?.name)) return rows
    const deeper = tableWithin(rows, node, like)
    if (deeper) return deeper
  }
  return undefined
}

/** Keys of the map in `extend_order_map`, which is read as provincial content. */
const isMap = (fields: readonly TextField[]): boolean => fields[0]?.name === 'o_prdDays'

/** 3101–3103 come from another system: lengths under names that others share are its own. */
const lengthsOf = (infno: string, name: string): string => {
  if (infno.startsWith('370')) return `appeal ${name}`
  return infno.startsWith('310') ? `audit ${name}` : name
}

test('every table of the open transactions has our fields in the same order, as required as there', { skip }, () => {
  const compared = tables.filter(
    (each) =>
      isOpen(each.infno) && (each.node !== '' || each.fields.length > 0) && !isMap(each.fields) && !isWrapper(each),
  )
  for (const one of compared) {
    const ours = ourTable(one)
    const place = `${one.infno} ${one.side} ${one.node}`
    assert.ok(ours, place)
    const theirs = fieldsOf(one)
    if (infnoOfBothForms(one)) {
      bothForms(ours, theirs, place)
      continue
    }
    assert.deepEqual(
      Object.keys(ours),
      theirs.map(({ name }) => name),
      place,
    )
    const required = Object.entries(ours).filter(([, field]) => field.required)
    assert.deepEqual(
      required.map(([name]) => name),
      theirs.filter((field) => field.required && !MAY_BE_EMPTY.has(`${place} ${field.name}`)).map(({ name }) => name),
      place,
    )
  }
  assert.ok(compared.length > 110, `${compared.length} tables compared`)
})

/** 4101 reads two published forms: ours begins with the fields of this one, and requires what both require. */
const infnoOfBothForms = ({ infno, side }: TextTable) => infno === '4101' && side === 'input'

function bothForms(ours: Table, theirs: readonly TextField[], place: string): void {
  const [own, names] = [Object.keys(ours), theirs.map(({ name }) => name)]
  assert.deepEqual(own.slice(0, names.length), names, place)
  const required = new Set(theirs.filter((field) => field.required).map(({ name }) => name))
  for (const [name, field] of Object.entries(ours)) assert.ok(!field.required || required.has(name), `${place} ${name}`)
}

/** The text's own slips, and lengths its own values exceed. The reason stands beside each word. */
const WIDER = new Set([
  'setl_list_id',
  'psn_idet_type',
  'cum_type_code',
  'rxfixmedinsName',
  'oinfno',
  'ip',
  'mac',
  'file_qury_no',
])
WIDER.add('audit hilist_code')
WIDER.add('setl_listsn')
const OTHER_TYPE: Readonly<Record<string, string>> = {
  'hifdm_pay C(16,2)': 'N(16,2)',
  'sign_time D': 'DT',
  'opt_time D': 'DT',
  'dld_endtime C(30)': 'DT',
  'age N': 'N(4,1)',
  'ipt_days N(4,0)': 'N(4)',
  'page_num N(10)': 'N(4)',
  'page_size N(10)': 'N(4)',
  'vali_flag C': 'C(3)',
  'setl_time D': 'DT',
  'grp_dise_sco N(16)': 'N(16,4)',
  // The audit text writes days where its remark says yyyy-MM-dd HH:mm:ss, and has no length where it names none.
  'adm_date D': 'DT',
  'dscg_date D': 'DT',
  'dise_date D': 'DT',
  'drord_begn_date D': 'DT',
  'drord_stop_date D': 'DT',
  'oprn_date D': 'DT',
  // Pages are numbers everywhere else.
  'pageSize C(3)': 'N(3)',
  'pageNum C(3)': 'N(3)',
  'fund_cap C(16)': 'N(16,2)',
  'spcas_exit_sco C(16)': 'N(16,6)',
  'rule_ids list': 'C(4000)',
  'extend_order_map Map<String,String>': 'C(2000)',
  'task_id C': 'C(50)',
  'dspo_way C': 'C(3)',
  'dspo_way_rea C': 'C(500)',
  // Counts and prices are those of the fee messages.
  'cnt N(6,2)': 'N(16,4)',
  'pric N(16,2)': 'N(16,6)',
}

/** 3601–3604, 3608–3611 and 3701–3704 are the text of one province: a name that other messages have too keeps their form here. */
const isProvincial = (infno: string): boolean => /^3(6(0[1-489]|1[01])|70[1-4])$/.test(infno)

test('types are those of the text; of several lengths for one name we take the longest', { skip }, () => {
  const longest = new Map<string, number>()
  const open = tables.filter((one) => isOpen(one.infno))
  const shared = new Set(
    open.filter(({ infno }) => !isProvincial(infno)).flatMap(({ fields }) => fields.map(({ name }) => name)),
  )
  for (const { infno, fields } of open) {
    for (const { name, type } of fields) {
      if (isProvincial(infno) && shared.has(name)) continue
      const length = Number(/^C\((\d+)\)$/.exec(type)?.[1] ?? 0)
      const key = lengthsOf(infno, name)
      longest.set(key, Math.max(length, longest.get(key) ?? 0))
    }
  }
  for (const one of tables.filter(({ infno }) => isOpen(infno))) {
    const ours = ourTable(one) ?? {}
    for (const { name, type } of fieldsOf(one)) {
      const field = ours[name]
      if (field?.kind === 'rows' || !field) continue
      if (isProvincial(one.infno) && (shared.has(name) || !type.startsWith('C('))) continue
      const length = longest.get(lengthsOf(one.infno, name)) ?? 0
      const expected = OTHER_TYPE[`${name} ${type}`] ?? (type.startsWith('C(') ? `C(${length})` : type)
      if (!WIDER.has(lengthsOf(one.infno, name))) assert.equal(typeText(field), expected, `${one.infno} ${name}`)
      else assert.ok(field.digits > length, name)
    }
  }
})

test('a field that the text codes by a list has that list here', { skip }, () => {
  const text = readFileSync(textFile, 'utf8')
  const listed = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, name = '', , , , list = ''] = line.split('|').map((cell) => cell.trim())
    if (/^`\w+`$/.test(name) && /^[a-z_]+$/.test(list)) listed.set(name.replaceAll('`', ''), list)
  }
  for (const infno of infnos) {
    for (const node of Object.values(transactionOf(infno).input)) {
      for (const [name, field] of Object.entries(node.fields) as [string, Field][]) {
        const theirs = listed.get(name)
        if (theirs) assert.equal(field.list, theirs, `${infno} ${name}`)
      }
    }
  }
})

test('the envelope is the text’s, and every number of the text has its name here', { skip }, () => {
  const text = readFileSync(textFile, 'utf8')
  const section = text.slice(text.indexOf('### 1.2'), text.indexOf('### 1.3'))
  const names = [...section.matchAll(/^\| `(\w+)` \|/gm)].map((row) => row[1])
  assert.deepEqual([...Object.keys(requestEnvelope), 'input'], names)
  const numbers = text.slice(text.indexOf('## 2. '), text.indexOf('## 3. '))
  for (const [, infno = '', title = ''] of numbers.matchAll(/^\| (\w+) \| (.*?) (?:\(local\) )?\| [PH]→/gm)) {
    // 8201 stands for a range of another platform's numbers, not for a transaction.
    if (title.includes('名称未能确定') || infno === '8201') continue
    assert.ok(title.startsWith(titleOf(infno)) && titleOf(infno) !== '', `${infno} ${title}`)
  }
})

test('our codes mean what the published dictionary says', { skip: skip || !existsSync(listsFile) }, () => {
  const { lists } = JSON.parse(readFileSync(listsFile, 'utf8')) as {
    lists: Record<string, { values: [string, string][] }>
  }
  // The core that several provinces share and the one dictionary lacks: see the list's own comment.
  const beyond = new Set(['med_type 12', 'med_type 19', 'med_type 21', 'med_type 23', 'med_type 24'])
  beyond.add('opter_type 2').add('opter_type 3')
  const plain = (code: string) => code.replace(/^0(?=\d$)/, '')
  for (const [name, { values }] of Object.entries(nationalLists)) {
    const theirs = lists[name]
    if (!theirs) continue
    const known = new Map(theirs.values.map(([code, label]) => [plain(code), label]))
    for (const code of values.keys()) {
      assert.ok(known.has(plain(code)) || beyond.has(`${name} ${code}`), `${name} ${code}`)
    }
  }
})
