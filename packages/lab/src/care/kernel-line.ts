// A fee row with its catalogue entry, as the kernel wants it: class, kind, ceiling, restriction.
import type { ProviderRecord } from '@yibao/contract/load'
import {
  type CatalogueEntry,
  type ItemKind,
  type Line,
  type ProviderLevel,
  priceCeiling,
  type RestrictionFacts,
  restrictionDenial,
} from '@yibao/kernel'
import type { FeeLine } from './event.ts'
import { careLevelOf } from './network.ts'

const LEVELS = { primary: 1, county: 2, city: 3 } as const

export function kernelLine(
  entry: CatalogueEntry,
  line: FeeLine,
  provider: ProviderRecord,
  facts: Omit<RestrictionFacts, 'level'>,
): Line {
  const level: ProviderLevel = LEVELS[careLevelOf(provider)]
  const ceiling = priceCeiling(entry, level)
  const deniedFor = restrictionDenial(entry, line.approved ? 'approved' : 'not_needed', { ...facts, level })
  return {
    item: entry.code,
    itemClass: entry.paymentClass,
    kind: itemKind(entry),
    amountFen: line.amountFen,
    quantity: line.quantity,
    price: line.price,
    tags: entry.tags,
    ...(ceiling !== undefined && { ceiling }),
    ...(entry.selfPayRateBp !== undefined && { catalogueRateBp: entry.selfPayRateBp }),
    ...(deniedFor !== undefined && { deniedFor }),
  }
}

export function itemKind({ listType, feeClass }: CatalogueEntry): ItemKind {
  switch (listType) {
    case 'drug':
    case 'ethnic_drug':
    case 'other_drug':
      return feeClass === '11' ? 'chinese_drug' : 'western_drug'
    case 'herbal_piece':
    case 'herbal_granule':
      return 'herbal'
    case 'hospital_preparation':
      return 'preparation'
    default:
      return listType
  }
}
