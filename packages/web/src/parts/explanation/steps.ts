// The explanation tree as rows: which are open, which row a step has, how it reads as text. Pure, and tested.
import type { ExplanationNodeView, ExplanationView } from '@yibao/contract/rest'
import { percent, yuan } from '../../format/money.ts'

type Node = ExplanationNodeView
type Language = 'zh' | 'en'

export interface Row {
  /** Place in the tree; ids may repeat where a step is shown again. */
  readonly path: string
  readonly node: Node
  readonly level: number
  /** Position among its siblings, from 1, and their number. */
  readonly at: number
  readonly of: number
}

const ROOT = '0'
/** How many levels are open at first: down to each tier's own steps. */
const OPEN_AT_FIRST = 4

export function rowsOf(root: Node, open: ReadonlySet<string>): Row[] {
  const rows: Row[] = []
  const visit = (node: Node, path: string, level: number, at: number, of: number): void => {
    rows.push({ path, node, level, at, of })
    if (!open.has(path)) return
    node.children.forEach((child, k) => {
      visit(child, `${path}.${k}`, level + 1, k + 1, node.children.length)
    })
  }
  visit(root, ROOT, 1, 1, 1)
  return rows
}

/** Every path that has steps below it, down to a level. */
export function pathsBelow(node: Node, path = ROOT, levels = Number.POSITIVE_INFINITY): string[] {
  if (node.children.length === 0 || levels <= 0) return []
  return [path, ...node.children.flatMap((child, k) => pathsBelow(child, `${path}.${k}`, levels - 1))]
}

export const openAtFirst = (root: Node): ReadonlySet<string> => new Set(pathsBelow(root, ROOT, OPEN_AT_FIRST))

/** The path of the step with this id; where it is not in the tree, of the nearest step it belongs to (basic.deductible → basic). */
export function pathOfStep(root: Node, step: string): string {
  for (let id = step; id !== ''; id = id.includes('.') ? id.slice(0, id.lastIndexOf('.')) : '') {
    const path = find(root, ROOT, (node) => node.id === id && node.ref === undefined)
    if (path) return path
  }
  return ROOT
}

function find(node: Node, path: string, fits: (node: Node) => boolean): string | undefined {
  if (fits(node)) return path
  for (const [k, child] of node.children.entries()) {
    const found = find(child, `${path}.${k}`, fits)
    if (found) return found
  }
  return undefined
}

/** The paths above a path: they must be open for it to be seen. */
export function above(path: string): string[] {
  const parts = path.split('.')
  return parts.slice(1).map((_, k) => parts.slice(0, k + 1).join('.'))
}

export const nodeAt = (root: Node, path: string): Node =>
  path
    .split('.')
    .slice(1)
    .reduce<Node>((node, k) => node.children[Number(k)] ?? node, root)

export const parentOf = (path: string): string => (path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : path)

/** "1,234.56", "85%", "3", a word. Above 2^53 an amount stands for "no limit". */
export function valueText({ unit, value, over = 1, text }: Node, unlimited: string): string {
  if (unit === 'text') return text ?? ''
  if (unit === 'count') return String(value / over)
  if (unit === 'rate') return percent(value / over)
  if (value >= Number.MAX_SAFE_INTEGER) return unlimited
  return over === 1 ? yuan(value) : (value / over / 100).toFixed(6)
}

export const titleOf = (node: Node, language: Language): string => node.title[language] || node.title.zh

const ASSUMED: Readonly<Record<Language, string>> = { zh: '【假定值】', en: '[assumed] ' }

/** The whole calculation as plain text, indented, with clauses: what is pasted into a letter. */
export function asText(view: ExplanationView, language: Language, unlimited: string): string {
  const lines: string[] = [`${view.plan[language]} · ${view.policyVersion}`, '']
  const visit = (node: Node, depth: number): void => {
    const indent = '  '.repeat(depth)
    const value = valueText(node, unlimited)
    const formula = node.formula === value || !node.formula ? '' : ` [${node.formula}]`
    lines.push(`${indent}${titleOf(node, language)}: ${value}${formula}`)
    if (node.citation) lines.push(`${indent}  ${node.citation.assumed ? ASSUMED[language] : ''}${node.citation.text}`)
    for (const child of node.children) visit(child, depth + 1)
  }
  visit(view.root, 0)
  return `${[...lines, '', ...view.sentences.map((sentence) => sentence[language])].join('\n')}\n`
}
