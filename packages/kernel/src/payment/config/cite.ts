// What each value of a configuration stands on: its own source, or the basis of its section; a value without either is refused.
import type { FaultList } from '../../policy/text/faults.ts'
import type { Place } from '../../policy/text/located.ts'
import type { PaymentCitation } from '../steps.ts'
import type { PaymentRules } from './file.ts'
import { type Basis, Cited } from './values.ts'

export type WithSources = Pick<PaymentRules, 'sources'>

/** Gives every cited value its citation, and says which have none. */
export function citeAll(rules: WithSources & object, faults: FaultList): { total: number; assumed: number } {
  const count = { total: 0, assumed: 0 }
  cite(rules, undefined, [], (value, basis, slot) => {
    const citation = citationOf(rules, value, basis, slot)
    value.cite(citation)
    count.total += 1
    if (citation.assumed) count.assumed += 1
    checkProvenance(rules, value, citation, basis, faults)
  })
  return count
}

type Visit = (value: Cited<unknown>, basis: Basis | undefined, slot: string) => void

/** Every cited value with the basis of its nearest section. */
function cite(part: unknown, basis: Basis | undefined, path: readonly string[], visit: Visit): void {
  if (part instanceof Cited) {
    visit(part, basis, path.join('.'))
    return
  }
  if (typeof part !== 'object' || part === null) return
  if (part instanceof Map) {
    for (const [key, child] of part) cite(child, basis, [...path, String(key)], visit)
    return
  }
  if (Array.isArray(part)) {
    part.forEach((child, at) => {
      cite(child, basis, [...path, String(at + 1)], visit)
    })
    return
  }
  const own = 'basis' in part && part.basis !== undefined ? (part.basis as Basis) : basis
  for (const [key, child] of Object.entries(part)) {
    if (key !== 'at' && key !== 'basis' && key !== 'sources') cite(child, own, [...path, key], visit)
  }
}

/** The value's own words come first; a value with a source of its own does not inherit the assumption of its section. */
function governing(value: Cited<unknown>, basis: Basis | undefined): Partial<Basis> {
  const own = value.own
  if (own?.source !== undefined || own?.assumed !== undefined) return own
  return {
    ...basis,
    ...(own?.clause !== undefined && { clause: own.clause }),
    ...(own?.note !== undefined && { note: own.note }),
  }
}

function citationOf(
  rules: WithSources,
  value: Cited<unknown>,
  basis: Basis | undefined,
  slot: string,
): PaymentCitation {
  const { source: id, clause, note, assumed, grade } = governing(value, basis)
  const source = id === undefined ? undefined : rules.sources?.get(id)
  const worth = grade ?? source?.grade
  return {
    slot,
    ...(source && { title: source.title, number: source.number ?? source.date }),
    clause,
    note,
    assumed: assumed === true || worth === 'I' || worth === 'G',
    file: value.at.file,
    line: value.at.line,
  }
}

function checkProvenance(
  rules: WithSources,
  value: Cited<unknown>,
  citation: PaymentCitation,
  basis: Basis | undefined,
  faults: FaultList,
): void {
  const at: Place = value.at
  const { source } = governing(value, basis)
  if (source !== undefined && !rules.sources?.has(source)) {
    faults.add(
      at,
      'unknown_source',
      source,
      `one of ${[...(rules.sources?.keys() ?? [])].join(', ') || 'sources, of which there are none'}`,
    )
    return
  }
  if (citation.assumed) {
    if (!citation.note && !citation.title)
      faults.add(at, 'missing_source', `${citation.slot}，假定而没有依据`, 'note: what it is modelled on')
    else faults.warn(at, 'assumed_value', `${citation.slot} ${value.text}`, 'a document of the area')
  } else if (!citation.title) {
    faults.add(
      at,
      'missing_source',
      `${citation.slot} ${value.text}`,
      'source and clause, or assumed: true with a note',
    )
  } else if ((governing(value, basis).grade ?? rules.sources?.get(source ?? '')?.grade) === 'C') {
    faults.warn(at, 'placeholder_value', `${citation.slot} ${value.text}`, 'a page that can be relied on')
  }
}
