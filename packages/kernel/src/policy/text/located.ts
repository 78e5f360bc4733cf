// Policy text to a tree whose every node knows its file and line, within stated limits: a policy is data that can
// neither loop nor grow (no anchors, no aliases, no tags, bounded size, depth and number of nodes).
import { isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml'
import type { FaultList, Place } from './faults.ts'

export type { Place } from './faults.ts'

interface Located {
  readonly at: Place
}

export interface ScalarNode extends Located {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  /** As written in the file; numbers keep their spelling. */
  readonly text: string
}

export interface ListNode extends Located {
  readonly kind: 'list'
  readonly items: readonly TextNode[]
}

export interface MapNode extends Located {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, TextNode>
  /** Where each key stands, for messages about the key itself. */
  readonly keys: ReadonlyMap<string, Place>
}

export type TextNode = ScalarNode | ListNode | MapNode

export const LIMITS = { bytes: 512 * 1024, depth: 24, nodes: 40_000 } as const

/** Reads one YAML or JSON text. Faults are added to the list; `undefined` when the text cannot be used at all. */
export function locate(file: string, text: string, faults: FaultList): TextNode | undefined {
  if (text.length > LIMITS.bytes) {
    faults.add({ file, line: 1 }, 'file_too_large', `${text.length} characters`, `at most ${LIMITS.bytes}`)
    return undefined
  }
  if (!isReadable(file, text, faults)) return undefined
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false, // looked for below: the parser compares every key with every other
    merge: false,
    maxAliasCount: 0,
  } as never)
  for (const error of document.errors) {
    const line = lines.linePos(error.pos[0]).line || 1
    if (error.message.includes('call stack'))
      faults.add({ file, line }, 'nested_too_deep', 'brackets or lists within each other', `at most ${LIMITS.depth}`)
    else faults.add({ file, line }, 'not_yaml', firstLine(error.message), 'well-formed YAML')
  }
  if (document.errors.length > 0) return undefined
  if (!document.contents) {
    faults.add({ file, line: 1 }, 'empty_file', 'nothing', 'a policy file with at least a title')
    return undefined
  }
  const state = { file, faults, nodes: 0, lines, text }
  return convert(document.contents as ParsedNode, 0, state)
}

/** Control characters and the sign that stands for bytes of another encoding. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NO_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/
/** Brackets within each other that no file of ours comes near; the parser would go down into all of them first. */
const DEEPEST_BRACKETS = 400

/** What can be seen before parsing: another encoding, a binary file, a bomb of brackets. */
function isReadable(file: string, text: string, faults: FaultList): boolean {
  const lineAt = (at: number) => text.slice(0, at).split('\n').length
  const at = text.search(NO_TEXT)
  if (at >= 0) {
    const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    faults.add({ file, line: lineAt(at) }, 'not_text', `the character U+${code}`, 'a text file in UTF-8')
    return false
  }
  let depth = 0
  for (let k = 0; k < text.length; k += 1) {
    const letter = text.charCodeAt(k)
    if (letter === OPEN_LIST || letter === OPEN_MAP) depth += 1
    else if (letter === CLOSE_LIST || letter === CLOSE_MAP) depth = Math.max(0, depth - 1)
    if (depth <= DEEPEST_BRACKETS) continue
    const found = 'brackets within each other'
    faults.add({ file, line: lineAt(k) }, 'nested_too_deep', found, `at most ${LIMITS.depth}`)
    return false
  }
  return true
}
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [91, 93, 123, 125]

interface State {
  readonly file: string
  readonly faults: FaultList
  readonly lines: LineCounter
  readonly text: string
  nodes: number
}

function convert(node: ParsedNode | null, depth: number, state: State): TextNode | undefined {
  const at: Place = { file: state.file, line: node?.range ? state.lines.linePos(node.range[0]).line || 1 : 1 }
  state.nodes += 1
  if (state.nodes === LIMITS.nodes) state.faults.add(at, 'file_too_large', 'too many values', `at most ${LIMITS.nodes}`)
  if (state.nodes >= LIMITS.nodes) return undefined
  if (depth > LIMITS.depth) {
    state.faults.add(at, 'nested_too_deep', `depth ${depth}`, `at most ${LIMITS.depth}`)
    return undefined
  }
  if (node && (isAlias(node) || node.anchor || node.tag)) {
    state.faults.add(at, 'yaml_feature_not_allowed', 'an anchor, alias or tag', 'plain maps, lists and values')
    return undefined
  }
  if (isMap(node)) return convertMap(node.items as never, at, depth, state)
  if (isSeq(node)) {
    const items = node.items.map((item) => convert(item as ParsedNode, depth + 1, state))
    return { kind: 'list', at, items: items.filter((item) => item !== undefined) }
  }
  if (!isScalar(node)) return { kind: 'scalar', at, value: null, text: '' }
  const value = node.value as ScalarNode['value'] | bigint
  const text = typeof value === 'string' ? value : (node.source ?? String(value))
  return { kind: 'scalar', at, value: typeof value === 'bigint' ? String(value) : value, text }
}

function convertMap(
  pairs: readonly { key: ParsedNode; value: ParsedNode | null }[],
  at: Place,
  depth: number,
  state: State,
): MapNode {
  const entries = new Map<string, TextNode>()
  const keys = new Map<string, Place>()
  for (const { key, value } of pairs) {
    const keyNode = convert(key, depth + 1, state)
    if (keyNode?.kind !== 'scalar') {
      state.faults.add(at, 'yaml_feature_not_allowed', 'a key that is not a plain word', 'plain words as keys')
      continue
    }
    const node = convert(value, depth + 1, state)
    if (keys.has(keyNode.text))
      state.faults.add(keyNode.at, 'not_yaml', `the key ${keyNode.text} twice`, 'each key once')
    keys.set(keyNode.text, keyNode.at)
    entries.set(keyNode.text, node ?? { kind: 'scalar', at: keyNode.at, value: null, text: '' })
  }
  return { kind: 'map', at, entries, keys }
}

const firstLine = (message: string): string => message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? ''

/** How a message shows what was found, shortened. */
export function shown(node: TextNode | undefined): string {
  if (!node) return 'nothing'
  if (node.kind === 'list') return `a list of ${node.items.length}`
  if (node.kind === 'map') return `a map with ${[...node.entries.keys()].slice(0, 4).join(', ') || 'nothing'}`
  const text = node.text === '' ? 'an empty value' : node.text
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
