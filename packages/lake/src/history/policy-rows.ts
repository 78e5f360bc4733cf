// What the policy says, as rows of history: every parameter, and every tier's deductible, rate and limits, with the days on which
// it is in force. Only what is one number: a value that depends on the bill is no row, but its cases are.
import {
  addDays,
  type PolicyCondition as Condition,
  type Day,
  type Entry,
  type PolicyExpression as Expression,
  entryAt,
  type Library,
} from '@yibao/kernel'

export interface PolicyRow {
  readonly parameter: string
  readonly title: string
  readonly from: Day
  /** The last day; absent: still in force. */
  readonly until?: Day
  /** Fen, basis points or a count; `per` is what one of them is counted in. */
  readonly value: number
  readonly per: number
  readonly assumed: boolean
  readonly source?: string
}

interface Named {
  readonly name: string
  readonly title: string
  readonly slot: readonly Entry<unknown>[]
  readonly values: (value: never, on: Day) => readonly Found[]
}

interface Found {
  readonly suffix: string
  readonly value: number
  readonly per: number
}

const RATE_PER = 10_000

/** Rows in the order of their names and days. A value is known on the day on which it comes into force. */
export function policyRows(library: Library): PolicyRow[] {
  const { parameters, sources } = library.content
  const flat = (value: Expression, on: Day): readonly Found[] => flattened(value, library, on)
  const tiers = [...library.content.tiers.values()].flatMap((tier): Named[] => {
    const of = (part: string, slot: readonly Entry<unknown>[], values: Named['values'], title = tier.title): Named => ({
      ...{ name: `${tier.id}.${part}`, title, slot, values },
    })
    return [
      of('deductible', tier.deductible, flat as Named['values']),
      of('rate', tier.bands, ((bands: readonly { rate: Expression }[], on: Day) =>
        bands.length === 1
          ? flat(bands[0]!.rate, on)
          : bands.flatMap(({ rate }, at) => within(`${at + 1}`, flat(rate, on)))) as Named['values']),
      of('rate_add', tier.rate_changes, ((changes: readonly { title: string; add?: Expression }[], on: Day) =>
        changes.flatMap(({ title, add }) => (add ? within(title, flat(add, on)) : []))) as Named['values']),
      of('limit', tier.limits, ((limits: readonly { title: string; amount: Expression }[], on: Day) =>
        limits.flatMap(({ title, amount }) => within(title, flat(amount, on)))) as Named['values']),
    ]
  })
  const own = [...parameters.values()].map(
    ({ id, title, value }): Named => ({ name: id, title, slot: value, values: flat as Named['values'] }),
  )
  // A tier's value may stand in a parameter, which changes on days of its own.
  const turning = own.flatMap(({ slot }) => daysOf(slot))
  return [...own, ...tiers]
    .flatMap((named) => rowsOf(named, turning, (id) => sources.get(id ?? '')?.title))
    .sort((a, b) => (a.parameter < b.parameter ? -1 : a.parameter > b.parameter ? 1 : a.from < b.from ? -1 : 1))
}

const within = (prefix: string, found: readonly Found[]): Found[] =>
  found.map(({ suffix, ...rest }) => ({ ...rest, suffix: suffix === '' ? prefix : `${prefix}.${suffix}` }))

const daysOf = (slot: readonly Entry<unknown>[]): Day[] =>
  slot.flatMap(({ from, until, published }) => [from, published, ...(until ? [until] : [])])

/** One row for each stretch of days with the same value. */
function rowsOf(
  { name, title, slot, values }: Named,
  turning: readonly Day[],
  titleOf: (id: string | undefined) => string | undefined,
): PolicyRow[] {
  const days = [...new Set([...daysOf(slot), ...turning])].sort()
  const open = new Map<string, PolicyRow>()
  const closed: PolicyRow[] = []
  for (const on of days) {
    const entry = entryAt(slot, on, on)
    const found = entry ? values(entry.value as never, on) : []
    const now = new Map(found.map(({ suffix, ...rest }) => [suffix === '' ? name : `${name}.${suffix}`, rest]))
    for (const [parameter, row] of open) {
      const next = now.get(parameter)
      if (next?.value === row.value && next.per === row.per) continue
      closed.push({ ...row, until: addDays(on, -1) })
      open.delete(parameter)
    }
    for (const [parameter, { value, per }] of now) {
      if (!entry || open.has(parameter)) continue
      const source = titleOf(entry.source)
      open.set(parameter, { parameter, title, from: on, value, per, assumed: entry.assumed, ...(source && { source }) })
    }
  }
  return [...closed, ...open.values()]
}

function flattened(expression: Expression, library: Library, on: Day): readonly Found[] {
  const inner = (part: Expression): readonly Found[] => flattened(part, library, on)
  switch (expression.op) {
    case 'literal':
      return Number.isFinite(expression.value)
        ? [{ suffix: '', value: expression.value, per: expression.unit === 'rate' ? RATE_PER : 1 }]
        : []
    case 'parameter': {
      const entry = entryAt(library.parameter(expression.parameter).value, on, on)
      return entry ? inner(entry.value) : []
    }
    case 'share': {
      const [rate, of] = [inner(expression.rate), inner(expression.of)]
      const [share, whole] = [rate[0], of[0]]
      if (!share || !whole || rate.length > 1 || of.length > 1 || expression.atLeast || expression.atMost) return []
      return [{ suffix: '', value: Math.round((share.value * whole.value) / share.per), per: whole.per }]
    }
    case 'by':
      return [...expression.cases].flatMap(([word, part]) => within(word, inner(part)))
    case 'choose':
      return [
        ...expression.options.flatMap(({ when, value }) => wordsOf(when).flatMap((word) => within(word, inner(value)))),
        ...(expression.otherwise ? within('otherwise', inner(expression.otherwise)) : []),
      ]
    case 'steps':
      return [
        ...within('each', inner(expression.each)),
        { suffix: 'every', value: expression.every, per: 1 },
        ...(expression.atMost ? within('at_most', inner(expression.atMost)) : []),
      ]
    case 'times':
      return within('each', inner(expression.value))
    // The whole depends on the bill; what one of its parts grows by does not.
    case 'sum':
    case 'smallest':
      return expression.of.flatMap((part) => (GROWING.has(part.op) ? inner(part) : []))
    default:
      return []
  }
}

const GROWING: ReadonlySet<Expression['op']> = new Set(['steps', 'times', 'sum', 'smallest'])

/** The words that a plain condition names; a condition of several parts has none. */
const wordsOf = (when: Condition): readonly string[] => (when.op === 'is' ? when.values : [])
