// Now and then a clerk looks something up: the settlement, its rows, the person's accumulators, visits.
import { addDays, type Instant } from '@yibao/kernel'
import { type CareEvent, startsOn } from '../care/index.ts'
import { random } from '../random.ts'
import { medTypeOf } from './med-type.ts'
import type { Settled } from './settled.ts'
import type { Talk } from './talk.ts'

const ASKED_SHARE = 0.06

/** A settlement just made must be found, with the same total. */
export async function askAbout(talk: Talk, event: CareEvent, settled: Settled): Promise<void> {
  const source = random(event.seed).fork('queries')
  if (!source.chance(ASKED_SHARE)) return
  const { personNo } = event
  const data = { psn_no: personNo, setl_id: settled.settlementId, mdtrt_id: settled.visitId }
  const found = await talk.ask('5203', { data })
  if (found && found.setlinfo.medfee_sumamt !== settled.totalFen) {
    talk.tally.discrepancy('settlement_differs_from_trial', talk.part, `5203: ${found.setlinfo.medfee_sumamt}`)
  }
  await talk.ask('5204', { data })
  await talk.ask('5206', { data: { psn_no: personNo } })
  if (source.chance(0.3)) await talk.ask('5202', { data: { psn_no: personNo, mdtrt_id: settled.visitId } })
  if (source.chance(0.3)) await talk.ask('5201', { data: span(event, medTypeOf(event)) })
  if (source.chance(0.3)) await talk.ask('5205', { data: span(event, '') })
}

function span(event: CareEvent, medType: string) {
  const on = startsOn(event)
  const at = (day: string, time: string): Instant => `${day} ${time}` as Instant
  return {
    psn_no: event.personNo,
    begntime: at(addDays(on, -30), '00:00:00'),
    endtime: at(addDays(on, 60), '23:59:59'),
    med_type: medType,
  }
}
