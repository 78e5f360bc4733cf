// The calculation of a settlement, or of one of its lines, as the console shows it: rebuilt from the stored facts.
import type { CitationView, ExplanationNodeView, ExplanationView } from '@yibao/contract/rest'
import {
  type Citation,
  citationText,
  type Explanation,
  type ExplanationNode,
  explainLine,
  type Outcome,
  refused,
} from '@yibao/kernel'
import type { Asker } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { type FoundSettlement, foundSettlement } from './found.ts'

export async function settlementExplanation(
  parts: ConsoleParts,
  asker: Asker,
  id: string,
): Promise<Outcome<ExplanationView>> {
  const found = await foundSettlement(parts, asker, id, '查看结算的计算过程')
  if (!found.ok) return found
  const sound = replayable(found.value)
  return sound.ok ? { ok: true, value: explanationView(sound.value.explain()) } : sound
}

export async function lineExplanation(
  parts: ConsoleParts,
  asker: Asker,
  id: string,
  no: number,
): Promise<Outcome<ExplanationView>> {
  const found = await foundSettlement(parts, asker, id, '查看费用明细的计算过程')
  if (!found.ok) return found
  const sound = replayable(found.value)
  if (!sound.ok) return sound
  const at = no - 1
  const { bill, ruling } = sound.value
  if (!bill.lines[at]) return refused('not_found', { what: `费用明细第 ${no} 行` })
  const explained = explainLine(ruling.plan, bill, at)
  return explained.ok ? { ok: true, value: explanationView(explained.value) } : explained
}

/** Where recomputing gives anything else than what was stored, the difference is said and nothing is explained. */
function replayable({ replay, failure }: FoundSettlement): Outcome<NonNullable<FoundSettlement['replay']>> {
  if (replay?.same) return { ok: true, value: replay }
  return refused('settlement_differs', { difference: replay?.message ?? failure ?? '' })
}

function explanationView({ version, plan, policyVersion, root, sentences, assumed }: Explanation): ExplanationView {
  return {
    version,
    plan,
    policyVersion,
    root: nodeView(root),
    sentences: [...sentences],
    assumed: assumed.map(citationView),
  }
}

/** Formula and citation are written when they are read: a node is no plain record that could be spread. */
function nodeView(node: ExplanationNode): ExplanationNodeView {
  const { id, title, op, value, over, unit, text, ref, formula, citation, children } = node
  return {
    id,
    title,
    op,
    value,
    ...(over !== undefined && { over }),
    unit,
    ...(text !== undefined && { text }),
    ...(ref !== undefined && { ref }),
    formula,
    ...(citation && { citation: citationView(citation) }),
    children: children.map(nodeView),
  }
}

/** That a value is assumed is a field of its own, which the pages show as a badge. */
export const clauseText = (citation: Citation): string => citationText({ ...citation, assumed: false })

export const citationView = (citation: Citation): CitationView => ({
  slot: citation.slot,
  text: clauseText(citation),
  ...(citation.url !== undefined && { url: citation.url }),
  ...(citation.grade !== undefined && { grade: citation.grade }),
  inForceFrom: citation.inForceFrom,
  assumed: citation.assumed,
  ...(citation.note !== undefined && { note: citation.note }),
  file: citation.file,
  line: citation.line,
})
