// The state of a batch: a word with its sign, and how far it is while it is under way.
import type { BatchRow } from '@yibao/contract/rest'
import { percent } from '../../format/money.ts'
import { Badge, type Tone } from '../../parts/badge.tsx'
import { useLanguage } from '../../parts/language.ts'

const TONES: Readonly<Record<string, Tone>> = {
  checking: 'wait',
  checked: 'wait',
  importing: 'wait',
  reversing: 'wait',
  imported: 'good',
  reversed: 'back',
  refused: 'bad',
  withdrawn: 'back',
}

export const STATES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  checking: { zh: '正在检查', en: 'Checking' },
  checked: { zh: '待确认', en: 'To be confirmed' },
  importing: { zh: '正在导入', en: 'Coming in' },
  imported: { zh: '已导入', en: 'Brought in' },
  reversing: { zh: '正在撤销', en: 'Being reversed' },
  reversed: { zh: '已撤销', en: 'Reversed' },
  refused: { zh: '文件不能读取', en: 'Not readable' },
  withdrawn: { zh: '已放弃', en: 'Given up' },
}

export const isUnderWay = (state: string): boolean =>
  state === 'checking' || state === 'importing' || state === 'reversing'

export function BatchState({ row }: { row: Pick<BatchRow, 'state' | 'stateTitle' | 'shareBp'> }) {
  const { either } = useLanguage()
  return (
    <>
      <Badge tone={TONES[row.state] ?? 'plain'}>{either(row.stateTitle.zh, row.stateTitle.en)}</Badge>
      {isUnderWay(row.state) && row.state !== 'reversing' && <span className="quiet"> {percent(row.shareBp)}</span>}
    </>
  )
}
