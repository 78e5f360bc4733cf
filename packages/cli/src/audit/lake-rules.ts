// Rules for a lake: those that look at something a lake holds, the others named; and what makes two versions of a rule differ.
import { type CompiledAudit, compileAudit, faultText, type RuleCard } from '@yibao/kernel'
import { type AuditPeriod, NOT_IN_A_LAKE } from '@yibao/lake'
import { loadPoints, loadRules, rulesOf } from '@yibao/policy'
import { type Invocation, numberOption, textOption, UsageError } from '../command.ts'

export interface LakeRules {
  readonly cards: ReadonlyMap<string, RuleCard>
  readonly audit: CompiledAudit
  /** What each rule says, as one text: another text is another version. */
  readonly said: ReadonlyMap<string, string>
  /** Rules left out because a lake holds nothing that they look at. */
  readonly leftOut: readonly RuleCard[]
}

export interface WantedRules {
  /** A folder of rule cards, by default those that ship. */
  readonly rules?: string | undefined
  readonly points?: string | undefined
  readonly only?: readonly string[] | undefined
  /** A rule asked for may be missing here, because the other version has it. */
  readonly mayLack?: boolean
}

export function lakeRules({ rules, points: imported, only, mayLack = false }: WantedRules): LakeRules {
  const loaded = loadRules(rules)
  const faults = loaded.faults
  const unknown = only?.filter((id) => !loaded.cards.some((card) => card.id === id)) ?? []
  if (unknown.length > 0 && !mayLack)
    throw new UsageError(`没有规则 ${unknown.join('、')}（no such rule）；yibao audit rules 列出全部`)
  const wanted = loaded.cards.filter((card) => card.stages.includes('post') && (!only || only.includes(card.id)))
  const leftOut = wanted.filter((card) => card.family.name in NOT_IN_A_LAKE)
  const cards = wanted.filter((card) => !(card.family.name in NOT_IN_A_LAKE))
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
  return { cards: new Map(cards.map((card) => [card.id, card])), audit, said: textsOf(audit), leftOut }
}

const textsOf = (audit: CompiledAudit): Map<string, string> =>
  new Map(
    [...audit.rules.values()].map(({ card, points }) => [
      card.id,
      // Where a value stands in its file is not what it says.
      JSON.stringify([card.id, card.version, card.validFrom, card.validTo, card.scope, points], (key, value) =>
        key === 'at' ? undefined : value,
      ),
    ]),
  )

export function periodOf(invocation: Invocation): AuditPeriod {
  const monthOf = (name: string): string | undefined => {
    const given = textOption(invocation, name)
    if (given === undefined || /^\d{4}-(0[1-9]|1[0-2])$/.test(given)) return given
    throw new UsageError(`--${name} 应为月份，如 2022-06，收到 ${given}（expected a month）`)
  }
  const [from, to] = [monthOf('from'), monthOf('to')]
  if (from !== undefined && to !== undefined && from > to)
    throw new UsageError(`--from ${from} 晚于 --to ${to}（after the end）`)
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

export function positiveOption(invocation: Invocation, name: string, otherwise: number): number {
  const given = numberOption(invocation, name, otherwise)
  if (given === 0) throw new UsageError(`--${name} 应大于 0（must be above 0）`)
  return given
}
