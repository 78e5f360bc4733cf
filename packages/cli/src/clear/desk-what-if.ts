// “What if this case were coded otherwise”: groups, weights and money side by side, with the bounds of the law.
import { existsSync } from 'node:fs'
import {
  type CodedAs,
  type CodingWarning,
  codingWarnings,
  type Fen,
  fractions,
  type MedicalRecord,
  payment,
  type Recoding,
  whatIf,
  yuanForPeople,
} from '@yibao/kernel'
import { type ExitCode, type Invocation, print, printJson, textOption, UsageError } from '../command.ts'
import { textFile } from '../text-file.ts'
import { closeStays, type DeskClosed, type DeskGroup, type DeskJob, dipGroup, reasonText, recordsOf } from './desk.ts'
import { RULE_WORDS } from './words.ts'

interface Asked extends Recoding {
  readonly id: string
}

interface Side {
  readonly dx: readonly string[]
  readonly proc: readonly string[]
  readonly status: string
  readonly reason: string
  readonly group: string
  readonly weight: string
  readonly rule: string
  readonly fundDueFen: number
  readonly profitFen: number
}

interface Answered {
  readonly id: string
  readonly before: Side
  readonly after: Side
  readonly changeFen: number
  readonly warnings: readonly CodingWarning[]
}

interface Recoded {
  readonly group: DeskGroup
  readonly record: MedicalRecord
  readonly warnings: readonly CodingWarning[]
}

export async function answerWhatIf(invocation: Invocation, job: DeskJob, asked: string): Promise<ExitCode> {
  const wanted = askedFor(invocation, asked)
  const records = new Map<string, MedicalRecord>()
  const names = new Set(wanted.map(({ id }) => id))
  for (const record of recordsOf(textFile(job.input), (id) => names.has(id))) records.set(record.recordId, record)
  const missing = wanted.filter(({ id }) => !records.has(id))
  if (missing.length > 0)
    throw new UsageError(`${job.input} 中没有病案 ${missing.map(({ id }) => id).join('、')}（no such record）`)
  const first = await closeStays(job)
  const recoded = new Map(wanted.map((each) => [each.id, recode(job, records.get(each.id)!, each)]))
  const groups = new Map([...recoded].map(([id, { group }]) => [id, group]))
  // A case whose new group brings no weight of its own must not keep the old one.
  const cases = first.input.cases.map((each) => {
    const group = groups.get(each.id)
    return group ? { ...each, group: group.group, status: group.status, weight: group.weight } : each
  })
  const second = payment.clearYear({ ...first.input, cases })
  const answers = wanted.map(({ id }) => answerOf(id, records.get(id)!, first, second, recoded.get(id)!))
  if (invocation.values.json) printJson(answers)
  else print(answers.map(textOfAnswer).join('\n\n'))
  return 0
}

const codes = (cell: string): string[] => cell.split('|').filter((code) => code !== '')

function askedFor(invocation: Invocation, asked: string): Asked[] {
  const [dx, proc] = [textOption(invocation, 'dx'), textOption(invocation, 'proc')]
  const isFile = asked.endsWith('.csv') || asked.endsWith('.csv.gz')
  if (!isFile) {
    if (dx === undefined && proc === undefined)
      throw new UsageError('--what-if 要与 --dx 或 --proc 同用（give other codes）')
    if (dx !== undefined && codes(dx).length === 0) throw new UsageError('--dx 是空的（no diagnosis）')
    return [
      {
        id: asked,
        diagnoses: dx === undefined ? undefined : codes(dx),
        procedures: proc === undefined ? undefined : codes(proc),
      },
    ]
  }
  if (dx !== undefined || proc !== undefined)
    throw new UsageError('--what-if 给出文件时，不用 --dx、--proc（the file has the codes）')
  if (!existsSync(asked)) throw new UsageError(`没有这个文件：${asked}（no such file）`)
  return askedIn(asked)
}

function askedIn(file: string): Asked[] {
  const rows = payment.csvRows(textFile(file))
  const first = rows.next()
  const head = first.done ? [] : first.value.cells.map((name) => name.trim())
  const places = ['record_id', 'dx', 'proc'].map((name) => head.indexOf(name))
  const [id = -1, dx = -1, proc = -1] = places
  if (id < 0 || (dx < 0 && proc < 0))
    throw new UsageError(`${file}:1 “${head.join(',')}”：应有列 record_id，以及 dx 或 proc（columns expected）`)
  const asked: Asked[] = []
  for (const { cells, line } of rows) {
    if (cells.length === 1 && cells[0] === '') continue
    if (cells.length !== head.length)
      throw new UsageError(
        `${file}:${line} “${cells.length} 列”：应有 ${head.length} 列（expected ${head.length} columns）`,
      )
    const diagnoses = dx < 0 || cells[dx] === '' ? undefined : codes(cells[dx] ?? '')
    const own = { id: cells[id] ?? '', diagnoses, procedures: proc < 0 ? undefined : codes(cells[proc] ?? '') }
    if (asked.some((each) => each.id === own.id))
      throw new UsageError(`${file}:${line} record_id “${own.id}”：每份病案一行（each record once）`)
    asked.push(own)
  }
  return asked
}

function recode({ scheme }: DeskJob, record: MedicalRecord, asked: Recoding): Recoded {
  const none = { weight: undefined, auxiliary: undefined } as const
  if (scheme.kind === 'drg') {
    const { after, record: recoded, warnings } = whatIf(scheme.compiled, record, asked, scheme.options)
    const { status, drg, reason } = after
    const isGrouped = status === 'grouped'
    const own = status === 'ambiguous' ? status : isGrouped ? 'grouped' : 'ungrouped'
    const words = { statusText: status, reason: reason ? reasonText(reason) : '' }
    return { group: { ...none, ...words, group: isGrouped ? drg : '', status: own }, record: recoded, warnings }
  }
  const recoded = {
    ...record,
    diagnoses: asked.diagnoses ?? record.diagnoses,
    procedures: asked.procedures ?? record.procedures,
  }
  const [before, after] = [dipGroup(scheme.compiled, record), dipGroup(scheme.compiled, recoded)]
  return { group: after, record: recoded, warnings: codingWarnings(dipCoded(record, before), dipCoded(recoded, after)) }
}

const dipCoded = ({ diagnoses, procedures }: MedicalRecord, { group, status, weight }: DeskGroup): CodedAs => ({
  ...{ diagnoses, procedures, isGrouped: status === 'grouped', family: group, severities: [], unknown: [] },
  weight: weight ? Number(weight.n) / Number(weight.d) : 0,
})

function answerOf(
  id: string,
  record: MedicalRecord,
  first: DeskClosed,
  second: payment.YearClosed,
  recoded: Recoded,
): Answered {
  const before = sideOf(id, record, first.closed, first.groups.get(id))
  const after = sideOf(id, recoded.record, second, recoded.group)
  return { id, before, after, changeFen: after.fundDueFen - before.fundDueFen, warnings: recoded.warnings }
}

function sideOf(id: string, record: MedicalRecord, closed: payment.YearClosed, group: DeskGroup | undefined): Side {
  const found = [...closed.amounts].find(([kept]) => kept.case.id === id)
  if (!found) throw new UsageError(`病案 ${id} 不在费率的年度内结算（not settled in the year of the rates）`)
  const [kept, due] = found
  return {
    ...{ dx: record.diagnoses, proc: record.procedures },
    ...{ status: kept.case.status, reason: group?.reason ?? '', group: kept.case.group },
    weight: kept.weight ? fractions.exactText(kept.weight, 4) : '',
    rule: kept.rule,
    ...{ fundDueFen: due, profitFen: due - kept.case.fundFen },
  }
}

function textOfAnswer({ id, before, after, changeFen, warnings }: Answered): string {
  const yuan = (amount: number): string => yuanForPeople(amount as Fen)
  const row = (title: string, of: (side: Side) => string): string => `| ${title} | ${of(before)} | ${of(after)} |`
  return [
    `# 若另行编码 What if: ${id}`,
    '',
    '| | 病案原样 as recorded | 另行编码 coded otherwise |',
    '|---|---|---|',
    row('诊断 dx', ({ dx }) => dx.join('、')),
    row('手术操作 proc', ({ proc }) => proc.join('、') || '无 none'),
    row('病组 group', ({ group, status, reason }) => group || reason || status),
    row('权重（分值） weight', ({ weight }) => weight),
    row('规则 rule', ({ rule }) => RULE_WORDS[rule as payment.PricingRule].join(' ')),
    row('应付 due', ({ fundDueFen }) => yuan(fundDueFen)),
    row('盈亏 profit and loss', ({ profitFen }) => yuan(profitFen)),
    '',
    `差额 difference ${yuan(changeFen)}`,
    ...(warnings.length === 0
      ? ['没有触及编码的界限；编码仍须有病历为据（no bound is touched; codes still need evidence）']
      : ['', '**编码的界限 Bounds of coding**', '']),
    ...warnings.map((each) => `- ${each.codes.join('、')}${each.codes.length > 0 ? '：' : ''}${each.zh}（${each.en}）`),
  ].join('\n')
}
