// Workbooks as office programs write them: shared and inline texts, days as numbers, gaps; and archives that are none.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { archive } from './archive.ts'
import { isWorkbook, workbookCsv } from './workbook.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const bookOf = (rows: string, more: Readonly<Record<string, string>> = {}): Buffer =>
  archive({
    'xl/workbook.xml': `<workbook xmlns="${MAIN}"><sheets><sheet name="参保" sheetId="1" r:id="rId1"/><sheet name="说明" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId2" Target="worksheets/sheet2.xml"/><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...more,
  })
const inline = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`
const csv = (bytes: Buffer): string => {
  const outcome = workbookCsv(bytes)
  return outcome.ok ? outcome.value : String(outcome.facts.what)
}

test('texts, numbers, days, gaps in rows and columns, and entities are read as the office program shows them', () => {
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/></cellXfs></styleSheet>'
  const rows = [
    `<row r="1">${inline('A1', '姓名')}${inline('B1', '参保日期')}${inline('C1', '金额')}</row>`,
    '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="1"><v>46023</v></c><c r="C2"><v>6000.5</v></c></row>',
    '<row r="3"><c r="A3" s="0"/><c r="B3" s="0"/></row>',
    `<row r="5">${inline('A5', '张&amp;三 "甲"\n乙')}<c r="C5" s="2"><v>46174.75</v></c></row>`,
  ]
  const shared = '<sst><si><t>不用</t></si><si><r><t>欧阳</t></r><r><t>娜</t></r><rPh><t>ouyang</t></rPh></si></sst>'
  const bytes = bookOf(rows.join(''), { 'xl/sharedStrings.xml': shared, 'xl/styles.xml': styles })
  assert.ok(isWorkbook(bytes))
  assert.deepEqual(csv(bytes).split('\r\n'), [
    '"姓名","参保日期","金额"',
    '"欧阳娜","2026-01-01","6000.5"',
    '',
    '',
    '"张&三 ""甲"" 乙","","2026-06-01"',
    '',
  ])
})

test('what is no workbook, broken, locked or made to do harm is refused with the reason', () => {
  const good = bookOf(`<row r="1">${inline('A1', '姓名')}</row>`)
  const broken = Buffer.from(good)
  broken.writeUInt32LE(7, good.lastIndexOf('xl/worksheets') - 30)
  assert.match(csv(broken), /损坏/)
  assert.match(csv(good.subarray(0, 60)), /压缩包不完整/)
  assert.match(csv(archive({ 'a.txt': 'x' })), /不是 Excel 工作簿/)
  assert.match(csv(bookOf('', { 'xl/workbook.xml': '<workbook/>' })), /没有工作表/)
  assert.match(csv(bookOf('<!DOCTYPE x [<!ENTITY a "b">]>')), /不允许/)
  assert.match(csv(bookOf('<row r="1"><c r="A1" t="s"><v>3</v></c></row>')), /文字表/)
  assert.match(csv(bookOf('<row r="9999999"/>')), /行/)
  assert.match(csv(bookOf(`<row r="1">${inline('ZZ1', 'x')}</row>`)), /列/)
  assert.match(csv(bookOf('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>')), /A1 的公式出错/)
})
