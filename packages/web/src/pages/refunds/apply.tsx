// 申请退费: a contribution is looked at first, with what stands in the way; then the reason, its number and its evidence.
import type { CreditedLineView } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAsking } from '../../api/advance-queries.ts'
import { useCreditedLine } from '../../api/refund-queries.ts'
import { fenOf, yuan } from '../../format/money.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { REASONS, type ReasonWord } from './words.ts'

export function Apply() {
  const { t } = useTranslation()
  const [personNo, setPersonNo] = useState('')
  const [chargeNo, setChargeNo] = useState('')
  const line = useCreditedLine()
  const isReady = personNo.trim() !== '' && chargeNo.trim() !== ''
  return (
    <Section title={t('refund.apply')} note={t('refund.applyNote')}>
      <div className="filters">
        <TextField label={t('refund.personNo')} value={personNo} max={40} width={200} onChange={setPersonNo} />
        <TextField label={t('contribution.chargeNo')} value={chargeNo} max={120} width={260} onChange={setChargeNo} />
        <Button
          disabled={!isReady}
          loading={line.isPending}
          onClick={() => line.mutate({ personNo: personNo.trim(), chargeNo: chargeNo.trim() })}
        >
          {t('refund.look')}
        </Button>
      </div>
      {line.error && <Alert type="error" showIcon role="alert" title={line.error.message} />}
      {line.data && <Line key={`${line.data.personNo} ${line.data.chargeNo}`} line={line.data} onDone={line.reset} />}
    </Section>
  )
}

const FROM = ['treasury', 'expenditure'] as const

function Line({ line, onDone }: { line: CreditedLineView; onDone: () => void }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const [reason, setReason] = useState<ReasonWord>('left')
  const [paidFrom, setPaidFrom] = useState<(typeof FROM)[number]>('treasury')
  const [sum, setSum] = useState('')
  const [evidence, setEvidence] = useState('')
  const asking = useAsking('/contributions/credit-refunds', onDone)
  const isWhole = reason === 'left' || reason === 'duplicate'
  const fen = fenOf(sum)
  const isReady = evidence.trim().length > 3 && (isWhole || (fen !== undefined && fen > 0))
  const send = () => {
    const { personNo, chargeNo } = line
    const number = isWhole ? {} : reason === 'wrong_base' ? { baseFen: fen } : { amountFen: fen }
    asking.mutate({ personNo, chargeNo, reason, paidFrom, evidence: evidence.trim(), ...number })
  }
  return (
    <>
      <p>
        {t('refund.line', {
          ...{ fund: either(line.fundTitle, line.fundTitleEn), period: line.period, payer: line.payerName },
          ...{ amount: yuan(line.amountFen), account: yuan(line.accountFen), refunded: yuan(line.refundedFen) },
        })}
        {' · '}
        {t('refund.held', { held: yuan(line.accountHeldFen), base: yuan(line.baseFen) })}
      </p>
      <p role="status">
        {line.creditedOn === null ? t('refund.notCredited') : isWhole ? (line.obstacle ?? t('refund.clear')) : ''}
      </p>
      <div className="filters">
        <ChoiceField<ReasonWord>
          label={t('refund.reason')}
          value={reason}
          width={180}
          options={REASONS.map((value) => ({ value, label: t(`refund.reasons.${value}`) }))}
          onChange={setReason}
        />
        {!isWhole && (
          <TextField
            label={t(reason === 'wrong_base' ? 'refund.rightBase' : 'refund.shareBorne')}
            value={sum}
            max={14}
            width={160}
            numeric
            onChange={setSum}
          />
        )}
        <ChoiceField<(typeof FROM)[number]>
          label={t('refund.paidFrom')}
          value={paidFrom}
          width={130}
          options={FROM.map((value) => ({ value, label: t(`refund.from.${value}`) }))}
          onChange={setPaidFrom}
        />
        <TextField label={t('refund.evidence')} value={evidence} max={300} width={260} onChange={setEvidence} />
        <Button type="primary" disabled={!isReady} loading={asking.isPending} onClick={send}>
          {t('refund.send')}
        </Button>
      </div>
      {asking.error && <Alert type="error" showIcon role="alert" title={asking.error.message} />}
    </>
  )
}
