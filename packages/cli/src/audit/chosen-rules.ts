// The rules and points an audit of history takes: those that ship or are given, imported points in their stead, only some if asked.
import { createHash } from 'node:crypto'
import { type CompiledAudit, compileAudit, faultText, type RuleCard, type Stage } from '@yibao/kernel'
import { loadPoints, loadRules, rulesOf } from '@yibao/policy'
import { type Invocation, textOption, UsageError } from '../command.ts'

export interface ChosenRules {
  readonly cards: ReadonlyMap<string, RuleCard>
  readonly audit: CompiledAudit
  /** Changes with every card and point that is used. */
  readonly fingerprint: string
  /** Rules left out because nothing that they look at is there, with what they need. */
  readonly leftOut: readonly { readonly rule: string; readonly title: string; readonly needs: string }[]
}

/** `needsOf` says what a family looks at that the source does not hold; nothing where it can be judged. */
export function chosenRules(
  invocation: Invocation,
  stage: Stage,
  needsOf: (family: string) => string | undefined,
  noneLeft: string,
): ChosenRules {
  const loaded = loadRules(textOption(invocation, 'rules'))
  const faults = loaded.faults
  const only = textOption(invocation, 'rule')?.split(',')
  const unknown = only?.filter((id) => !loaded.cards.some((card) => card.id === id)) ?? []
  if (unknown.length > 0)
    throw new UsageError(`没有规则 ${unknown.join('、')}(no such rule)；yibao audit rules 列出全部`)
  const wanted = loaded.cards.filter((card) => card.stages.includes(stage) && (!only || only.includes(card.id)))
  const cards = wanted.filter((card) => needsOf(card.family.name) === undefined)
  if (cards.length === 0) throw new UsageError(noneLeft)
  const imported = textOption(invocation, 'points')
  const replaced = imported === undefined ? new Set<string>() : rulesOf(imported)
  const shipped = loaded.points.filter((point) => !replaced.has(point.rule))
  const points = [...shipped, ...(imported === undefined ? [] : loadPoints(imported, faults))]
  const ids = new Set(cards.map((card) => card.id))
  const audit = compileAudit(
    cards,
    points.filter((point) => ids.has(point.rule)),
    faults,
  )
  if (faults.refuses) throw new UsageError(faults.faults.map(faultText).join('\n'))
  const said = [...audit.rules.values()].map(({ card, points: own }) => [
    card.id,
    card.version,
    card.validFrom,
    card.validTo,
    card.scope,
    own,
  ])
  const leftOut = wanted.flatMap(({ id, title, family }) => {
    const needs = needsOf(family.name)
    return needs === undefined ? [] : [{ rule: id, title: title.zh, needs }]
  })
  return {
    cards: new Map(cards.map((card) => [card.id, card])),
    audit,
    fingerprint: createHash('sha256').update(JSON.stringify(said)).digest('hex'),
    leftOut,
  }
}
