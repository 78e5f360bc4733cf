// The answer of an accepted message as it is kept: values in the order of the field tables, without their names. The same
// function writes the first answer and every repetition of it, so that they are the same to the byte.
import {
  type Channel,
  compactTime,
  type Infno,
  type OutputWritable,
  receiverMessageId,
  rowWriter,
  transactionOf,
} from '@yibao/contract'
import type { Json } from '../../platform/index.ts'
import { instantAt } from '../../platform/index.ts'

/** When a message came, when it was answered, and how many came before it. */
export interface Stamp {
  readonly receivedMs: number
  readonly sequence: number
  readonly answeredMs: number
}

type Values = readonly unknown[]

/** [shape, received, sequence, milliseconds to the answer, nodes, warning] */
export type PackedAnswer = readonly [
  shape: string,
  receivedMs: number,
  sequence: number,
  tookMs: number,
  nodes: readonly (Values | readonly Values[])[],
  warning?: string,
]

interface PackedNode {
  readonly name: string
  readonly many: boolean
  readonly bare: boolean
  /** `"psn_no":`, ready to be written before its value. */
  readonly keys: readonly string[]
  readonly write: (row: never) => Record<string, unknown>
}

interface Packing {
  /** Changes when the tables change: an answer of another shape is not guessed at. */
  readonly shape: string
  readonly nodes: readonly PackedNode[]
}

const packings = new WeakMap<Channel['writing'], Map<Infno, Packing>>()

function packingOf(infno: Infno, writing: Channel['writing']): Packing {
  const known = packings.get(writing) ?? new Map<Infno, Packing>()
  packings.set(writing, known)
  const packing = known.get(infno) ?? makePacking(infno, writing)
  known.set(infno, packing)
  return packing
}

function makePacking(infno: Infno, writing: Channel['writing']): Packing {
  const nodes = Object.entries(transactionOf(infno).output).map(([name, node]): PackedNode => {
    const shownName = writing.nodeNames[infno]?.[name] ?? (node.placement === 'bare' ? '' : name)
    return {
      name: shownName,
      many: node.many,
      bare: shownName === '',
      keys: Object.keys(node.fields).map((field) => `${JSON.stringify(field)}:`),
      write: rowWriter(node.fields, writing) as PackedNode['write'],
    }
  })
  return { shape: shapeOf(nodes), nodes }
}

/** FNV-1a over all field names, in base 36. */
function shapeOf(nodes: readonly PackedNode[]): string {
  let hash = 0x811c9dc5
  for (const text of nodes.flatMap(({ keys }) => ['|', ...keys])) {
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  return (hash >>> 0).toString(36)
}

export function packAnswer<I extends Infno>(
  infno: I,
  writing: Channel['writing'],
  output: OutputWritable<I>,
  stamp: Stamp,
  warning?: string,
): Json {
  const { shape, nodes } = packingOf(infno, writing)
  const names = Object.keys(transactionOf(infno).output)
  const packed = nodes.map(({ many, write }, at) => {
    const content = (output as Readonly<Record<string, unknown>>)[names[at]!]
    const row = (values: unknown) => Object.values(write(values as never))
    return many ? (content as readonly unknown[]).map(row) : row(content)
  })
  const answer: PackedAnswer = [
    shape,
    stamp.receivedMs,
    stamp.sequence,
    stamp.answeredMs - stamp.receivedMs,
    packed,
    ...(warning ? [warning] : []),
  ] as unknown as PackedAnswer
  return answer as unknown as Json
}

/** The whole response body; `undefined` when the answer was kept by a version of the tables that is gone. */
export function answerText(infno: Infno, channel: Channel, area: string, stored: Json): string | undefined {
  const [shape, receivedMs, sequence, tookMs, nodes, warning] = stored as unknown as PackedAnswer
  const packing = packingOf(infno, channel.writing)
  if (shape !== packing.shape) return undefined
  const stamp = { receivedMs, sequence, answeredMs: receivedMs + tookMs }
  const { infcodeForm, successMessage } = channel.answer
  const code = infcodeForm === 'text' ? '"0"' : '0'
  const head = `{"infcode":${code},${stampText(area, stamp)},"err_msg":${JSON.stringify(successMessage)}`
  const warn = warning === undefined ? '' : `,"warn_msg":${JSON.stringify(warning)}`
  return `${head},"output":${outputText(packing, nodes)}${warn}}`
}

export function stampText(area: string, { receivedMs, sequence, answeredMs }: Stamp): string {
  const received = instantAt(receivedMs)
  const number = receiverMessageId(area, received, sequence)
  const receivedAt = compactTime(received, receivedMs % 1000)
  const answeredAt = compactTime(instantAt(answeredMs), answeredMs % 1000)
  return `"inf_refmsgid":"${number}","refmsg_time":"${receivedAt}","respond_time":"${answeredAt}"`
}

function outputText({ nodes }: Packing, packed: PackedAnswer[4]): string {
  const [only] = nodes
  if (nodes.length === 1 && only?.bare) return nodeText(only, packed[0]!)
  return `{${nodes.map((node, at) => `${JSON.stringify(node.name)}:${nodeText(node, packed[at]!)}`).join(',')}}`
}

function nodeText({ many, keys }: PackedNode, content: Values | readonly Values[]): string {
  return many
    ? `[${(content as readonly Values[]).map((row) => rowText(keys, row)).join(',')}]`
    : rowText(keys, content as Values)
}

function rowText(keys: readonly string[], values: Values): string {
  let text = '{'
  for (let at = 0; at < keys.length; at++) {
    const value = values[at]
    text += `${at === 0 ? '' : ','}${keys[at]}${typeof value === 'number' ? value : JSON.stringify(value)}`
  }
  return `${text}}`
}
