// Two sides of a month: a provider's figures and list beside what the platform settled, and why each difference is one.
import { PAYERS, type Payer } from '@yibao/kernel'
import type {
  Amounts,
  CategoryFigures,
  Difference,
  DifferenceReason,
  KnownElsewhere,
  ListedLine,
  PlatformLine,
} from './model.ts'

const AMOUNT_NAMES = ['totalFen', 'fundFen', 'accountFen', 'cashFen'] as const satisfies readonly (keyof Amounts)[]

const amountsOf = ({ totalFen, fundFen, accountFen, cashFen }: Amounts): Amounts => ({
  ...{ totalFen, fundFen, accountFen, cashFen },
})
const plus = (a: Amounts, b: Amounts): Amounts => ({
  ...{ totalFen: a.totalFen + b.totalFen, fundFen: a.fundFen + b.fundFen },
  ...{ accountFen: a.accountFen + b.accountFen, cashFen: a.cashFen + b.cashFen },
})
const NOTHING: Amounts = { totalFen: 0, fundFen: 0, accountFen: 0, cashFen: 0 }
const isSame = (a: Amounts, b: Amounts): boolean => AMOUNT_NAMES.every((name) => a[name] === b[name])
const isNothing = (a: Amounts): boolean => isSame(a, NOTHING)

/** What a list adds up to, category by category: the figures, where the sender states none. */
export function figuresOf(lines: readonly ListedLine[]): CategoryFigures[] {
  const byCategory = Map.groupBy(lines, ({ category }) => category)
  return [...byCategory]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([category, own]) => ({
      category,
      count: own.reduce((sum, { totalFen }) => sum + (totalFen < 0 ? -1 : 1), 0),
      ...own.map(amountsOf).reduce(plus, NOTHING),
      payers: {},
    }))
}

export interface Sides {
  readonly figures: readonly CategoryFigures[]
  /** None: the sender gave figures alone. */
  readonly lines: readonly ListedLine[]
  readonly platform: {
    readonly figures: readonly CategoryFigures[]
    readonly lines: readonly PlatformLine[]
    readonly known: readonly KnownElsewhere[]
  }
  /** Both forms of an identifier. */
  readonly shown: (settlementId: string) => string
  readonly idOf: (settlement: string) => string | undefined
}

export function differencesOf(sides: Sides): Difference[] {
  const ofLines = sides.lines.length === 0 ? [] : lineDifferences(sides)
  return [...figureDifferences(sides.figures, sides.platform.figures), ...ofLines]
}

/** Category by category, and within it payer by payer where the sender tells. */
export function figureDifferences(
  declared: readonly CategoryFigures[],
  platform: readonly CategoryFigures[],
): Difference[] {
  const [own, ours] = [byCategory(declared), byCategory(platform)]
  return [...new Set([...own.keys(), ...ours.keys()])].sort().flatMap((category) => {
    const [theirs, held] = [own.get(category), ours.get(category)]
    const [a, b] = [theirs ?? { ...NOTHING, count: 0 }, held ?? { ...NOTHING, count: 0 }]
    const found: Difference[] = []
    const base = { settlement: '', category, line: null, reason: 'figures' as const }
    if (a.count !== b.count || !isSame(a, b)) {
      const sideOf = (side: typeof a) => ({ count: side.count, ...amountsOf(side) })
      found.push({ ...base, id: `figures ${category}`, detail: '', provider: sideOf(a), platform: sideOf(b) })
    }
    return [...found, ...payerDifferences(category, theirs?.payers ?? {}, held?.payers ?? {})]
  })
}

const byCategory = (figures: readonly CategoryFigures[]) => new Map(figures.map((each) => [each.category, each]))

function payerDifferences(
  category: string,
  declared: CategoryFigures['payers'],
  platform: CategoryFigures['payers'],
): Difference[] {
  if (Object.keys(declared).length === 0) return []
  return PAYERS.filter((payer): payer is Payer => (declared[payer] ?? 0) !== (platform[payer] ?? 0)).map((payer) => ({
    ...{ id: `figures ${category} ${payer}`, settlement: '', category, line: null, reason: 'figures', detail: payer },
    provider: { fundFen: declared[payer] ?? 0 },
    platform: { fundFen: platform[payer] ?? 0 },
  }))
}

interface Declared {
  readonly first: ListedLine
  readonly sum: Amounts
}

/** A settlement and its cancellation of the same month are one row of nothing, whether listed as a pair or not at all. */
function lineDifferences({ lines, platform, shown, idOf }: Sides): Difference[] {
  const known = new Map(platform.known.map((each) => [each.settlementId, each]))
  const ours = new Map(platform.lines.map((each) => [each.settlementId, each]))
  const seen = new Set<string>()
  const declared = new Map<string, Declared>()
  const found: Difference[] = []
  for (const line of lines) {
    const id = idOf(line.settlement)
    if (id === undefined) {
      found.push(ofProvider(line, line.settlement, 'unknown', ''))
      continue
    }
    const again = `${id} ${line.totalFen < 0}`
    if (seen.has(again)) {
      found.push(ofProvider(line, shown(id), 'twice', ''))
      continue
    }
    seen.add(again)
    const key = known.get(id)?.key ?? id
    const before = declared.get(key)
    declared.set(key, { first: before?.first ?? line, sum: plus(before?.sum ?? NOTHING, amountsOf(line)) })
  }
  for (const [key, { first, sum }] of declared) {
    const own = ours.get(key)
    if (own && isSame(own, sum)) continue
    if (own) found.push(inBoth(first, sum, own, shown(key)))
    else if (!isNothing(sum)) {
      const [reason, detail] = whyNotHere(known.get(idOf(first.settlement) ?? ''))
      found.push({ ...ofProvider(first, shown(key), reason, detail), provider: sum })
    }
  }
  const missing = platform.lines.filter(({ settlementId }) => !declared.has(settlementId))
  return [...found, ...missing.map((line) => ofPlatform(line, shown(line.settlementId)))]
}

function whyNotHere(known: KnownElsewhere | undefined): [DifferenceReason, string] {
  if (!known) return ['unknown', '']
  if (known.isClaim) return ['claim', '']
  if (known.isUndone) return ['undone', '']
  return known.isCancelled ? ['cancelled', known.month] : ['other_month', known.month]
}

const ofProvider = (line: ListedLine, settlement: string, reason: DifferenceReason, detail: string): Difference => ({
  ...{ id: `line ${settlement} ${reason}${reason === 'twice' ? ` ${line.no}` : ''}`, settlement, reason, detail },
  ...{ category: line.category, line: line.no, provider: amountsOf(line), platform: null },
})

const ofPlatform = (line: PlatformLine, settlement: string): Difference => ({
  ...{ id: `line ${settlement} not_declared`, settlement, category: line.category, line: null },
  ...{ provider: null, platform: amountsOf(line), reason: 'not_declared', detail: '' },
})

const inBoth = (line: ListedLine, sum: Amounts, own: PlatformLine, settlement: string): Difference => ({
  ...{ id: `line ${settlement} amounts`, settlement, category: own.category, line: line.no },
  ...{ provider: sum, platform: amountsOf(own), reason: 'amounts', detail: '' },
})
