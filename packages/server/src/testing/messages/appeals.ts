// Appeals against findings of the audit.
import { day } from '@yibao/kernel'
import { HOSPITAL } from '../small-city.ts'
import { type Makers, ready } from './making.ts'

const HERE = { medinsName: '试验市人民医院', medinsCodg: HOSPITAL }
/** Of a case that is none: answered as not taken, row by row. */
const answers = {
  input: {
    ...HERE,
    remark: '有医嘱和病程',
    docs: [{ docId: 'D1', docSusptDTOS: [{ docSusptId: 'S1', applyFlag: '1', auditOpinion: '见病程' }] }],
  },
} as never
export const appeals: Pick<Makers, '3701' | '3702' | '3703' | '3704'> = {
  '3701': async () =>
    ready<'3701'>({
      input: {
        ...{ ...HERE, startTime: day('2026-06-01'), endTime: day('2026-06-30') },
        ...{ currentPage: 1, pageSize: 20, stage: '1' },
      },
    }),
  '3702': async () => ready<'3702'>(answers),
  '3703': async () => ready<'3703'>(answers),
  '3704': async () =>
    ready<'3704'>({
      input: { fsiAppealFileDTOList: [{ name: '病程.txt', bytes: new TextEncoder().encode('病程记录') }] },
    } as never),
}
