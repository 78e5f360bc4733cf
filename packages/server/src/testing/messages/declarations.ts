// A month declared for clearing, and the declaration taken back.
import type { InputWritable } from '@yibao/contract'
import { day, type Fen } from '@yibao/kernel'
import { type Makers, ready } from './making.ts'

let monthsDeclared = 0
/** Each call another month that nobody declared before: a month is declared once. */
function declaring(): InputWritable<'3203'> {
  monthsDeclared += 1
  const [year, month] = [2025 - Math.floor(monthsDeclared / 12), String((monthsDeclared % 12) + 1).padStart(2, '0')]
  const none = 0 as Fen
  return {
    data: {
      ...{ clr_type: '11', setlym: `${year}${month}`, psntime: 0, medfee_sumamt: none, med_sumfee: none },
      ...{ fund_appy_sum: none, cash_payamt: none, acct_pay: none },
      ...{ begndate: day(`${year}-${month}-01`), enddate: day(`${year}-${month}-28`) },
    },
  }
}

export const declarations: Pick<Makers, '3203' | '3204'> = {
  '3203': async () => ready<'3203'>(declaring()),
  '3204': async (client) => {
    const { result } = await client.done('3203', declaring())
    return ready<'3204'>({ data: { clr_appy_evt_id: result.clr_appy_evt_id } })
  },
}
