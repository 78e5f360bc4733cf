// Fee lines between their two forms: as rules see them, and as a batch keeps them (without what its lines share).
import type { ItemKind } from '@yibao/kernel'
import type { Json } from '../../platform/index.ts'
import type { FeeLine } from './model.ts'

/** Stored batches name kinds by position: this list only grows. */
const KINDS: readonly ItemKind[] = [
  'western_drug',
  'chinese_drug',
  'herbal',
  'preparation',
  'service',
  'consumable',
  'other',
]

type PackedLine = readonly [
  item: string,
  ownItem: string,
  at: string,
  quantity: number,
  price: number,
  amountFen: number,
  itemClass: string,
  kind: number,
  feeClass: string,
  orderedBy: number,
  restricted: 0 | 1,
  ceiling?: number | null,
  rateBp?: number | null,
  tags?: readonly string[] | null,
  deniedFor?: string | null,
  notes?: Readonly<Record<string, string>> | null,
  split?: readonly [full: number, over: number, pre: number] | null,
]

export interface PackedLines {
  readonly ordered: readonly FeeLine['ordered'][]
  readonly lines: readonly PackedLine[]
}

/** Who ordered is written once for all lines that share it; absent facts at a line's end are not written. */
export function packLines(lines: readonly FeeLine[]): PackedLines {
  const ordered: FeeLine['ordered'][] = []
  const places = new Map<string, number>()
  const packed = lines.map((line): PackedLine => {
    const name = line.ordered.join('\u0000')
    let place = places.get(name)
    if (place === undefined) {
      place = ordered.push(line.ordered) - 1
      places.set(name, place)
    }
    return packLine(line, place)
  })
  return { ordered, lines: packed }
}

function packLine(line: FeeLine, orderedBy: number): PackedLine {
  const values: unknown[] = [
    line.item,
    line.ownItem,
    line.at,
    line.quantity,
    line.price,
    line.amountFen,
    line.itemClass,
    KINDS.indexOf(line.kind),
    line.feeClass,
    orderedBy,
    line.restricted ? 1 : 0,
    line.ceiling ?? null,
    line.rateBp ?? null,
    line.tags.length > 0 ? line.tags : null,
    line.deniedFor ?? null,
    line.notes ?? null,
    line.split ? [line.split.full, line.split.over, line.split.pre] : null,
  ]
  while (values.at(-1) === null) values.pop()
  return values as unknown as PackedLine
}

export const packedJson = (packed: PackedLines): Json => packed as unknown as Json

export function unpackLines({ ordered, lines }: PackedLines, serials: readonly string[]): FeeLine[] {
  return lines.map((packed, at) => unpackLine(packed, serials[at] ?? '', ordered))
}

function unpackLine(packed: PackedLine, serial: string, orders: PackedLines['ordered']): FeeLine {
  const [item, ownItem, at, quantity, price, amountFen, itemClass, kind, feeClass, orderedBy, restricted] = packed
  const [, , , , , , , , , , , ceiling, rateBp, tags, deniedFor, notes, split] = packed
  return {
    serial,
    item,
    ownItem,
    at: at as FeeLine['at'],
    quantity: quantity as FeeLine['quantity'],
    price: price as FeeLine['price'],
    amountFen: amountFen as FeeLine['amountFen'],
    itemClass: itemClass as FeeLine['itemClass'],
    kind: KINDS[kind] ?? 'other',
    feeClass,
    tags: tags ?? [],
    restricted: restricted === 1,
    ordered: orders[orderedBy] ?? ['', '', '', ''],
    ...(typeof ceiling === 'number' ? { ceiling: ceiling as FeeLine['price'] } : {}),
    ...(typeof rateBp === 'number' ? { rateBp } : {}),
    ...(deniedFor ? { deniedFor } : {}),
    ...(notes ? { notes } : {}),
    ...(split ? { split: splitOf(split) } : {}),
  }
}

const splitOf = ([full, over, pre]: readonly [number, number, number]) =>
  ({ full, over, pre }) as NonNullable<FeeLine['split']>
