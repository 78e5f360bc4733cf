// A person's past care as one text. A year of lines kept as objects is copied and followed by the collector again and again, and
// whoever orders in that moment waits for it; a text holds nothing to follow, and lines are made of it on demand. Buffers outside
// the heap were tried: each new one counts as pressure on memory, and whole collections came of it.
import { CATALOGUES, type Day, type Fen, type Minute, type NetLine, type Quantity, type UnitPrice } from '@yibao/kernel'
import { type PastVisit, PLAIN_LINE } from './facts.ts'

declare const packedBrand: unique symbol

/** `Packed` as JSON. */
export type PackedPast = string & { readonly [packedBrand]: true }

/** A visit with how many of the lines are its own. */
type PackedVisit = readonly [Pick<PastVisit, 'encounter' | 'isOver'>, lines: number]

interface Packed {
  /** `WIDTH` numbers a line, one visit after the other. */
  readonly numbers: readonly number[]
  readonly visits: readonly PackedVisit[]
  /** Every text of a line once; lines name them by place. */
  readonly words: readonly string[]
}

const WIDTH = 16
const NONE = -1

export function packPast(visits: readonly PastVisit[]): PackedPast {
  const words = new Map<string, number>()
  const numbers: number[] = []
  for (const { lines } of visits) for (const line of lines) numbers.push(...numbersOf(line, words))
  const packed: Packed = {
    numbers,
    visits: visits.map(({ encounter, isOver, lines }) => [{ encounter, isOver }, lines.length]),
    words: [...words.keys()],
  }
  return JSON.stringify(packed) as PackedPast
}

/** In the order in which `lineFrom` reads them. */
function numbersOf(line: NetLine, words: Map<string, number>): number[] {
  const word = (text: string | undefined): number => {
    if (text === undefined) return NONE
    const known = words.get(text)
    if (known === undefined) words.set(text, words.size)
    return known ?? words.size - 1
  }
  return [
    ...[line.at, word(line.on), line.sequence, CATALOGUES.indexOf(line.catalogue), word(line.code), line.quantity],
    ...[line.unitPrice ?? NONE, line.amountFen, line.toFund ? 1 : 0, word(line.department), word(line.prescriberId)],
    ...[line.supplyDays ?? NONE, word(line.prescription), word(line.reversalOf), word(line.id), word(line.name)],
  ]
}

export function unpackPast(packed: PackedPast): PastVisit[] {
  const { numbers, visits, words } = JSON.parse(packed) as Packed
  let at = 0
  return visits.map(([{ encounter, isOver }, count]) => {
    const lines: NetLine[] = []
    for (let left = count; left > 0; left -= 1) {
      lines.push(lineFrom(numbers, at, words, encounter.id))
      at += WIDTH
    }
    return { encounter, isOver, lines }
  })
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

function lineFrom(numbers: readonly number[], at: number, words: readonly string[], encounterId: string): NetLine {
  const quantity = numbers[at + 5] as Quantity
  const amountFen = numbers[at + 7] as Fen
  const line: Writable<NetLine> = {
    ...PLAIN_LINE,
    id: words[numbers[at + 14]!]!,
    encounterId,
    at: numbers[at] as Minute,
    on: words[numbers[at + 1]!] as Day,
    sequence: numbers[at + 2]!,
    catalogue: CATALOGUES[numbers[at + 3]!]!,
    code: words[numbers[at + 4]!]!,
    name: words[numbers[at + 15]!]!,
    quantity,
    amountFen,
    netQuantity: quantity,
    netAmountFen: amountFen,
    toFund: numbers[at + 8] === 1,
  }
  if (numbers[at + 6] !== NONE) line.unitPrice = numbers[at + 6] as UnitPrice
  if (numbers[at + 9] !== NONE) line.department = words[numbers[at + 9]!]!
  if (numbers[at + 10] !== NONE) line.prescriberId = words[numbers[at + 10]!]!
  if (numbers[at + 11] !== NONE) line.supplyDays = numbers[at + 11]!
  if (numbers[at + 12] !== NONE) {
    const id = words[numbers[at + 12]!]!
    line.prescription = id
    line.ePrescription = { id }
  }
  if (numbers[at + 13] !== NONE) line.reversalOf = words[numbers[at + 13]!]!
  return line
}
