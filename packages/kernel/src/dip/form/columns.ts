// Millions of cases in memory as columns of numbers, and an index of their ids that keeps no texts.

type Numbers = Float64Array | Int32Array | Uint8Array

/** A column that grows; what lies beyond `length` is room. */
export class Column<T extends Numbers> {
  #values: T
  length = 0
  readonly #grown: (values: T, length: number) => T

  constructor(values: T, grown: (values: T, length: number) => T) {
    this.#values = values
    this.#grown = grown
  }

  push(value: number): void {
    if (this.length === this.#values.length) this.#values = this.#grown(this.#values, this.length * 2)
    this.#values[this.length] = value
    this.length += 1
  }

  at(index: number): number {
    return this.#values[index] as number
  }

  set(index: number, value: number): void {
    this.#values[index] = value
  }
}

const START = 1024

function into<T extends Numbers>(to: T, from: T): T {
  to.set(from as never)
  return to
}

export const doubles = () =>
  new Column(new Float64Array(START), (values, length) => into(new Float64Array(length), values))
export const integers = () =>
  new Column(new Int32Array(START), (values, length) => into(new Int32Array(length), values))
export const bytes = () => new Column(new Uint8Array(START), (values, length) => into(new Uint8Array(length), values))

/**
 * Which row an id was first seen in. Ids are kept as 64 bits of two unlike hashes: among ten million of them two different ids
 * would be taken for one with a chance of three in a million.
 */
export class IdIndex {
  #rows = new Int32Array(START * 2).fill(-1)
  #low = new Uint32Array(START * 2)
  #high = new Uint32Array(START * 2)
  #size = 0

  /** The row of this id; −1 when it is new, and then `row` is its row. */
  see(id: string, row: number): number {
    if (this.#size * 2 > this.#rows.length) this.#grow()
    const [low, high] = hashesOf(id)
    const at = this.#placeOf(low, high)
    const known = this.#rows[at] as number
    if (known >= 0) return known
    this.#put(at, low, high, row)
    this.#size += 1
    return -1
  }

  #placeOf(low: number, high: number): number {
    const mask = this.#rows.length - 1
    let at = low & mask
    while ((this.#rows[at] as number) >= 0 && !(this.#low[at] === low && this.#high[at] === high)) at = (at + 1) & mask
    return at
  }

  #put(at: number, low: number, high: number, row: number): void {
    this.#rows[at] = row
    this.#low[at] = low
    this.#high[at] = high
  }

  #grow(): void {
    const [rows, low, high] = [this.#rows, this.#low, this.#high]
    this.#rows = new Int32Array(rows.length * 2).fill(-1)
    this.#low = new Uint32Array(rows.length * 2)
    this.#high = new Uint32Array(rows.length * 2)
    for (const [at, row] of rows.entries()) {
      if (row < 0) continue
      const [a, b] = [low[at] as number, high[at] as number]
      this.#put(this.#placeOf(a, b), a, b, row)
    }
  }
}

/** FNV-1a, and a multiplicative hash of another seed, each mixed at the end. */
function hashesOf(text: string): [number, number] {
  let [a, b] = [0x811c9dc5, 0x9747b28c]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b + code, 0x5bd1e995) ^ (b >>> 13)
  }
  return [mixed(a), mixed(b)]
}

function mixed(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
