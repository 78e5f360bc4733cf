// The bills that are shown: read again by their place, settled under both policies with the work kept, explained side by side.
import { join } from 'node:path'
import {
  type AccountUse,
  type Explanation,
  type ExplanationNode,
  explain,
  type Library,
  PlanBook,
  ruledBy,
  type Settlement,
  settle,
  type Words,
} from '@yibao/kernel'
import { type Engine, openEngine, quoted } from '../history/engine.ts'
import { LakeError, type LakeSlice, type Manifest } from '../history/manifest.ts'
import { BillFiller } from './bill-filler.ts'
import type { Deviation } from './deviations.ts'
import { LineReader } from './lines.ts'
import type { Accumulators } from './path.ts'
import type { LossReason } from './reasons.ts'
import type { Sample } from './samples.ts'
import { claimVectors, prepareCodes } from './vectors.ts'

export type SampleKind = 'gain' | 'loss' | 'middle'

export interface ExplainedSide {
  readonly plan?: Words
  readonly policyVersion?: string
  /** Why the policy cannot settle the bill. */
  readonly refusal?: string
  readonly fundFen: number
  readonly personFen: number
  readonly accountFen: number
  readonly payers: readonly { readonly tier: string; readonly title: string; readonly paidFen: number }[]
  readonly sentences: readonly Words[]
  readonly assumed: readonly string[]
  readonly tree?: ExplanationNode
}

export interface ExplainedSample {
  readonly kind: SampleKind
  readonly id: string
  readonly month: string
  readonly totalFen: number
  /** What the person pays less under the reform. */
  readonly gainFen: number
  /** Why it is heavier under the reform, where it is. */
  readonly reason?: LossReason
  readonly facts: Readonly<Record<string, string | number | readonly string[]>>
  readonly a: ExplainedSide
  readonly b: ExplainedSide
}

/** The identifiers of the claims that are named in a result. */
export async function namesOf(
  folder: string,
  manifest: Manifest,
  deviations: readonly Deviation[],
): Promise<(Deviation & { id: string; policyVersion: string })[]> {
  if (deviations.length === 0) return []
  const engine = await openEngine()
  try {
    const named = []
    for (const deviation of deviations) {
      const [id, policyVersion] = await nameOf(engine, folder, sliceOf(manifest, deviation), deviation.claim)
      named.push({ ...deviation, id, policyVersion })
    }
    return named
  } finally {
    engine.close()
  }
}

export async function explainSamples(
  folder: string,
  manifest: Manifest,
  base: Library,
  reformed: Library,
  chosen: Readonly<Record<SampleKind, readonly Sample[]>>,
): Promise<ExplainedSample[]> {
  const engine = await openEngine()
  try {
    await prepareCodes(engine, manifest)
    const books = [new PlanBook(base), new PlanBook(reformed)] as const
    const explained: ExplainedSample[] = []
    for (const kind of ['gain', 'loss', 'middle'] as const)
      for (const sample of chosen[kind])
        explained.push(await explainSample({ engine, folder, manifest, books }, kind, sample))
    return explained
  } finally {
    engine.close()
  }
}

interface Desk {
  readonly engine: Engine
  readonly folder: string
  readonly manifest: Manifest
  readonly books: readonly [PlanBook, PlanBook]
}

async function explainSample(desk: Desk, kind: SampleKind, sample: Sample): Promise<ExplainedSample> {
  const { engine, folder, manifest, books } = desk
  const slice = sliceOf(manifest, sample)
  const filler = new BillFiller(manifest)
  let totalFen = 0
  for await (const vectors of claimVectors(engine, folder, [slice], sample.claim)) {
    filler.fill(vectors, 0)
    totalFen = vectors.number.total_fen[0]!
  }
  const lines = new LineReader(engine, folder, slice, sample.claim, sample.claim)
  const { bill, account } = filler
  bill.lines = (await lines.of(sample.claim, sample.claim)).get(sample.claim) ?? []
  const side = (
    book: PlanBook,
    accumulators: Accumulators,
    fen: number,
    mutual: AccountUse['mutual'],
  ): ExplainedSide => {
    const own = { ...account, balanceFen: fen as typeof account.balanceFen, mutual: mutual ?? [] }
    return explainSide(book, { ...bill, account: own, accumulators }, totalFen)
  }
  const { person, visit } = bill
  const [id] = await nameOf(engine, folder, slice, sample.claim)
  return {
    kind,
    id,
    month: sample.month,
    totalFen,
    gainFen: sample.gainFen,
    ...(sample.reason && { reason: sample.reason }),
    facts: {
      ...{
        scheme: person.scheme,
        status: person.status,
        age: person.age ?? 0,
        categories: [...(person.categories ?? [])],
      },
      ...{ setting: visit.setting, level: visit.level, place: visit.place ?? '', referral: visit.referral ?? '' },
      ...{ admittedOn: visit.admittedOn, dischargedOn: visit.dischargedOn },
    },
    a: side(books[0], sample.before.a, sample.balanceFen.a, sample.mutual.a),
    b: side(books[1], sample.before.b, sample.balanceFen.b, sample.mutual.b),
  }
}

function explainSide(book: PlanBook, bill: BillFiller['bill'], totalFen: number): ExplainedSide {
  const ruled = ruledBy(book, bill, bill.visit.settledOn)
  const settled = ruled.ok ? settle(ruled.value.plan, bill, true) : ruled
  if (!ruled.ok || !settled.ok) {
    const refusal = settled.ok ? '' : settled.code
    return { refusal, fundFen: 0, personFen: totalFen, accountFen: 0, payers: [], sentences: [], assumed: [] }
  }
  return sideOf(settled.value, explain(ruled.value.plan, bill, settled.value))
}

function sideOf(settlement: Settlement, explanation: Explanation): ExplainedSide {
  return {
    plan: explanation.plan,
    policyVersion: explanation.policyVersion,
    fundFen: settlement.fundPaid,
    personFen: settlement.personPaid,
    accountFen: settlement.accountPaid + settlement.mutualPaid,
    payers: settlement.tiers.map(({ id, title, paid }) => ({ tier: id, title, paidFen: paid })),
    sentences: explanation.sentences,
    assumed: explanation.assumed.map(({ slot, file, line }) => `${slot} (${file}:${line})`),
    tree: explanation.root,
  }
}

function sliceOf(manifest: Manifest, { month, bucket }: Pick<Sample, 'month' | 'bucket'>): LakeSlice {
  const slice = manifest.slices.find((each) => each.month === month && each.bucket === bucket)
  if (!slice) throw new LakeError(`清单中没有 ${month} 的第 ${bucket} 桶(the manifest has no such month and bucket)`)
  return slice
}

async function nameOf(engine: Engine, folder: string, slice: LakeSlice, claim: number): Promise<[string, string]> {
  const path = quoted(join(folder, slice.claims.path))
  const { connection } = engine
  const found = await connection.runAndReadAll(
    `SELECT id, policy_version FROM read_parquet(${path}, hive_partitioning = false) WHERE claim = ${claim}`,
  )
  const [row] = found.getRows()
  return [String(row?.[0] ?? ''), String(row?.[1] ?? '')]
}
