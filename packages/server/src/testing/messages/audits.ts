// Orders looked at before and during care, and what the doctor says to it.
import { ordering } from '../audit-messages.ts'
import { type Makers, ready } from './making.ts'

/** Payable by work-injury insurance alone, so that there is something to find. */
const WORK_INJURY_DRUG = 'XJ07BGR030B001010101119'

export const audits: Pick<Makers, '3101' | '3102' | '3103'> = {
  '3101': async (_, person) => ready<'3101'>(ordering(person, [{ code: WORK_INJURY_DRUG }])),
  '3102': async (_, person) => ready<'3102'>(ordering(person, [{ code: WORK_INJURY_DRUG }])),
  '3103': async (client, person) => {
    const { result } = await client.done('3101', ordering(person, [{ code: WORK_INJURY_DRUG }]))
    const warns = [{ warn_rslt_id: result[0]!.jr_id, dspo_way: '2', dspo_way_rea: '' }]
    return ready<'3103'>({ data: { warn_type: '1', warns } })
  },
}
