// What can be sealed: a table whose rows are never changed, and sums that are brought forward from them.

export interface SealedSource {
  /** Name of the chain of blocks. */
  readonly chain: string
  readonly table: string
  /** The column of the time-ordered identifier. The table also has `xid`, by default the writing transaction. */
  readonly id: string
  /** Every column that must never change; a record's content is the JSON array of their texts. */
  readonly columns: readonly string[]
  /** Sums kept beside the records, advanced in the transaction that seals them. */
  readonly fold?: Fold
}

export interface Fold {
  readonly table: string
  readonly key: readonly string[]
  readonly sums: readonly string[]
  /** What one record adds. Column names are those of `key` and `sums`. */
  addendsOf(record: SealedRecord): readonly Addend[]
}

export type Addend = Readonly<Record<string, string | number>>

export interface SealedRecord {
  readonly id: string
  /** JSON array of the columns' texts, as it is hashed. */
  readonly content: string
}

/** Adds up what records add, key by key. */
export function folded(
  fold: Fold,
  records: readonly SealedRecord[],
  into = new Map<string, Addend>(),
): Map<string, Addend> {
  for (const record of records) {
    for (const addend of fold.addendsOf(record)) {
      const key = JSON.stringify(fold.key.map((column) => addend[column]))
      const before = into.get(key)
      into.set(key, before ? sumOf(fold, before, addend) : addend)
    }
  }
  return into
}

function sumOf(fold: Fold, a: Addend, b: Addend): Addend {
  const sums = fold.sums.map((column): [string, number] => [column, exactSum(Number(a[column]), Number(b[column]))])
  return { ...a, ...Object.fromEntries(sums) }
}

function exactSum(a: number, b: number): number {
  const sum = a + b
  if (!Number.isSafeInteger(sum)) throw new RangeError(`A sum of the ledger is beyond the exact integers: ${a} + ${b}`)
  return sum
}
