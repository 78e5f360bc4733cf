// 目录对照: a provider says which national code each of its own items stands for, and takes it back.
import { accepted, type Outcome, refused } from '@yibao/kernel'
import type { Kind, Receipt, WritePath } from '../../platform/index.ts'
import { type Asked, commandFor, type Message } from '../common/index.ts'
import type { ItemMapping, MappingKey } from './model.ts'
import type { CatalogueRegister } from './register.ts'
import { MAPPING_FACT, mappingRow, mappingUpdate, mappingWithdrawal } from './store.ts'

/** [own code, list type, item code, in force] */
type Stored = readonly [string, string, string, boolean]

interface Upload {
  readonly provider: string
  readonly mappings: readonly ItemMapping[]
}

const keyText = (own: string, list: string, item: string): string => `${own}\u0000${list}\u0000${item}`
const keyOf = ({ ownCode, listType, itemCode }: MappingKey): string => keyText(ownCode, listType, itemCode)
const keysOf = (mappings: readonly MappingKey[]) =>
  mappings.map(({ ownCode, listType, itemCode }) => ({ ownCode, listType, itemCode }))

const itemsMapped: Kind<Asked<Upload, null>, readonly Stored[]> = {
  name: 'catalogue.items_mapped',
  subjects: ({ input }) => [`provider:${input.provider}`],
  facts: { sql: MAPPING_FACT, args: ({ input }) => ({ provider: input.provider, keys: keysOf(input.mappings) }) },
  decide: ({ message, input: { provider, mappings } }, { facts }, context) => {
    const stored = new Set(facts.map(([own, list, item]) => keyText(own, list, item)))
    // One message may name an item twice: its last row holds.
    const latest = [...new Map(mappings.map((mapping) => [keyOf(mapping), mapping])).values()]
    const [known, fresh] = [
      latest.filter((mapping) => stored.has(keyOf(mapping))),
      latest.filter((mapping) => !stored.has(keyOf(mapping))),
    ]
    return accepted({
      answer: message.answer(null, context),
      rows: {
        ...(fresh.length > 0 && { insert: { item_mapping: fresh.map((each) => mappingRow(each, context.now)) } }),
        ...(known.length > 0 && { update: { item_mapping: known.map((each) => mappingUpdate(each, context.now)) } }),
      },
      event: { provider, items: latest.length },
    })
  },
}

const itemUnmapped: Kind<Asked<MappingKey, null>, readonly Stored[]> = {
  name: 'catalogue.item_unmapped',
  subjects: ({ input }) => [`provider:${input.provider}`],
  facts: { sql: MAPPING_FACT, args: ({ input }) => ({ provider: input.provider, keys: keysOf([input]) }) },
  decide: ({ message, input }, { facts }, context) => {
    if (!facts.some(([, , , inForce]) => inForce)) return refused('mapping_unknown', { ownCode: input.ownCode })
    return accepted({
      answer: message.answer(null, context),
      rows: { update: { item_mapping: [mappingWithdrawal(input, context.now)] } },
      event: { provider: input.provider, item: input.ownCode },
    })
  },
}

/** Every national code must be in the catalogue, on some day. */
export async function mapItems(
  writePath: WritePath,
  catalogue: CatalogueRegister,
  message: Message<null>,
  upload: Upload,
): Promise<Outcome<Receipt>> {
  for (const [at, { itemCode, beginOn, endOn }] of upload.mappings.entries()) {
    if (!catalogue.any(itemCode)) return refused('mapping_item_unknown', { row: at + 1, itemCode })
    if (endOn !== undefined && endOn < beginOn) return refused('mapping_dates', { row: at + 1, beginOn, endOn })
  }
  return writePath.submit(commandFor(itemsMapped, message, upload))
}

export const unmapItem = (writePath: WritePath, message: Message<null>, key: MappingKey): Promise<Outcome<Receipt>> =>
  writePath.submit(commandFor(itemUnmapped, message, key))
