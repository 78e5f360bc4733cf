// The condition language of schemes: one small set of words for the entry of an MDC, for ADRGs and for DRG rows.

/** Whose code is looked up: the principal (first) one, any of the record, or any but the first. */
export type Which = 'principal' | 'any' | 'secondary'
export type NumberFact = 'age_years' | 'age_days' | 'birth_weight_g' | 'los_days' | 'icu_hours'
export type Comparison = '<' | '<=' | '>' | '>=' | '='
export type SeverityTest = 'MCC' | 'MCC_OR_CC' | 'CC' | 'CC_ONLY'

/** A boolean formula over procedure parts: `(1&2)|(1&3&4)`. */
export type PartsRule =
  | { readonly part: string }
  | { readonly all: readonly PartsRule[] }
  | { readonly any: readonly PartsRule[] }

export type Condition =
  | { readonly kind: 'dx' | 'proc'; readonly which: Which; readonly list: string; readonly negated: boolean }
  | { readonly kind: 'valid'; readonly which: Which; readonly negated: boolean }
  | { readonly kind: 'number'; readonly fact: NumberFact; readonly comparison: Comparison; readonly value: number }
  | { readonly kind: 'sex'; readonly male: boolean }
  | { readonly kind: 'discharge'; readonly values: readonly string[] }
  | { readonly kind: 'department'; readonly list: string | undefined; readonly values: readonly string[] }
  | { readonly kind: 'parts'; readonly rule: PartsRule; readonly text: string; readonly listOf: string }
  | { readonly kind: 'sites'; readonly mdc: string; readonly countMin: number }
  | { readonly kind: 'severity'; readonly test: SeverityTest }
  | { readonly kind: 'always' }

/** Any of them opens; all conditions of one must hold. */
export type Alternatives = readonly (readonly Condition[])[]

/** Where a condition stands: whose own lists `pdx_in` means, and the cells beside it that some words read. */
export interface Standing {
  /** `mdc:F` or `adrg:FB1`: prefix of the lists that the row itself owns. */
  readonly owner: string
  readonly partsRule?: string
  readonly weightMinG?: number | undefined
  readonly weightMaxG?: number | undefined
}

/** Either the conditions that a word stands for, or what would be allowed in its place. */
export type Parsed = { readonly conditions: readonly Condition[] } | { readonly allowed: string }

const WHICH: Readonly<Record<string, Which>> = { p: 'principal', any: 'any', s: 'secondary' }
const LIST_WORD = /^(!?)(p|any|s)(dx|proc)_in(?:_([a-z0-9])|:([\w-]+))?$/
const NUMBER_WORD = /^(age_years|age_days|birth_weight_g|los_days|icu_hours)(<=|>=|<|>|=)(\d{1,6}(?:\.\d{1,2})?)$/
const VALID_WORDS: Readonly<Record<string, Condition>> = {
  pproc_is_or: { kind: 'valid', which: 'principal', negated: false },
  no_or_pproc: { kind: 'valid', which: 'principal', negated: true },
  anyproc_is_or: { kind: 'valid', which: 'any', negated: false },
  no_or_proc: { kind: 'valid', which: 'any', negated: true },
}

export const ALLOWED_WORDS =
  'pdx_in, anydx_in, sdx_in, pproc_in, anyproc_in, sproc_in (_b … _9 或 :名单), pproc_is_or, no_or_pproc, anyproc_is_or, ' +
  'no_or_proc, proc_parts, neonate28, birth_weight, two_sites, age_years<6, age_days<=28, birth_weight_g<1500, los_days>=7, ' +
  'icu_hours>=1, sex=1, discharge_type=2|5, department=A|B, department_in:名单, MCC, MCC_OR_CC, CC, CC_ONLY, always'

/** Reads one word of a `conditions` cell. */
export function parseWord(word: string, at: Standing): Parsed {
  const list = LIST_WORD.exec(word)
  if (list) return { conditions: [listCondition(list, at)] }
  const number = NUMBER_WORD.exec(word)
  if (number) return { conditions: [numberCondition(number)] }
  const valid = VALID_WORDS[word]
  if (valid) return { conditions: [valid] }
  return fixedWord(word, at) ?? chosenWord(word) ?? { allowed: ALLOWED_WORDS }
}

function listCondition([, not, who, what, part, name]: RegExpExecArray, { owner }: Standing): Condition {
  const own = owner.startsWith('mdc:') ? owner : `${owner}:${(part ?? 'a').toUpperCase()}`
  return {
    kind: what as 'dx' | 'proc',
    which: WHICH[who ?? ''] as Which,
    list: name === undefined ? `${own}:${what}` : `list:${name}:${what}`,
    negated: not === '!',
  }
}

const numberCondition = ([, fact, comparison, value]: RegExpExecArray): Condition => ({
  kind: 'number',
  fact: fact as NumberFact,
  comparison: comparison as Comparison,
  value: Number(value),
})

function fixedWord(word: string, at: Standing): Parsed | undefined {
  switch (word) {
    case 'always':
    case 'NONE':
      return { conditions: [{ kind: 'always' }] }
    case 'MCC':
    case 'MCC_OR_CC':
    case 'CC':
    case 'CC_ONLY':
      return { conditions: [{ kind: 'severity', test: word }] }
    case 'neonate28':
      return { conditions: [{ kind: 'number', fact: 'age_days', comparison: '<=', value: 28 }] }
    case 'birth_weight':
      return birthWeight(at)
    case 'two_sites':
      return { conditions: [{ kind: 'sites', mdc: at.owner.slice('mdc:'.length), countMin: 2 }] }
    case 'proc_parts':
      return partsCondition(at)
    default:
      return undefined
  }
}

/** Weight above 0 and within the cells of the row: the lower bound counts, the upper one does not. */
function birthWeight({ weightMinG, weightMaxG }: Standing): Parsed {
  if (weightMinG === undefined && weightMaxG === undefined)
    return { allowed: 'birth_weight 须填 weight_min_g 或 weight_max_g(needs weight_min_g or weight_max_g)' }
  const weight = (comparison: Comparison, value: number): Condition => ({
    kind: 'number',
    fact: 'birth_weight_g',
    comparison,
    value,
  })
  return {
    conditions: [
      weight('>', 0),
      ...(weightMinG === undefined ? [] : [weight('>=', weightMinG)]),
      ...(weightMaxG === undefined ? [] : [weight('<', weightMaxG)]),
    ],
  }
}

function partsCondition({ partsRule = '', owner }: Standing): Parsed {
  const rule = parseParts(partsRule)
  return rule
    ? { conditions: [{ kind: 'parts', rule, text: partsRule, listOf: owner }] }
    : { allowed: 'proc_parts 须填 parts_rule，如 (1&2)|(1&3&4)(needs a formula of parts, & and |)' }
}

/** Words with values after an equals sign. */
function chosenWord(word: string): Parsed | undefined {
  const [name = '', values] = word.split('=', 2)
  const chosen = values?.split('|') ?? []
  const named = /^department_in:([\w-]+)$/.exec(word)
  if (named) return { conditions: [{ kind: 'department', list: `list:${named[1]}:department`, values: [] }] }
  if (chosen.length === 0 || chosen.includes('')) return undefined
  if (name === 'department') return { conditions: [{ kind: 'department', list: undefined, values: chosen }] }
  if (name === 'sex')
    return /^[12]$/.test(values ?? '')
      ? { conditions: [{ kind: 'sex', male: values === '1' }] }
      : { allowed: 'sex=1, sex=2' }
  if (name === 'discharge_type')
    return chosen.every((value) => /^[123459]$/.test(value))
      ? { conditions: [{ kind: 'discharge', values: chosen }] }
      : { allowed: 'discharge_type=1|2|3|4|5|9' }
  return undefined
}

/** The lists that a condition reads. */
export function listsOf(condition: Condition): string[] {
  if (condition.kind === 'parts') return partsOf(condition.rule).map((part) => `${condition.listOf}:${part}:proc`)
  return 'list' in condition && condition.list !== undefined ? [condition.list] : []
}

/** The parts that a formula names. */
export const partsOf = (rule: PartsRule): string[] =>
  'part' in rule ? [rule.part] : ('all' in rule ? rule.all : rule.any).flatMap(partsOf)

/** `&` binds closer than `|`; `undefined` when the text is no formula. */
export function parseParts(text: string): PartsRule | undefined {
  const tokens = text.match(/\S/g) ?? []
  let at = 0
  function operands(separator: string, operand: () => PartsRule | undefined): PartsRule[] | undefined {
    const found: PartsRule[] = []
    for (;;) {
      const next = operand()
      if (!next) return undefined
      found.push(next)
      if (tokens[at] !== separator) return found
      at += 1
    }
  }
  function atom(): PartsRule | undefined {
    const token = tokens[at] ?? ''
    at += 1
    if (/^[A-C1-9]$/.test(token)) return { part: token }
    if (token !== '(') return undefined
    const inner = anyOf()
    if (tokens[at] !== ')') return undefined
    at += 1
    return inner
  }
  function allOf(): PartsRule | undefined {
    const found = operands('&', atom)
    return found && (found.length === 1 ? found[0] : { all: found })
  }
  function anyOf(): PartsRule | undefined {
    const found = operands('|', allOf)
    return found && (found.length === 1 ? found[0] : { any: found })
  }
  const rule = anyOf()
  return at === tokens.length ? rule : undefined
}
