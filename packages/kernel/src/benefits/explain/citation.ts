// The law behind a slot, written so that a reader outside can look it up.
import type { Library } from '../../policy/library.ts'
import type { Entry } from '../../policy/slot.ts'
import type { Citation } from './node.ts'

/** An entry belongs to one slot of one library, so its citation is written once. */
const written = new WeakMap<Entry<unknown>, Citation>()

export function citationOf(library: Library, slot: string, entry: Entry<unknown> | undefined): Citation | undefined {
  if (!entry) return undefined
  const known = written.get(entry)
  if (known?.slot === slot) return known
  const citation = citationFor(library, slot, entry)
  written.set(entry, citation)
  return citation
}

function citationFor(library: Library, slot: string, entry: Entry<unknown>): Citation {
  const source = entry.source ? library.content.sources.get(entry.source) : undefined
  const grade = entry.grade ?? source?.grade
  return {
    slot,
    inForceFrom: entry.from,
    assumed: entry.assumed,
    file: entry.at.file,
    line: entry.at.line,
    ...(source && { title: source.title }),
    ...(source?.issuer && { issuer: source.issuer }),
    ...(source?.number && { number: source.number }),
    ...(source?.date && { date: source.date }),
    ...(source?.url && { url: source.url }),
    ...(entry.clause && { clause: entry.clause }),
    ...(grade && { grade }),
    ...(entry.note && { note: entry.note }),
  }
}

/** 《关于…的通知》(某医保发〔2022〕8号)第五条 */
export function citationText(citation: Citation): string {
  const assumed = citation.assumed ? '【假定值 assumed】' : ''
  if (!citation.title) return `${assumed}${citation.note ?? ''}`
  const number = citation.number ?? [citation.issuer, citation.date].filter(Boolean).join(' ')
  return `${assumed}《${citation.title}》${number ? `(${number})` : ''}${citation.clause ?? ''}`
}
