// One report of the books in the three forms it is asked for: text, JSON, and a page that prints.
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ExitCode, type Invocation, print, printJson, textOption } from '../command.ts'
import { escaped, tableOf } from '../html.ts'

export interface ReportTable {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Below the table: what it comes to, and what is wrong. */
  readonly notes?: readonly string[]
}

export interface BookReport {
  readonly title: string
  readonly subtitle: string
  readonly tables: readonly ReportTable[]
  readonly machine: unknown
  /** False: something does not add up, and the command ends with 1. */
  readonly holds: boolean
}

export const reportOptions = { html: { type: 'string' }, csv: { type: 'boolean' }, json: { type: 'boolean' } } as const
export const REPORT_HELP = {
  html: '写出可打印的网页 a file for the page that prints',
  csv: '逗号分隔 as CSV',
  json: '机器可读 machine-readable',
} as const

/** Whole fen as yuan with two decimals and thousands: 1234567 is 12,345.67. */
export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`
}

export function give(invocation: Invocation, report: BookReport): ExitCode {
  const html = textOption(invocation, 'html')
  if (html !== undefined) {
    writeFileSync(resolve(html), pageOf(report))
    process.stderr.write(`${resolve(html)}\n`)
  }
  if (invocation.values.json) printJson(report.machine)
  else print(invocation.values.csv ? csvOf(report) : textOf(report))
  return report.holds ? 0 : 1
}

const isWide = (letter: string): boolean => /[\u2E80-\uFFE6]/.test(letter)
const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (isWide(letter) ? 2 : 1), 0)
const isNumber = (text: string): boolean => /^-?[\d,]+(\.\d+)?$/.test(text)

function aligned({ head, rows }: ReportTable): string[] {
  const all = [head, ...rows]
  const widths = head.map((_, at) => Math.max(...all.map((row) => widthOf(row[at] ?? ''))))
  return all.map((row) =>
    row
      .map((cell, at) => {
        const gap = ' '.repeat((widths[at] ?? 0) - widthOf(cell))
        return at > 0 && isNumber(cell) ? gap + cell : cell + gap
      })
      .join('  ')
      .trimEnd(),
  )
}

const textOf = ({ title, subtitle, tables }: BookReport): string =>
  [
    title,
    subtitle,
    ...tables.flatMap((table) => ['', `## ${table.title}`, ...aligned(table), ...(table.notes ?? [])]),
  ].join('\n')

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const csvOf = ({ tables }: BookReport): string =>
  `${tables.flatMap(({ title, head, rows }) => [['表 table', ...head], ...rows.map((row) => [title, ...row])].map((row) => row.map((each) => cell(isNumber(each) ? each.replaceAll(',', '') : each)).join(','))).join('\n')}\n`

export const pageOf = ({ title, subtitle, tables }: BookReport): string =>
  [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
    `<title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${escaped(title)}</h1><p>${escaped(subtitle)}</p>`,
    ...tables.map(
      ({ title: heading, head, rows, notes = [] }) =>
        `<section><h2>${escaped(heading)}</h2>${tableOf(
          head.map(escaped),
          rows.map((row) =>
            row.map((text, at) => (at > 0 && isNumber(text) ? `<span class="n">${text}</span>` : escaped(text))),
          ),
        )}${notes.map((note) => `<p>${escaped(note)}</p>`).join('')}</section>`,
    ),
    '<footer>制表 prepared by ________　复核 reviewed by ________　负责人 responsible ________</footer>',
    '</main></body></html>',
    '',
  ].join('\n')

const STYLE =
  'body{font:13px/1.6 "Songti SC","Noto Serif CJK SC",serif;margin:0;color:#111}main{max-width:1000px;margin:24px auto;padding:0 16px}' +
  'h1{font-size:20px;text-align:center;margin:0}h1+p{text-align:center;margin:4px 0 16px}h2{font-size:15px;margin:20px 0 6px}' +
  'table{border-collapse:collapse;width:100%}th,td{border:1px solid #555;padding:3px 7px;text-align:left}th{background:#f2f2f2}' +
  '.n{display:block;text-align:right;font-variant-numeric:tabular-nums}footer{margin:28px 0;display:flex;gap:40px}' +
  '@media print{main{margin:0;max-width:none}section{break-inside:avoid}@page{size:A4 landscape;margin:14mm}}'
