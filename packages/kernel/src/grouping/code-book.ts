// Codes as small whole numbers, so that a list is a row of bits. A code may be looked up as text, or as bytes of a file.

/** The number of every code that no book knows: its bit is set in no list. */
export const UNKNOWN = 0

const HASH_FACTOR = 31

export class CodeBook {
  /** By number; the first is the unknown code. */
  readonly codes: string[] = ['']
  readonly #ids = new Map<string, number>()
  /** Other spellings: a clinical code stands for its insurance code. */
  #slots = new Int32Array(0)
  #starts = new Int32Array(0)
  #bytes = new Uint8Array(0)
  #mask = 0
  #spellings: number[] = []

  /** How many numbers there are, the unknown one among them. */
  get size(): number {
    return this.codes.length
  }

  add(code: string): number {
    const known = this.#ids.get(code)
    if (known !== undefined || code === '') return known ?? UNKNOWN
    this.#ids.set(code, this.codes.length)
    return this.codes.push(code) - 1
  }

  idOf(code: string): number {
    return this.#ids.get(code) ?? UNKNOWN
  }

  /** The same numbers under other spellings: what is in `map` is read as what it maps to, the rest as itself. */
  translated(map: ReadonlyMap<string, string>): CodeBook {
    const book = new CodeBook()
    book.codes.push(...this.codes.slice(1))
    for (const [code, id] of this.#ids) book.#ids.set(code, id)
    for (const [from, to] of map) book.#ids.set(from, this.idOf(to))
    return book
  }

  bits(codes: Iterable<string>): Uint32Array {
    const bits = new Uint32Array((this.size + 31) >>> 5)
    for (const code of codes) {
      const id = this.idOf(code)
      if (id !== UNKNOWN) bits[id >>> 5]! |= 1 << (id & 31)
    }
    return bits
  }

  /** The number of the code that stands in these bytes: open addressing, no text is made. */
  idOfBytes(bytes: Uint8Array, from: number, to: number): number {
    if (this.#mask === 0) this.#index()
    let hash = 0
    for (let at = from; at < to; at += 1) hash = (Math.imul(hash, HASH_FACTOR) + bytes[at]!) | 0
    const mask = this.#mask
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const spelling = this.#slots[slot]!
      if (spelling === 0) return UNKNOWN
      if (this.#isAt(spelling, bytes, from, to)) return this.#spellings[spelling]!
    }
  }

  #isAt(spelling: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#starts[spelling]!
    if (this.#starts[spelling + 1]! - start !== to - from) return false
    for (let at = from, own = start; at < to; at += 1, own += 1) if (this.#bytes[own] !== bytes[at]) return false
    return true
  }

  #index(): void {
    const encoder = new TextEncoder()
    const spellings = [...this.#ids.keys()].map((code) => encoder.encode(code))
    let size = 16
    while (size < spellings.length * 3) size *= 2
    this.#mask = size - 1
    this.#slots = new Int32Array(size)
    this.#starts = new Int32Array(spellings.length + 2)
    this.#bytes = new Uint8Array(spellings.reduce((sum, each) => sum + each.length, 0))
    this.#spellings = [UNKNOWN, ...this.#ids.values()]
    let end = 0
    for (const [at, bytes] of spellings.entries()) {
      this.#starts[at + 1] = end
      this.#bytes.set(bytes, end)
      end += bytes.length
      this.#starts[at + 2] = end
      let hash = 0
      for (const byte of bytes) hash = (Math.imul(hash, HASH_FACTOR) + byte) | 0
      let slot = (hash ^ (hash >>> 15)) & this.#mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask
      this.#slots[slot] = at + 1
    }
  }
}
