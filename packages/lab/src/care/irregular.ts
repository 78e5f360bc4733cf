// What goes wrong, and how often: assumed shares, small enough to leave the month's totals as they are.
import type { CareKind } from '../cities/index.ts'
import type { Random } from '../random.ts'
import type { Irregularity } from './event.ts'

type Share = readonly [irregularity: Irregularity, share: number]

const OF_ANY: readonly Share[] = [
  ['lost_answer', 0.015],
  ['reversed', 0.006],
  ['never_arrived', 0.004],
  ['changed_repeat', 0.003],
]
const OF_VISIT: readonly Share[] = [
  ['cancelled', 0.008],
  ['settled_again', 0.006],
  ['rows_withdrawn', 0.01],
  ['registration_cancelled', 0.006],
]
const OF_PHARMACY: readonly Share[] = [
  ['cancelled', 0.006],
  ['settled_again', 0.004],
]
const OF_STAY: readonly Share[] = [
  ['returned_item', 0.12],
  ['cancelled', 0.006],
  ['settled_again', 0.012],
  ['rows_withdrawn', 0.02],
  ['admission_cancelled', 0.008],
  ['discharge_cancelled', 0.01],
  ['stay_changed', 0.02],
  ['double_admission', 0.008],
]
/** Long stays are settled once in the middle. */
const INTERIM_DAYS_MIN = 20
const INTERIM_SHARE = 0.6

/** At most one irregularity for each event, so that what follows from each can be seen by itself. */
export function drawIrregular(random: Random, kind: CareKind, stay?: { readonly days: number }): Irregularity[] {
  if (stay && stay.days >= INTERIM_DAYS_MIN && random.chance(INTERIM_SHARE)) return ['interim']
  let left = random.next()
  for (const [irregularity, share] of [...OF_ANY, ...sharesOf(kind, stay !== undefined)]) {
    left -= share
    if (left < 0) return [irregularity]
  }
  return []
}

function sharesOf(kind: CareKind, stay: boolean): readonly Share[] {
  if (stay) return OF_STAY
  return kind === 'pharmacy' ? OF_PHARMACY : OF_VISIT
}
