// Builds nodes and writes their formulas: "1,000.00 × 65% = 650.00".
import { unitText } from '../../policy/units.ts'
import type { Citation, ExplanationNode, NodeUnit, Operation, Words } from './node.ts'

interface Parts {
  readonly id: string
  readonly title: Words
  readonly op: Operation
  readonly value: number
  readonly over?: number | undefined
  readonly unit: NodeUnit
  readonly children?: readonly ExplanationNode[]
  readonly citation?: Citation | undefined
  readonly text?: string | undefined
}

/**
 * A node as it is built: fields of a fixed shape, and the formula written only when somebody reads it. Most trees are
 * built to be checked or kept, few to be read, and the texts cost ten times what the tree does.
 */
class Step implements ExplanationNode {
  readonly id: string
  readonly title: Words
  readonly op: Operation
  readonly value: number
  readonly over: number | undefined
  readonly unit: NodeUnit
  readonly text: string | undefined
  readonly ref: string | undefined
  readonly citation: Citation | undefined
  readonly children: readonly ExplanationNode[]

  constructor(parts: Parts, ref?: string) {
    this.id = parts.id
    this.title = parts.title
    this.op = parts.op
    this.value = parts.value
    this.over = parts.over === 1 ? undefined : parts.over
    this.unit = parts.unit
    this.text = parts.text
    this.ref = ref
    this.citation = parts.citation
    this.children = parts.children ?? NO_CHILDREN
  }

  get formula(): string {
    const own = shown(this)
    const expression = written(this.op, this.children)
    return expression ? `${expression} = ${own}` : own
  }

  /** What is sent and stored: absent fields left out, the formula written. */
  toJSON(): object {
    const { id, title, op, value, over, unit, text, ref, formula, citation, children } = this
    return { id, title, op, value, over, unit, text, ref, formula, citation, children }
  }
}

const NO_CHILDREN: readonly ExplanationNode[] = []

export const node = (parts: Parts): ExplanationNode => new Step(parts)

export const given = (id: string, title: Words, unit: NodeUnit, value: number, over?: number): ExplanationNode =>
  new Step({ id, title, op: 'given', unit, value, over })

export const givenText = (id: string, title: Words, text: string): ExplanationNode =>
  new Step({ id, title, op: 'given', unit: 'text', value: 0, text })

/** A value explained elsewhere in the tree: shown again, not written out twice. It points to the node itself, never to another pointer. */
export function ref(to: ExplanationNode, at: string): ExplanationNode {
  const { title, unit, value, over } = to
  return new Step({ id: `${at}.${to.id}`, title, op: 'given', unit, value, over }, to.ref ?? to.id)
}

/** A given value that another node of the tree explains. */
export const pointing = (from: ExplanationNode, toId: string): ExplanationNode => new Step(from, toId)

/** The same step under another name, or with the clause behind it. */
export const renamed = (
  step: ExplanationNode,
  changes: { readonly id?: string; readonly title?: Words; readonly citation?: Citation | undefined },
): ExplanationNode => new Step({ ...step, ...changes, citation: changes.citation ?? step.citation }, step.ref)

/** The same node under another name: what it stands for here. */
export function named(id: string, title: Words, child: ExplanationNode, citation?: Citation): ExplanationNode {
  const { value, unit, over } = child
  return new Step({ id, title, op: 'same', value, unit, over, children: [child], citation })
}

export function valueText(unit: NodeUnit, value: number, over = 1, text?: string): string {
  if (unit === 'text') return text ?? ''
  if (unit === 'count') return String(value / over)
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
    case 'product':
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
    case 'round':
      return `${texts[0]} ${children[2]?.title.zh ?? ''} ${texts[1]}`
    case 'shares_to':
      return `${pairs(texts.slice(0, -2)).join(' + ')} ${roundedTo(children)}`
    case 'rest_to':
      return `${texts[0]} − (${texts[0]} − ${pairs(texts.slice(1, -2)).join(' − ')} ${roundedTo(children)})`
    case 'quotient':
      return `${texts[0]} ÷ ${texts[1]}`
    case 'binding_point':
      return `${texts[0]} ← ${pairs(texts.slice(1)).join(' + ')}`
  }
}

/** 四舍五入 1.00 */
function roundedTo(children: readonly ExplanationNode[]): string {
  const [unit, mode] = children.slice(-2)
  return unit && mode ? `${mode.title.zh} ${shown(unit)}` : ''
}

function pairs(texts: readonly string[]): string[] {
  const result: string[] = []
  for (let k = 0; k + 1 < texts.length; k += 2) result.push(`${texts[k]} × ${texts[k + 1]}`)
  return result
}
