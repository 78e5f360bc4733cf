// Replays one bucket: month after month, every claim of its persons under both policies. The inner loop allocates nothing
// but what settling itself does; lines are fetched only where a claim needs them, and the loop goes on from there.
import type { Line, Settlement } from '@yibao/kernel'
import type { Engine } from '../history/engine.ts'
import type { LakeSlice, Manifest } from '../history/manifest.ts'
import { BillFiller } from './bill-filler.ts'
import { type Compared, newCompared } from './compared.ts'
import { DeviationList, offFrom, type Place } from './deviations.ts'
import { AGE_BANDS, type GroupValues, groupValues } from './groups.ts'
import { LineReader } from './lines.ts'
import { areAlike, availableTo, type Givers, giversOf, keepGiven } from './mutual.ts'
import type { PersonPath } from './path.ts'
import { PathBook } from './path-book.ts'
import { lossReason } from './reasons.ts'
import { type ReplayPlan, Rulings, type Shelves, type Unruled } from './rulings.ts'
import { type Chosen, placeHash, SampleChoice } from './samples.ts'
import { ReplaySums, settleReformed, settleUnder } from './side.ts'
import { type Places, type Sums, Tally } from './tally.ts'
import { type ClaimVectors, claimVectors } from './vectors.ts'

export interface BucketResult {
  readonly bucket: number
  readonly claims: number
  /** Claims inside the asked span. */
  readonly counted: number
  /** Claims whose lines were read. */
  readonly withLines: number
  readonly sums: Sums
  readonly deviations: ReturnType<DeviationList['found']>
  /** Claims that the reform cannot settle, by the reason. */
  readonly refusedByReform: Readonly<Record<string, number>>
  readonly chosen: Chosen
  /** Assumed values of the plans that ruled. */
  readonly assumed: readonly string[]
}

export interface BucketTask {
  readonly engine: Engine
  readonly folder: string
  readonly manifest: Manifest
  readonly shelves: Shelves
  readonly samples: number
  /** Months of settling that count; claims outside are replayed for what they use up. */
  readonly from?: string
  readonly to?: string
  /** Classify the lines again under both policies, whether it makes a difference or not. */
  readonly withLines?: boolean
  /** Never settle once for both, even where both must answer alike: for tests and for measuring. */
  readonly apart?: boolean
  readonly onSlice?: (claims: number) => void
}

export async function replayBucket(task: BucketTask, bucket: number): Promise<BucketResult> {
  const replay = new BucketReplay(task, bucket)
  await replay.run(task.manifest.slices.filter((slice) => slice.bucket === bucket))
  return replay.result()
}

const MISSING_LINES = -1

class BucketReplay {
  readonly #task: BucketTask
  readonly #bucket: number
  readonly #filler: BillFiller
  readonly #base: Rulings
  readonly #reformed: Rulings
  readonly #groups: GroupValues
  readonly #tally: Tally
  readonly #samples: SampleChoice
  readonly #deviations: DeviationList
  #paths!: PathBook
  readonly #sums = new ReplaySums()
  readonly #compared: Compared = newCompared()
  readonly #places: Places = { scheme: 0, setting: 0, age: 0, level: 0, county: 0, month: 0, categories: 0 }
  readonly #refused: Record<string, number> = {}
  #lines: Map<number, Line[]> | undefined
  #slice!: LakeSlice
  #month = 0
  #isCounted = true
  #claims = 0
  #counted = 0
  #withLines = 0

  constructor(task: BucketTask, bucket: number) {
    this.#task = task
    this.#bucket = bucket
    this.#filler = new BillFiller(task.manifest)
    this.#base = new Rulings(task.shelves.base)
    this.#reformed = new Rulings(task.shelves.reformed)
    this.#groups = groupValues(task.manifest)
    this.#tally = new Tally(this.#groups, task.manifest.persons[bucket] ?? 0)
    this.#samples = new SampleChoice(task.samples)
    this.#deviations = new DeviationList()
  }

  /** All months of the bucket in one reading: opening a file costs as much as replaying a thousand claims. */
  async run(slices: readonly LakeSlice[]): Promise<void> {
    const { engine, folder, manifest } = this.#task
    this.#paths = await PathBook.of(engine, folder, manifest, this.#bucket, slices)
    let [at, done] = [-1, 0]
    let reader: LineReader | undefined
    for await (const vectors of claimVectors(engine, folder, slices)) {
      for (let row = 0; row < vectors.rows; ) {
        while (at < 0 || done === slices[at]!.claims.rows) {
          await reader?.close()
          reader = undefined
          done = 0
          at += 1
          this.#begin(slices[at]!)
        }
        const first = done - row
        const end = Math.min(vectors.rows, slices[at]!.claims.rows - first)
        this.#lines = undefined
        let next = this.#replay(vectors, row, end, first)
        if (next < end) {
          reader ??= new LineReader(engine, folder, slices[at]!, first + next)
          this.#lines = await reader.of(first + next, first + end - 1)
          next = this.#replay(vectors, next, end, first)
        }
        this.#task.onSlice?.(end - row)
        done += end - row
        row = end
      }
    }
    await reader?.close()
  }

  #begin(slice: LakeSlice): void {
    const { from = '', to = '9999-99' } = this.#task
    this.#slice = slice
    this.#month = this.#groups.values.month.indexOf(slice.month)
    this.#isCounted = from <= slice.month && slice.month <= to
  }

  result(): BucketResult {
    return {
      bucket: this.#bucket,
      claims: this.#claims,
      counted: this.#counted,
      withLines: this.#withLines,
      sums: this.#tally.sums(),
      deviations: this.#deviations.found(),
      refusedByReform: this.#refused,
      chosen: this.#samples.chosen,
      assumed: [...new Set([...this.#base.assumed(), ...this.#reformed.assumed()])].sort(),
    }
  }

  /** Replays from a row on; stops at the first claim whose lines are needed and not there, and says which. */
  #replay(vectors: ClaimVectors, start: number, end: number, first: number): number {
    for (let row = start; row < end; row += 1) {
      if (this.#claim(vectors, row, first + row) === MISSING_LINES) return row
      this.#claims += 1
    }
    return end
  }

  #claim(vectors: ClaimVectors, row: number, claim: number): number {
    const { bill, account } = this.#filler
    this.#filler.fill(vectors, row)
    const { code, day, number } = vectors
    const kind = code.scheme[row]! * KINDS + code.setting[row]!
    const [discharged, settled] = [day.discharged_on[row]!, day.settled_on[row]!]
    const base = this.#base.ruling(bill, kind, discharged, settled)
    const reformed = this.#reformed.ruling(bill, kind, discharged, settled)
    const sums = this.#sumsFor(vectors, row, base, reformed)
    if (!sums && !this.#takeLines(claim)) return MISSING_LINES

    const path = this.#paths.of(number.person[row]!)
    const stored = number.account_balance_fen[row]!
    const mutual = vectors.text.mutual.at(row)
    const givers = giversOf(mutual, this.#paths.byNumber)
    bill.accumulators = path.a
    account.balanceFen = (stored + path.savedA) as typeof account.balanceFen
    account.mutual = availableTo(givers, 'a')
    const a = typeof base === 'string' ? base : settleUnder(base, bill, sums)
    if (typeof a === 'string' || !a.ok) {
      this.#deviations.refused(this.#place(claim), typeof a === 'string' ? a : a.code)
      return 0
    }
    if (typeof base === 'string') return 0
    this.#takeA(a.value, base, number.total_fen[row]!)
    const off = offFrom(vectors, row, a.value, this.#compared.payersA)
    if (off) this.#deviations.note({ ...this.#place(claim), ...off })
    const isSameText = typeof reformed !== 'string' && reformed.textNo === base.textNo
    const isAlike = isSameText && path.isShared && areAlike(givers) && this.#task.apart !== true
    let b: Settlement | undefined = a.value
    if (!isAlike) {
      bill.accumulators = path.b ?? path.a
      account.balanceFen = (stored + path.savedB) as typeof account.balanceFen
      account.mutual = availableTo(givers, 'b')
      b = this.#settleB(reformed, sums)
    }
    this.#takeB(b, reformed, isAlike)
    this.#compared.reformed = isSameText ? 0 : 1
    this.#count(vectors, row)
    if (this.#isCounted && this.#compared.personA !== this.#compared.personB)
      this.#noteChange(claim, path, stored, givers, base, b && typeof reformed !== 'string' ? reformed : undefined)
    path.keep(a.value, b, number.account_fen[row]!)
    if (mutual !== '') keepGiven(givers, number.mutual_fen[row]!, a.value, b)
    return 0
  }

  /** The sums of the claim's lines, where both policies classify them as they were classified. */
  #sumsFor(
    vectors: ClaimVectors,
    row: number,
    base: ReplayPlan | Unruled,
    reformed: ReplayPlan | Unruled,
  ): ReplaySums | undefined {
    if (this.#task.withLines || typeof base === 'string' || base.needsLines) return undefined
    if (typeof reformed !== 'string' && (reformed.classNo !== base.classNo || reformed.needsLines)) return undefined
    return this.#sums.fill(vectors, row, base.plan.parts) ? this.#sums : undefined
  }

  #takeLines(claim: number): boolean {
    if (!this.#lines) return false
    this.#filler.bill.lines = this.#lines.get(claim) ?? []
    this.#withLines += 1
    return true
  }

  #place(claim: number): Place {
    return { month: this.#slice.month, bucket: this.#bucket, claim }
  }

  #settleB(reformed: ReplayPlan | Unruled, sums: ReplaySums | undefined): Settlement | undefined {
    const outcome = typeof reformed === 'string' ? undefined : settleReformed(reformed, this.#filler.bill, sums)
    if (outcome?.ok) return outcome.value
    const code = outcome ? outcome.code : (reformed as Unruled)
    if (this.#isCounted) this.#refused[code] = (this.#refused[code] ?? 0) + 1
    return undefined
  }

  #takeA(settlement: Settlement, { plan, fundOf, payerOf }: ReplayPlan, totalFen: number): void {
    const own = this.#compared
    own.totalFen = totalFen
    own.fundA = settlement.fundPaid
    own.personA = settlement.personPaid
    own.accountA = settlement.accountPaid + settlement.mutualPaid
    own.fundsA.fill(0)
    own.payersA.fill(0)
    paidBy(settlement, plan.context.paid, fundOf, payerOf, own.fundsA, own.payersA)
  }

  /** Where the reform cannot settle a claim, the person pays all of it. */
  #takeB(settlement: Settlement | undefined, reformed: ReplayPlan | Unruled, isAlike: boolean): void {
    const own = this.#compared
    own.fundB = settlement ? settlement.fundPaid : 0
    own.personB = settlement ? settlement.personPaid : own.totalFen
    own.accountB = settlement ? settlement.accountPaid + settlement.mutualPaid : 0
    if (isAlike) {
      own.fundsB.set(own.fundsA)
      own.payersB.set(own.payersA)
      return
    }
    own.fundsB.fill(0)
    own.payersB.fill(0)
    if (!settlement || typeof reformed === 'string') return
    const { plan, fundOf, payerOf } = reformed
    paidBy(settlement, plan.context.paid, fundOf, payerOf, own.fundsB, own.payersB)
  }

  #count({ code, number }: ClaimVectors, row: number): void {
    if (!this.#isCounted) return
    this.#counted += 1
    const places = this.#places
    places.scheme = code.scheme[row]!
    places.setting = code.setting[row]!
    places.age = AGE_BAND[number.age[row]!] ?? AGE_BANDS.length - 1
    places.level = code.level[row]!
    places.county = code.county[row]!
    places.categories = code.categories[row]!
    places.month = this.#month
    this.#tally.add(this.#compared, number.person[row]!, places)
  }

  /** Of a claim that the person pays otherwise for: why, where it is heavier; and perhaps a sample. */
  #noteChange(
    claim: number,
    path: PersonPath,
    stored: number,
    givers: Givers,
    a: ReplayPlan,
    b: ReplayPlan | undefined,
  ): void {
    const { personA, personB } = this.#compared
    const gainFen = personA - personB
    const reason = gainFen < 0 ? lossReason(a, b, -gainFen) : undefined
    if (reason) this.#tally.addLoss(reason, -gainFen)
    const hash = placeHash(this.#month, this.#bucket, claim)
    this.#samples.offer(gainFen, hash, () => ({
      ...this.#place(claim),
      gainFen,
      hash,
      ...(reason && { reason }),
      before: { a: { ...path.a }, b: { ...(path.b ?? path.a) } },
      balanceFen: { a: stored + path.savedA, b: stored + path.savedB },
      mutual: { a: availableTo(givers, 'a'), b: availableTo(givers, 'b') },
    }))
  }
}

/** More than there are settings. */
const KINDS = 64

function paidBy(
  { denials }: Settlement,
  paid: readonly number[],
  fundOf: readonly number[],
  payerOf: readonly number[],
  funds: Float64Array,
  payers: Float64Array,
): void {
  if (denials.length > 0) return
  for (let tier = 0; tier < fundOf.length; tier += 1) {
    const fen = paid[tier]!
    if (fen === 0) continue
    funds[fundOf[tier]!] = funds[fundOf[tier]!]! + fen
    payers[payerOf[tier]!] = payers[payerOf[tier]!]! + fen
  }
}

/** The band of every age. */
const AGE_BAND = Array.from({ length: 150 }, (_, age) => AGE_BANDS.findLastIndex((from) => from <= age))
