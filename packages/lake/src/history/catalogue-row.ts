// An entry of the catalogue as a row of history: what may be paid, with its payment standard where it has one.
import type { CatalogueEntry } from '@yibao/kernel'

/** A price cap is no payment standard. */
export function catalogueRow({ ceilings, tags, ...entry }: CatalogueEntry) {
  const standard = ceilings.find(({ kind }) => kind !== 'price_cap')
  return {
    ...{ item: entry.code, title: entry.name, kind: entry.listType, item_class: entry.paymentClass },
    tags: tags.length > 0 ? tags.join(' ') : undefined,
    ...{ from_on: entry.beginOn, until_on: entry.endOn },
    standard_micro_yuan: standard && Number(standard.price),
  }
}
