// The template of a file of enrolments: as CSV, or as a workbook whose needed columns are red.
import { enrolment } from '@yibao/kernel'
import { CSV_BEGIN, csvRow } from '../csv.ts'
import { archive } from './archive.ts'

interface Template {
  readonly head: readonly string[]
  readonly needed: ReadonlySet<string>
  readonly example: readonly string[]
}

const ALL: Readonly<Record<string, string>> = {
  ...{ 办理事项: '参保', 证件类型: '01', 证件号码: '', 姓名: '', 性别: '', 出生日期: '', 民族: '01', 手机号码: '' },
  ...{ 参保区划: '', 险种: '居民', 参保身份: '成年居民', 参保日期: '2026-01-01', 截止日期: '', 缴费日期: '' },
  ...{ 单位编号: '', 月缴费工资: '', 公务员补助: '否' },
}
/** What an employer fills in; its own number and area go without saying in the row. */
const OF_EMPLOYERS = [
  '办理事项',
  '证件类型',
  '证件号码',
  '姓名',
  '手机号码',
  '参保区划',
  '险种',
  '参保身份',
  '参保日期',
]
const REST_OF_EMPLOYERS = ['截止日期', '月缴费工资']

function templateOf(own: { readonly area: string } | undefined): Template {
  const columns = Object.values(enrolment.ENROL_COLUMNS)
  const head = own ? [...OF_EMPLOYERS, ...REST_OF_EMPLOYERS] : columns.map(({ names }) => names[0])
  const needed = new Set(columns.filter(({ isNeeded }) => isNeeded).map(({ names }) => names[0]))
  if (own) needed.add('办理事项')
  const filled = own
    ? { ...ALL, 办理事项: '增员', 险种: '职工', 参保身份: '在职', 参保区划: own.area, 月缴费工资: '6000.00' }
    : ALL
  return { head, needed, example: head.map((name) => filled[name as keyof typeof filled] ?? '') }
}

export function csvTemplate(own?: { readonly area: string }): string {
  const { head } = templateOf(own)
  return CSV_BEGIN + csvRow([...head])
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const letter = (at: number): string => String.fromCharCode('A'.charCodeAt(0) + at)

/** Cells are text: a certificate number must not become a number in the office program. */
const cell = (text: string, at: number, row: number, style: number): string =>
  `<c r="${letter(at)}${row}" t="inlineStr" s="${style}"><is><t>${escaped(text)}</t></is></c>`

const PLAIN = 0
const HEAD = 1
const NEEDED = 2
const AS_TEXT = 3
const WIDTH = 16
const ROWS_AS_TEXT = 1000

function sheetOf({ head, needed, example }: Template): string {
  const row = (no: number, cells: readonly string[]) => `<row r="${no}">${cells.join('')}</row>`
  const heads = head.map((name, at) => cell(name, at, 1, needed.has(name) ? NEEDED : HEAD))
  const first = example.map((text, at) => cell(text, at, 2, AS_TEXT))
  const blanks = Array.from({ length: ROWS_AS_TEXT }, (_, no) =>
    row(
      no + 3,
      [...head.keys()].map((at) => `<c r="${letter(at)}${no + 3}" s="${AS_TEXT}"/>`),
    ),
  )
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${head.length}" width="${WIDTH}" customWidth="1"/></cols><sheetData>${row(1, heads)}${row(2, first)}${blanks.join('')}</sheetData></worksheet>`
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const styles = (): string => {
  const fonts = [
    '<font><sz val="11"/><name val="宋体"/></font>',
    '<font><b/><sz val="11"/><name val="宋体"/></font>',
    '<font><b/><sz val="11"/><color rgb="FFC00000"/><name val="宋体"/></font>',
  ]
  const xfs = [
    [PLAIN, 0],
    [HEAD, 0],
    [NEEDED, 0],
    [PLAIN, 49],
  ].map(([font, format]) => `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" applyNumberFormat="1"/>`)
  return `${XML}<styleSheet xmlns="${MAIN}"><fonts count="3">${fonts.join('')}</fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellXfs count="4">${xfs.join('')}</cellXfs></styleSheet>`
}

const relations = (rows: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${rows
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

/** Office Open XML: five small files in an archive. */
export function xlsxTemplate(own?: { readonly area: string }): Buffer {
  return archive({
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="参保" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
      ['rId2', 'styles', 'styles.xml'],
    ]),
    'xl/styles.xml': styles(),
    'xl/worksheets/sheet1.xml': sheetOf(templateOf(own)),
  })
}
