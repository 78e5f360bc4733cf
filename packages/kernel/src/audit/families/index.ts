// All families by name. A new rule is a card; a new family is a file here, with its SQL form beside it in the lake.
import { distinctDays } from './distinct-days.ts'
import type { Family } from './family.ts'
import { frequency } from './frequency.ts'
import { indication } from './indication.ts'
import { interval } from './interval.ts'
import { lineLimit } from './line-limit.ts'
import { mildAdmission } from './mild-admission.ts'
import { outsideStay } from './outside-stay.ts'
import { pair } from './pair.ts'
import { peerIndicator } from './peer-indicator.ts'
import { prescriptionKinds } from './prescription-kinds.ts'
import { presence } from './presence.ts'
import { priceCeiling } from './price-ceiling.ts'
import { procedureItems } from './procedure-items.ts'
import { prophylaxis } from './prophylaxis.ts'
import { readmission } from './readmission.ts'
import { recordFields } from './record-fields.ts'
import { uploadLag } from './upload-lag.ts'
import { visitCount } from './visit-count.ts'

const all: readonly Family[] = [
  lineLimit,
  indication,
  distinctDays,
  frequency,
  interval,
  pair,
  priceCeiling,
  prescriptionKinds,
  readmission,
  visitCount,
  mildAdmission,
  outsideStay,
  peerIndicator,
  presence,
  procedureItems,
  prophylaxis,
  recordFields,
  uploadLag,
]

export const families: ReadonlyMap<string, Family> = new Map(all.map((each) => [each.name, each]))
export const familyNames: readonly string[] = [...families.keys()]
