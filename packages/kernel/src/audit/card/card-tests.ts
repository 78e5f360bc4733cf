// The cases a card carries: facts with everything ordinary left out, filled in here and then run as any audit case.
import { FaultList } from '../../policy/text/faults.ts'
import type { MapNode, TextNode } from '../../policy/text/located.ts'
import { addDays, parseDay } from '../../time/day.ts'
import { nodeFromJson } from '../cases/json-node.ts'
import { readAuditCase } from '../cases/read-case.ts'
import { caseDifferences, runAuditCase } from '../cases/run-case.ts'
import type { CardTest, RuleCard } from './card.ts'

export interface CardTestResult {
  readonly test: CardTest
  readonly differences: readonly string[]
  readonly faults: FaultList
  readonly outcome: 'fires' | 'silent' | 'needs_evidence'
  /** Facts without which this case cannot be told, and kinds of records that it brings. */
  readonly missing: readonly string[]
  readonly records: readonly string[]
}

/** Runs every case of a card at every stage the card names; a stage that answers differently is a difference. */
export const runCardTests = (card: RuleCard): CardTestResult[] => card.tests.map((test) => runCardTest(card, test))

const TEST_KEYS = [
  'name',
  'person',
  'persons',
  'provider',
  'providers',
  'practitioners',
  'visit',
  'visits',
  'lines',
  'records',
  'point',
  'points',
  'expect',
]

function runCardTest(card: RuleCard, test: CardTest): CardTestResult {
  const faults = new FaultList()
  for (const key of test.node.entries.keys())
    if (!TEST_KEYS.includes(key))
      faults.add(test.node.keys.get(key) ?? test.at, 'unknown_key', key, `one of ${TEST_KEYS.join(', ')}`)
  const auditCase = readAuditCase(asCase(card, test), faults)
  let outcome: CardTestResult['outcome'] = 'silent'
  const differences = new Set<string>()
  const missing = new Set<string>()
  if (auditCase && !faults.refuses) {
    for (const stage of card.stages) {
      const run = runAuditCase(auditCase, [card], stage, faults)
      for (const each of run ? caseDifferences(auditCase, run.fired) : []) differences.add(each)
      for (const each of run?.fired ?? []) for (const fact of each.missing) missing.add(fact)
      if (run && run.fired.length > 0)
        outcome = run.fired.some((each) => each.severity !== 'needs_evidence') ? 'fires' : 'needs_evidence'
    }
  }
  const records = [...new Set((auditCase?.facts.records ?? []).map(({ kind }) => kind))]
  return { test, differences: [...differences], faults, outcome, missing: [...missing], records }
}

/** What families read and pass over in silence where it is not stated; no case can show that it is missing. */
const READ_IN_SILENCE: Readonly<Record<string, readonly string[]>> = {
  purchaser: ['encounter.purchaserId'],
  'same-bill': ['encounter.invoice'],
  'removed-organ': ['encounter.procedures', 'person.removedOrgans'],
  'trace-code': ['line.traceCodes'],
  'upload-lag': ['line.uploadedAt'],
  'visit-code': ['encounter.procedures'],
  'diagnosis-procedure': ['encounter.procedures'],
  workload: ['line.executorId'],
}

/**
 * What a rule stands on beside the bill: facts that may be missing and records (`record lab`), as its own cases show, and what its
 * family reads in silence.
 */
export function factsAwaited(card: RuleCard): string[] {
  const results = runCardTests(card)
  const facts = results.flatMap(({ missing, records }) => [...missing, ...records.map((kind) => `record ${kind}`)])
  return [...new Set([...facts, ...(READ_IN_SILENCE[card.family.name] ?? [])])].sort()
}

/** A person P1, a hospital H1 of level 2, an outpatient visit E1: only what matters to a test is written in it. */
function asCase(card: RuleCard, { node, name, at }: CardTest): MapNode {
  const get = (key: string) => node.entries.get(key)
  const persons = many(get('persons'), get('person'), { id: 'P1', sex: 'M', birthDate: '1970-05-10' })
  const providers = many(get('providers'), get('provider'), { id: 'H1', type: 'hospital', level: 2 })
  const visits = many(get('visits'), get('visit'), VISIT)
  const points = many(get('points'), get('point'), {})
  const sections: [string, TextNode][] = [
    ['id', scalar(`${card.id} ${name}`, node)],
    ['persons', list(persons, node)],
    ['providers', list(providers, node)],
    ['practitioners', get('practitioners') ?? list([], node)],
    ['encounters', list(visits, node)],
    ['lines', list(allLineNodes(itemsOf(get('lines')), visits), node)],
    ['records', get('records') ?? list([], node)],
    [
      'knowledge',
      list(
        points.map((point) => withDefaults(point, { rule: card.id })),
        node,
      ),
    ],
    ['expect', expectation(card, get('expect'), node)],
  ]
  return { kind: 'map', at, entries: new Map(sections), keys: new Map() }
}

const VISIT = {
  ...{ id: 'E1', personId: 'P1', providerId: 'H1', careMode: 'outpatient', insuranceType: 'BASIC' },
  ...{ start: '2026-03-02T09:00', diagnoses: [] },
}
const LINE = { catalog: 'drug', qty: 1, unitPrice: 10 }

const scalar = (value: string, like: TextNode): TextNode => ({ kind: 'scalar', at: like.at, value, text: value })
const list = (items: readonly TextNode[], like: TextNode): TextNode => ({ kind: 'list', at: like.at, items })
const itemsOf = (node: TextNode | undefined): readonly TextNode[] =>
  node === undefined ? [] : node.kind === 'list' ? node.items : [node]

/** The list that is written, or the one that is written, or the ordinary one; each with what it leaves out. */
const many = (all: TextNode | undefined, one: TextNode | undefined, ordinary: object): TextNode[] => {
  const written = [...itemsOf(all), ...itemsOf(one)]
  const nodes = written.length > 0 ? written : [nodeFromJson({}, '')]
  return nodes.map((node) => withDefaults(node, ordinary))
}

function withDefaults(node: TextNode, ordinary: object): TextNode {
  if (node.kind !== 'map') return node
  const filled = nodeFromJson(ordinary, '') as MapNode
  const entries = new Map(
    [...filled.entries].map(([key, child]): [string, TextNode] => [key, { ...child, at: node.at }]),
  )
  for (const [key, child] of node.entries) {
    // `birthDate:` with nothing behind it: this fact is not known.
    if (child.kind === 'scalar' && child.text === '') entries.delete(key)
    else entries.set(key, child)
  }
  return { ...node, entries }
}

/** Lines without an id are numbered as they come: L1, L2 … */
function allLineNodes(lines: readonly TextNode[], visits: readonly TextNode[]): TextNode[] {
  const result: TextNode[] = []
  for (const line of lines) result.push(...lineNodes(line, result.length, visits))
  return result
}

/** `repeatDays: 17` is the line on seventeen days that follow each other: L1 to L17. */
function lineNodes(node: TextNode, index: number, visits: readonly TextNode[]): TextNode[] {
  if (node.kind !== 'map') return [node]
  const text = (key: string) => {
    const child = node.entries.get(key)
    return child?.kind === 'scalar' ? child.text : undefined
  }
  const visit = visits.find((each) => textOf(each, 'id') === (text('encounterId') ?? textOf(visits[0], 'id')))
  const qty = Number(text('qty') ?? LINE.qty)
  const amount = (Math.round(qty * Number(text('unitPrice') ?? LINE.unitPrice) * 100) / 100).toString()
  const at = text('at') ?? textOf(visit, 'start') ?? VISIT.start
  const days = Math.max(1, Number(text('repeatDays') ?? 1))
  const own = new Map([...node.entries].filter(([key]) => key !== 'repeatDays'))
  return Array.from({ length: days }, (_, day) =>
    withDefaults(
      {
        ...node,
        entries:
          days > 1
            ? new Map([
                ...own,
                ['at', scalar(later(at, day), node)],
                ['id', scalar(`${text('id') ?? 'L'}${text('id') ? day + 1 : index + day + 1}`, node)],
              ])
            : own,
      },
      { ...LINE, id: `L${index + 1}`, encounterId: textOf(visit, 'id') ?? 'E1', at, amount },
    ),
  )
}

const textOf = (node: TextNode | undefined, key: string): string | undefined => {
  const child = node?.kind === 'map' ? node.entries.get(key) : undefined
  return child?.kind === 'scalar' ? child.text : undefined
}

function later(at: string, days: number): string {
  const on = parseDay(at.slice(0, 10))
  return on ? `${addDays(on, days)}${at.slice(10)}` : at
}

/** `expect: none`, or what fires: lines, severity, excessQty … of this card. */
function expectation(card: RuleCard, node: TextNode | undefined, like: TextNode): TextNode {
  const isNone = node === undefined || (node.kind === 'scalar' && node.text === 'none')
  const fire = isNone ? [] : itemsOf(node).map((each) => withDefaults(each, { rule: card.id }))
  const not = isNone ? [nodeFromJson({ rule: card.id }, '')] : []
  return {
    kind: 'map',
    at: like.at,
    entries: new Map([
      ['fire', list(fire, like)],
      ['notFire', list(not, like)],
    ]),
    keys: new Map(),
  }
}
