// One case with everything it stands on: the rule and its clauses, facts, the bill with its lines marked, who did what, and
// what this asker may do with it now.
import type { AuditCaseView } from '@yibao/contract/rest'
import { type Outcome, quantityText, type RuleCard, refused, unitPriceText } from '@yibao/kernel'
import { may, type Permission } from '../../../platform/index.ts'
import {
  type AuditCase,
  type CaseListed,
  type CaseStep,
  type FindingKept,
  findCase,
  findClue,
  findingOf,
  listCases,
  REJECTION_REASONS,
  STEPS,
  STEPS_OF,
  type StoredClue,
  stepsOpenTo,
} from '../../audit-case/index.ts'
import { shownId } from '../../gateway/index.ts'
import { findPerson } from '../../person/index.ts'
import { findSettlement, settledLines, unpackFrozen } from '../../settlement/index.ts'
import { batchesOf, type FeeLine } from '../../visit/index.ts'
import type { Asker } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { identifierIn } from '../settlement/found.ts'
import { clueView } from './clues.ts'
import { rowView } from './rows.ts'

const LINES_MAX = 300

interface Found {
  readonly one: CaseListed
  readonly kept: FindingKept
  readonly clue: StoredClue | undefined
  readonly lines: readonly FeeLine[]
  readonly earlier: AuditCaseView['earlier']
}

export const caseNotFound = (id: string) => refused('not_found', { what: `疑点 ${id.slice(0, 40)}` })

export async function foundCase(asker: Asker, id: string): Promise<Outcome<AuditCase>> {
  const uuid = identifierIn(id)
  const one = uuid && (await asker.read((reader) => findCase(reader, uuid)))
  return one ? { ok: true, value: one } : caseNotFound(id)
}

export async function oneCase(parts: ConsoleParts, asker: Asker, id: string): Promise<Outcome<AuditCaseView>> {
  const found = await foundCase(asker, id)
  if (!found.ok) return found
  const whole = await asker.read((reader) => read(reader, found.value))
  if (!whole) return caseNotFound(id)
  const { personNo, area } = found.value
  await asker.looked({ personNo, purpose: '查看审核疑点', fields: 'masked', shown: 1, area })
  return { ok: true, value: viewOf(parts, asker, whole) }
}

async function read(reader: Parameters<typeof findCase>[0], one: AuditCase): Promise<Found | undefined> {
  const { settlementId, personNo, visitId, provider, rule } = one
  const [kept, stored, person] = [
    await findingOf(reader, one),
    await findSettlement(reader, settlementId),
    await findPerson(reader, personNo),
  ]
  if (!kept || !stored) return undefined
  const lines = settledLines(await batchesOf(reader, visitId, personNo), unpackFrozen(stored.document), visitId)
  const same = await listCases(reader, { rule, provider }, { sort: 'newest', offset: 0, limit: 500 })
  const decided = (states: readonly string[]) => same.filter(({ state }) => states.includes(state)).length
  return {
    one: { ...one, personName: person?.name ?? null },
    kept,
    clue: one.clueId === null ? undefined : await findClue(reader, one.clueId),
    lines,
    earlier: {
      confirmed: decided(['decided', 'deducted']),
      rejected: decided(['rejected', 'overturned', 'reversed']),
    },
  }
}

const AUDIENCES = {
  provider: { zh: '给机构', en: 'To the institution' },
  doctor: { zh: '给医师', en: 'To the physician' },
  insured: { zh: '给参保人', en: 'To the insured person' },
  auditor: { zh: '给审核人', en: 'To the auditor' },
} as const

function viewOf(parts: ConsoleParts, asker: Asker, { one, kept, clue, lines, earlier }: Found): AuditCaseView {
  const card = parts.desks.auditCases.ruleOf(one.rule)
  const { title, ...facts } = { title: '', ...kept.facts }
  return {
    ...rowView(parts, one),
    ofClue: clue ? clueView(parts, asker, clue) : null,
    detects: card?.detects ?? { zh: '', en: '' },
    basis: basisOf(card),
    knowledge: kept.knowledge.map((each) => ({ ...each })),
    foundAt: kept.foundAt.slice(0, 19),
    excessQuantity: quantityText(kept.excessQuantity as never),
    texts: (Object.keys(AUDIENCES) as (keyof typeof AUDIENCES)[]).flatMap((audience) => {
      const text = kept.texts[audience]
      return text ? [{ audience, title: AUDIENCES[audience], text }] : []
    }),
    facts: Object.entries(facts)
      .filter(([name, value]) => value !== '' && name !== 'person' && name !== 'provider')
      .map(([name, value]) => ({ name, value: String(value) })),
    ...linesOf(parts, one, lines),
    steps: one.steps.map(({ step, by, at, note, reason, evidence = [] }) => ({
      ...{ step, by, note, at: at.slice(0, 19), title: STEPS[step].title },
      reasonTitle: reason ? REJECTION_REASONS[reason] : { zh: '', en: '' },
      evidence: evidence.map(({ evidenceId, name, sha256 }) => ({ id: shownId(evidenceId), name, sha256 })),
    })),
    decision: one.decision && { by: one.decision.by, personPart: one.decision.personPart },
    clawBack: one.clawBackId === null ? '' : shownId(one.clawBackId),
    earlier,
    may: mayDo(asker, one),
  }
}

const basisOf = (card: RuleCard | undefined): AuditCaseView['basis'] =>
  (card?.basis ?? []).map(({ title, number = '', issuer = '', clause = '' }) => ({
    text: `《${title}》${number}${issuer && ` ${issuer}`}`,
    clause,
  }))

/** Of a long bill the lines that were found, and the first others. */
function linesOf({ desks }: ConsoleParts, one: AuditCase, lines: readonly FeeLine[]) {
  const excess = new Map(one.lines.map(({ no, amountFen }) => [no, amountFen]))
  const decided = new Map((one.decision?.lines ?? []).map(({ no, amountFen }) => [no, amountFen]))
  const numbered = lines.map((line, at) => ({ line, no: at + 1 }))
  const isOf = ({ no }: { no: number }) => excess.has(no) || decided.has(no)
  const shown = [...numbered.filter(isOf), ...numbered.filter((each) => !isOf(each))]
    .slice(0, LINES_MAX)
    .sort((a, b) => a.no - b.no)
  return {
    lines: shown.map(({ line, no }) => ({
      no,
      item: line.item,
      name:
        (desks.catalogue.find(line.item, line.at.slice(0, 10) as never) ?? desks.catalogue.any(line.item))?.name ??
        line.item,
      at: line.at.slice(0, 16),
      quantity: quantityText(line.quantity),
      price: unitPriceText(line.price),
      amountFen: line.amountFen,
      found: excess.has(no),
      excessFen: excess.get(no) ?? 0,
      decidedFen: decided.get(no) ?? 0,
    })),
    moreLines: lines.length - shown.length,
  }
}

const HANDS: readonly (readonly [Permission, readonly CaseStep[]])[] = [
  ['audit_case:review', STEPS_OF.review],
  ['audit_case:decide', [...STEPS_OF.final, 'reverse']],
  ['audit_case:appeal', STEPS_OF.provider],
]

/** Whoever acts for an institution answers for it alone, and nobody else does. */
export function mayDo({ principal }: Asker, one: AuditCase): CaseStep[] {
  return HANDS.flatMap(([permission, steps]) =>
    may(principal, permission) ? stepsOpenTo(one, principal.account, steps) : [],
  ).filter((step) => step !== 'reverse' || one.clawBackId !== null)
}
