// Builds nodes and writes their formulas: "1,000.00 × 65% = 650.00".
import { unitText } from '../../policy/units.ts'
import type { Citation, ExplanationNode, NodeUnit, Operation, Words } from './node.ts'

interface Parts {
  readonly id: string
  readonly title: Words
  readonly op: Operation
  readonly value: number
  readonly over?: number
  readonly unit: NodeUnit
  readonly children?: readonly ExplanationNode[]
  readonly citation?: Citation | undefined
  readonly text?: string
}

export function node({ children = [], citation, over, text, ...rest }: Parts): ExplanationNode {
  const shown = valueText(rest.unit, rest.value, over, text)
  const expression = written(rest.op, children)
  return {
    ...rest,
    ...(over !== undefined && over !== 1 && { over }),
    ...(text !== undefined && { text }),
    formula: expression ? `${expression} = ${shown}` : shown,
    ...(citation && { citation }),
    children,
  }
}

export const given = (id: string, title: Words, unit: NodeUnit, value: number, over?: number): ExplanationNode =>
  node({ id, title, op: 'given', unit, value, ...(over !== undefined && { over }) })

export const givenText = (id: string, title: Words, text: string): ExplanationNode =>
  node({ id, title, op: 'given', unit: 'text', value: 0, text })

/** A value explained elsewhere in the tree: shown again, not written out twice. It points to the node itself, never to another pointer. */
export function ref(to: ExplanationNode, at: string): ExplanationNode {
  return { ...given(`${at}.${to.id}`, to.title, to.unit, to.value, to.over), ref: to.ref ?? to.id }
}

/** The same node under another name: what it stands for here. */
export function named(id: string, title: Words, child: ExplanationNode, citation?: Citation): ExplanationNode {
  const { value, unit, over } = child
  return node({ id, title, op: 'same', value, unit, ...(over !== undefined && { over }), children: [child], citation })
}

export function valueText(unit: NodeUnit, value: number, over = 1, text?: string): string {
  if (unit === 'text') return text ?? ''
  if (unit === 'count') return String(value)
  if (unit === 'rate') return unitText('rate', value)
  if (value >= Number.MAX_SAFE_INTEGER) return '不设限'
  return over === 1 ? unitText('money', value).replace('元', '') : fractionText(value, over)
}

/** An exact fraction of fen, shown as yuan with six decimals. */
function fractionText(value: number, over: number): string {
  return (value / over / 100).toFixed(6)
}

const shown = (child: ExplanationNode): string => valueText(child.unit, child.value, child.over, child.text)

function written(op: Operation, children: readonly ExplanationNode[]): string {
  const texts = children.map(shown)
  switch (op) {
    case 'given':
    case 'same':
      return ''
    case 'sum':
      return texts.length > 1 ? texts.join(' + ') : ''
    case 'minus':
    case 'difference':
      return texts.length > 1 ? texts.join(' − ') : ''
    case 'smallest':
      return `min(${texts.join(', ')})`
    case 'largest':
      return `max(${texts.join(', ')})`
    case 'share':
    case 'times':
      return texts.join(' × ')
    case 'shares':
      return pairs(texts).join(' + ')
    case 'prorate':
      return `${texts[0]} × ${texts[1]} ÷ ${texts[2]}`
    case 'steps':
      return `⌊${texts[0]} ÷ ${texts[1]}⌋ × ${texts[2]}${texts[3] ? `, ≤ ${texts[3]}` : ''}`
    case 'step_down_by':
      return `${texts[1]} − ${texts[2]} × (${texts[0]} − 1)${texts[3] ? `, ≥ ${texts[3]}` : ''}`
    case 'step_down_factor':
      return `${texts[1]} × ${texts[2]} ^ (${texts[0]} − 1)${texts[3] ? `, ≥ ${texts[3]}` : ''}`
    case 'clamp':
      return `${texts[0]}, ${texts[1]} … ${texts[2]}`
    case 'quotient':
      return `${texts[0]} ÷ ${texts[1]}`
    case 'binding_point':
      return `${texts[0]} ← ${pairs(texts.slice(1)).join(' + ')}`
  }
}

function pairs(texts: readonly string[]): string[] {
  const result: string[] = []
  for (let k = 0; k + 1 < texts.length; k += 2) result.push(`${texts[k]} × ${texts[k + 1]}`)
  return result
}
