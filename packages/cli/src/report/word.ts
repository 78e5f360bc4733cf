// The report as a Word file in the form of an official document: headings, linked figures, charts, and where each figure comes from.
import {
  AlignmentType,
  Bookmark,
  Document,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { type Chart, figureText, type Piece, type Report } from './compose.ts'
import { chartSvg } from './page.ts'

const FONT = 'FangSong'
/** A dot for readers that cannot show SVG. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
)

export async function reportWord(report: Report): Promise<Buffer> {
  const body = [
    new Paragraph({ heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER, children: [run(report.title)] }),
    plain(`${report.lead}(${report.period.from} 至 ${report.period.to})`),
    ...report.sections.flatMap(({ heading, paragraphs, charts }) => [
      title(heading),
      new Paragraph({ indent: { firstLine: 560 }, children: paragraphs.flat().map(pieceRun) }),
      ...charts.flatMap(chartParagraphs),
    ]),
    title('数字的来历'),
    table(
      ['编号', '指标', '数值', '定义'],
      report.figures.map((figure) => [figure.id, figure.title, figureText(figure), figure.definition]),
      true,
    ),
    title('尚无数据的指标'),
    report.missing.length === 0
      ? plain('没有。')
      : table(
          ['编号', '指标', '在等什么'],
          report.missing.map(({ id, title: name, waitsFor }) => [id, name, waitsFor ?? '分母为零']),
          false,
        ),
  ]
  const document = new Document({
    creator: 'Yibao',
    title: report.title,
    styles: { default: { document: { run: { font: FONT, size: 28 } } } },
    sections: [{ children: body }],
  })
  return Packer.toBuffer(document)
}

const run = (text: string): TextRun => new TextRun({ text, font: FONT })
const plain = (text: string): Paragraph => new Paragraph({ children: [run(text)] })
const title = (text: string): Paragraph => new Paragraph({ heading: HeadingLevel.HEADING_1, children: [run(text)] })

const anchorOf = (id: string): string => id.replace('-', '_')

const pieceRun = (piece: Piece): TextRun | InternalHyperlink =>
  'text' in piece
    ? run(piece.text)
    : new InternalHyperlink({
        anchor: anchorOf(piece.id),
        children: [new TextRun({ text: piece.figure, font: FONT, style: 'Hyperlink' })],
      })

function chartParagraphs(chart: Chart): Paragraph[] {
  const svg = chartSvg(chart)
  const [, width = '820', height = '280'] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? []
  const scale = 560 / Number(width)
  const image = new ImageRun({
    type: 'svg',
    data: Buffer.from(svg),
    transformation: { width: 560, height: Math.round(Number(height) * scale) },
    fallback: { type: 'png', data: DOT },
  })
  const centred = (children: (ImageRun | TextRun)[]): Paragraph =>
    new Paragraph({ alignment: AlignmentType.CENTER, children })
  return [centred([image]), centred([run(chart.title)])]
}

function table(head: readonly string[], rows: readonly (readonly string[])[], isTarget: boolean): Table {
  const cell = (text: string, bookmark?: string): TableCell => {
    const small = new TextRun({ text, font: FONT, size: 20 })
    const children = bookmark === undefined ? [small] : [new Bookmark({ id: anchorOf(bookmark), children: [small] })]
    return new TableCell({ children: [new Paragraph({ children })] })
  }
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, children: head.map((text) => cell(text)) }),
      ...rows.map(
        (row) => new TableRow({ children: row.map((text, at) => cell(text, isTarget && at === 0 ? text : undefined)) }),
      ),
    ],
  })
}
