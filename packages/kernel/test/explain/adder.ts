// An adder that knows nothing of the engine: it recomputes every amount of an explanation from its children alone.
// The operations are those documented in the explanation's own page; exact fractions throughout.
import type { ExplanationNode } from '@yibao/kernel'

type Fraction = { readonly n: bigint; readonly d: bigint }

const fraction = (n: bigint, d = 1n): Fraction => (d < 0n ? { n: -n, d: -d } : { n, d })
const plus = (a: Fraction, b: Fraction) => fraction(a.n * b.d + b.n * a.d, a.d * b.d)
const less = (a: Fraction, b: Fraction) => fraction(a.n * b.d - b.n * a.d, a.d * b.d)
const mul = (a: Fraction, b: Fraction) => fraction(a.n * b.n, a.d * b.d)
const over = (a: Fraction, b: Fraction) => fraction(a.n * b.d, a.d * b.n)
const below = (a: Fraction, b: Fraction) => a.n * b.d < b.n * a.d
const equal = (a: Fraction, b: Fraction) => a.n * b.d === b.n * a.d
const ZERO = fraction(0n)
const WHOLE = fraction(10_000n)
const round = (a: Fraction) => fraction(a.n >= 0n ? (2n * a.n + a.d) / (2n * a.d) : -((-2n * a.n + a.d) / (2n * a.d)))
const floor = (a: Fraction) => fraction(a.n >= 0n ? a.n / a.d : -((-a.n + a.d - 1n) / a.d))
const least = (values: readonly Fraction[]) => values.reduce((best, each) => (below(each, best) ? each : best))
const most = (values: readonly Fraction[]) => values.reduce((best, each) => (below(best, each) ? each : best))

/** Every node whose value does not follow from its children, as sentences. An empty list means that the tree adds up. */
export function addUp(root: ExplanationNode): string[] {
  const byId = new Map<string, ExplanationNode>()
  const all = [...nodesOf(root)]
  for (const node of all) if (!node.ref) byId.set(node.id, node)
  return all.flatMap((node) => {
    if (node.ref) {
      const target = byId.get(node.ref)
      if (!target) return [`${node.id} points to ${node.ref}, which is not in the tree`]
      return equal(exactly(node), exactly(target)) ? [] : [`${node.id} is not the value of ${node.ref}`]
    }
    const expected = recompute(node)
    if (expected === undefined || equal(expected, exactly(node))) return []
    return [
      `${node.id} (${node.op}) says ${node.value}/${node.over ?? 1}, its children give ${expected.n}/${expected.d}`,
    ]
  })
}

export function* nodesOf(node: ExplanationNode): Generator<ExplanationNode> {
  yield node
  for (const child of node.children) yield* nodesOf(child)
}

const exactly = (node: ExplanationNode): Fraction => fraction(BigInt(node.value), BigInt(node.over ?? 1))

function recompute(node: ExplanationNode): Fraction | undefined {
  const c = node.children.map(exactly)
  const [c0 = ZERO, c1 = ZERO, c2 = ZERO, c3 = ZERO] = c
  switch (node.op) {
    case 'given':
      return undefined
    case 'same':
      return c0
    case 'sum':
      return c.reduce(plus, ZERO)
    case 'minus':
      return most([ZERO, c.slice(1).reduce(less, c0)])
    case 'difference':
      return less(c0, c1)
    case 'smallest':
      return least(c)
    case 'largest':
      return most(c)
    case 'share':
      return round(over(mul(c0, c1), WHOLE))
    case 'shares':
      return round(sharesOf(c))
    case 'times':
      return mul(c0, c1)
    case 'product':
      return round(mul(c0, c1))
    case 'prorate':
      return round(over(mul(c0, c1), c2))
    case 'steps': {
      const value = mul(floor(over(most([c0, ZERO]), c1)), c2)
      return c.length > 3 ? least([value, c3]) : value
    }
    case 'step_down_by':
      return most([less(c1, mul(c2, most([less(c0, fraction(1n)), ZERO]))), c3])
    case 'step_down_factor': {
      let value = c1
      for (let k = 1n; k < c0.n && k < 366n; k += 1n) value = round(over(mul(value, c2), WHOLE))
      return most([value, c3])
    }
    case 'clamp':
      return most([c1, least([c0, c2])])
    case 'round':
      return toMultiple(c0, c1, node.children[2]?.text)
    case 'shares_to':
      return toMultiple(sharesOf(c.slice(0, -2)), c.at(-2) ?? ZERO, node.children.at(-1)?.text)
    case 'rest_to': {
      const share = toMultiple(
        most([ZERO, less(c0, sharesOf(c.slice(1, -2)))]),
        c.at(-2) ?? ZERO,
        node.children.at(-1)?.text,
      )
      return most([ZERO, less(c0, share)])
    }
    case 'quotient':
      return over(mul(c0, WHOLE), c1)
    case 'binding_point':
      return undefined
  }
}

const sharesOf = (c: readonly Fraction[]): Fraction =>
  over(
    pairs(c).reduce((sum, [amount, rate]) => plus(sum, mul(amount, rate)), ZERO),
    WHOLE,
  )

function toMultiple(value: Fraction, unit: Fraction, mode: string | undefined): Fraction {
  const step = most([unit, fraction(1n)])
  const count = over(value, step)
  const up = mode === 'up' && !equal(floor(count), count) ? plus(floor(count), fraction(1n)) : floor(count)
  return mul(mode === 'half_up' ? round(count) : up, step)
}

function pairs(values: readonly Fraction[]): [Fraction, Fraction][] {
  const result: [Fraction, Fraction][] = []
  for (let k = 0; k + 1 < values.length; k += 2) result.push([values[k] as Fraction, values[k + 1] as Fraction])
  return result
}
