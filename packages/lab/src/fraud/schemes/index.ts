// The schemes by name.
import type { World } from '../../years/world.ts'
import { Culprits } from '../culprits.ts'
import type { FraudScheme } from '../label.ts'
import type { Scheme } from '../staging.ts'
import { CardHoarding } from './card-hoarding.ts'
import { CoVisit } from './co-visit.ts'
import { FakeAdmission } from './fake-admission.ts'
import { HungBed } from './hung-bed.ts'
import { Induced } from './induced.ts'
import { LowStandard } from './low-standard.ts'
import { PharmacySwap } from './pharmacy-swap.ts'
import { Prescribing } from './prescribing.ts'
import { SplitStay } from './split-stay.ts'
import { TraceReuse } from './trace-reuse.ts'
import { Upcoding } from './upcoding.ts'

const MAKERS: Readonly<Record<FraudScheme, (culprits: Culprits) => Scheme>> = {
  split_stay: (culprits) => new SplitStay(culprits),
  low_standard: (culprits) => new LowStandard(culprits),
  card_hoarding: (culprits) => new CardHoarding(culprits),
  co_visit: (culprits) => new CoVisit(culprits),
  abnormal_prescriber: (culprits) => new Prescribing(culprits),
  fake_admission: (culprits) => new FakeAdmission(culprits),
  pharmacy_swap: (culprits) => new PharmacySwap(culprits),
  hung_bed: (culprits) => new HungBed(culprits),
  induced: (culprits) => new Induced(culprits),
  upcoding: (culprits) => new Upcoding(culprits),
  trace_reuse: (culprits) => new TraceReuse(culprits),
}

export const schemesOf = (world: World, names: readonly FraudScheme[]): Scheme[] =>
  names.map((name) => MAKERS[name](new Culprits(world, name)))
