// Requests that a stay leave its group, and what a month counts of them.
import type { TestClient } from '../client.ts'
import { HOSPITAL, type Patient } from '../small-city.ts'
import { listing } from './listing.ts'
import { type Makers, ready, settledStay } from './making.ts'

/** A listed stay, and what asks that it leave its group. */
async function listedStay(client: TestClient, person: Patient) {
  const { visit, setl_id } = await settledStay(client, person)
  await client.done('4101', listing(setl_id, visit))
  return setl_id
}
/** One row in each list, so that there is one to break. */
const REVIEWED = [{ appySpcasItemId: 'T1', medinsListName: '重症监护' }] as never
const reviewAsked = (setl_id: string) => ({
  data: { setl_id, exit_rea: '重症监护超过三十天', appy_exit_type: '1', drgAppySpcasItemDTOList: REVIEWED },
  fsiDrgAppySpcasItemEvtDTORet: REVIEWED,
})
const COUNTED = { data: { setl_mon: '202606', page_num: 1, page_size: 20 } }
const COUNTED_HERE = { data: { ...COUNTED.data, fixmedins_code: HOSPITAL } }

async function askedReview(client: TestClient, person: Patient) {
  const setl_id = await listedStay(client, person)
  const { data } = await client.done('3602', reviewAsked(setl_id))
  return { setl_id, appy_chk_setl_list_id: data.message.slice(-26) }
}

export const specialCases: Pick<Makers, '3601' | '3602' | '3603' | '3604' | '3608' | '3609' | '3610' | '3611'> = {
  '3601': async () => ready<'3601'>({ data: { fixmedins_code: HOSPITAL, pageNum: 1, pageSize: 20 } }),
  '3602': async (client, person) => ready<'3602'>(reviewAsked(await listedStay(client, person))),
  '3603': async (client, person) => {
    const { appy_chk_setl_list_id } = await askedReview(client, person)
    return ready<'3603'>({
      data: { appy_chk_setl_list_id, vali_flag: '1', exit_rea: '使用新技术', drgAppySpcasItemDTOList: REVIEWED },
      fsiDrgAppySpcasItemEvtDTORet: REVIEWED,
    })
  },
  '3604': async (client, person) => {
    const { appy_chk_setl_list_id } = await askedReview(client, person)
    return ready<'3604'>({ data: { appy_chk_setl_list_id } })
  },
  '3608': async () => ready<'3608'>(COUNTED),
  '3609': async () => ready<'3609'>(COUNTED_HERE),
  '3610': async () => ready<'3610'>(COUNTED),
  '3611': async () => ready<'3611'>(COUNTED_HERE),
}
