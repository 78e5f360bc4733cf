// Purchases at a pharmacy, a message taken back by its number, a day compared.
import type { Fen } from '@yibao/kernel'
import { item, settling } from '../flows.ts'
import { type Patient, PHARMACY } from '../small-city.ts'
import { buying } from '../stay-flows.ts'
import { charged, type Makers, noSums, own, ready, TOTAL, totals, uploaded } from './making.ts'

const purchase = (person: Patient, serial: string) =>
  buying(person, [{ ...item('plain', 10), packs: [{ code: `84${serial.padStart(18, '0')}` }] }])

export const others: Pick<Makers, '2101' | '2102' | '2103' | '2601' | '3201' | '3202'> = {
  '2101': async (_, person, serial) => ready<'2101'>(purchase(person, serial), PHARMACY),
  '2102': async (_, person, serial) => ready<'2102'>(purchase(person, serial), PHARMACY),
  '2103': async (client, person, serial) => {
    const { setlinfo } = await client.done('2102', purchase(person, serial), { provider: PHARMACY })
    return ready<'2103'>({ data: { ...own(person, setlinfo.mdtrt_id), setl_id: setlinfo.setl_id } }, PHARMACY)
  },
  '2601': async (client, person) => {
    const omsgid = client.msgid()
    await client.done('2207', settling(person, await charged(client, person), 'B1', TOTAL), { msgid: omsgid })
    return ready<'2601'>({ data: { psn_no: person.personNo, omsgid, oinfno: '2207' } })
  },
  '3201': async () => ready<'3201'>({ data: { ...totals, ...noSums, insutype: '310', acct_pay: 0 as Fen } }),
  '3202': async (client, _, serial) => {
    const { file_qury_no } = await uploaded(client, serial)
    return ready<'3202'>({ data: { ...totals, ...noSums, file_qury_no, cash_payamt: 0 as Fen } })
  },
}
