// What a hospital's system and the embedded panel of the doctor's desk say to each other. The system asks the platform (3101) and
// tells it what was done (3103); the panel only shows and lets choose. Nothing is imported here: it goes to a browser.

/** A row of the answer to 3101, of which the panel needs this. */
export interface AnsweredRow {
  readonly jr_id: string
  readonly rule_id?: string
  readonly rule_name?: string
  readonly vola_cont: string
  readonly vola_evid?: string
  readonly vola_amt?: number | string
  /** 1 明确违规, 2 可疑, 3 需补充证据. */
  readonly sev_deg: string
  readonly judge_result_detail_dtos?: readonly { readonly rx_id?: string }[]
}

export interface OrderLine {
  /** The same as `rx_id` of the order. */
  readonly id: string
  readonly name: string
  readonly quantity?: string
  readonly amountYuan?: string
}

/** From the system to the panel, after each 3101. */
export interface OrderShown {
  readonly type: 'yibao.order'
  /** Given back with the response, so that the two are of one order. */
  readonly order: string
  readonly lines: readonly OrderLine[]
  /** `result` of the answer as it came; absent while it is being asked for. */
  readonly result?: readonly AnsweredRow[]
  /** The platform was not reached, or said that nobody has looked: care goes on. */
  readonly unscreened?: boolean
}

/** A row of 3103: `dspo_way` 1 the order goes on, 2 it is changed. */
export interface WarnRow {
  readonly warn_rslt_id: string
  readonly dspo_way: '1' | '2'
  readonly dspo_way_rea: string
}

/** From the panel to the system. */
export interface OrderAnswered {
  readonly type: 'yibao.response'
  readonly order: string
  /** Give the order as it is, or let the doctor change it. */
  readonly action: 'give' | 'change'
  /** What 3103 takes, as it stands. */
  readonly warns: readonly WarnRow[]
}

/** From the panel when it can be told something. */
export interface PanelReady {
  readonly type: 'yibao.ready'
}

export type Severity = 'stop' | 'remind' | 'evidence'

export interface DeskFinding {
  readonly id: string
  readonly rule: string
  readonly title: string
  readonly text: string
  readonly basis: string
  readonly severity: Severity
  readonly amountYuan: string
  readonly lines: readonly string[]
}

const SEVERITIES: Readonly<Record<string, Severity>> = { '1': 'stop', '2': 'remind', '3': 'evidence' }
const RANK: readonly Severity[] = ['stop', 'remind', 'evidence']

/** Rows as the panel shows them, what stops an order first. */
export const findingsOf = (rows: readonly AnsweredRow[]): DeskFinding[] =>
  rows
    .map(
      (row): DeskFinding => ({
        id: row.jr_id,
        rule: row.rule_id ?? '',
        title: row.rule_name ?? '',
        text: row.vola_cont,
        basis: row.vola_evid ?? '',
        severity: SEVERITIES[row.sev_deg] ?? 'remind',
        amountYuan: Number(row.vola_amt ?? 0) > 0 ? Number(row.vola_amt).toFixed(2) : '',
        lines: (row.judge_result_detail_dtos ?? []).flatMap(({ rx_id = '' }) => (rx_id === '' ? [] : [rx_id])),
      }),
    )
    .sort((a, b) => RANK.indexOf(a.severity) - RANK.indexOf(b.severity))

const isText = (value: unknown): value is string => typeof value === 'string'
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** A message that is an order, or nothing: other scripts of a page talk too. `undefined` when it is meant for the panel and cannot be read. */
export function orderIn(data: unknown): OrderShown | undefined | 'other' {
  if (!isObject(data) || data.type !== 'yibao.order') return 'other'
  const { order, lines, result } = data
  const areLines = Array.isArray(lines) && lines.every((line) => isObject(line) && isText(line.id) && isText(line.name))
  const areRows =
    result === undefined ||
    (Array.isArray(result) && result.every((row) => isObject(row) && isText(row.jr_id) && isText(row.vola_cont)))
  return isText(order) && areLines && areRows ? (data as unknown as OrderShown) : undefined
}

export interface Chosen {
  readonly keeps: boolean
  readonly reason: string
}

/** The rows of 3103. A stop or reminder that is passed over needs a reason: the first that lacks one is named. */
export function warnsOf(
  findings: readonly DeskFinding[],
  chosen: ReadonlyMap<string, Chosen>,
): { readonly warns: readonly WarnRow[] } | { readonly lacking: string } {
  const warns: WarnRow[] = []
  for (const { id } of findings) {
    const { keeps, reason } = chosen.get(id) ?? { keeps: false, reason: '' }
    if (keeps && reason.trim() === '') return { lacking: id }
    warns.push({ warn_rslt_id: id, dspo_way: keeps ? '1' : '2', dspo_way_rea: reason.trim() })
  }
  return { warns }
}
