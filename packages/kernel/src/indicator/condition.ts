// The conditions of indicators: a small closed language over columns, so that every engine understands the SQL made of it and
// nothing but columns, words and numbers can stand in it.

export type Token =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  /** `has(categories, 'orphan')`: the list in the column holds the word. */
  | { readonly kind: 'has'; readonly column: string; readonly value: string }

export type Condition = readonly Token[]

const WORDS = new Set(['and', 'or', 'not', 'in', 'is', 'null', 'between', 'true', 'false'])
const PIECE =
  /\s*(?:(has)\s*\(\s*([a-z_]+)\s*,\s*'([^']*)'\s*\)|([a-z_][a-z0-9_]*)|'([^']*)'|(\d+(?:\.\d+)?)|(<>|<=|>=|=|<|>|\(|\)|,|\+|-))/giy

/** The tokens of a condition, or where it stops being one. */
export function readCondition(text: string): { readonly condition: Condition } | { readonly wrongAt: string } {
  const tokens: Token[] = []
  PIECE.lastIndex = 0
  let at = 0
  while (text.slice(at).trim() !== '') {
    PIECE.lastIndex = at
    const found = PIECE.exec(text)
    if (!found) return { wrongAt: text.slice(at).trim().slice(0, 40) }
    tokens.push(tokenOf(found))
    at = PIECE.lastIndex
  }
  const wrong = firstMisplaced(tokens)
  return wrong === undefined ? { condition: tokens } : { wrongAt: wrong }
}

function tokenOf([, has, listColumn = '', listWord = '', name, text, number, sign = '']: RegExpExecArray): Token {
  if (has !== undefined) return { kind: 'has', column: listColumn, value: listWord }
  if (name !== undefined) {
    const word = name.toLowerCase()
    return WORDS.has(word) ? { kind: 'word', text: word } : { kind: 'column', name }
  }
  if (text !== undefined) return { kind: 'text', value: text }
  return number !== undefined ? { kind: 'number', text: number } : { kind: 'word', text: sign }
}

/** Brackets must close, and no two values may stand side by side. */
function firstMisplaced(tokens: Condition): string | undefined {
  let open = 0
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'word') {
      if (token.text === '(') open += 1
      // No functions: a bracket after a name would be one.
      if (token.text === '(' && at > 0 && tokens[at - 1]?.kind !== 'word') return textOf(tokens[at - 1] ?? token)
      if (token.text === ')') open -= 1
      if (open < 0) return ')'
    } else if (at > 0 && tokens[at - 1]?.kind !== 'word') return textOf(token)
  }
  return open === 0 ? undefined : '('
}

const textOf = (token: Token): string =>
  token.kind === 'column' ? token.name : token.kind === 'number' || token.kind === 'word' ? token.text : token.value

export const columnsOf = (condition: Condition): string[] =>
  condition.flatMap((token) => (token.kind === 'column' ? token.name : token.kind === 'has' ? token.column : []))
