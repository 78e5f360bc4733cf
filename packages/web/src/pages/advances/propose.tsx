// 提出预付或直付: the form, with the mean month beside it so that nobody has to guess what is allowed.
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAsking, useEstimate } from '../../api/advance-queries.ts'
import { fenOf, yuan } from '../../format/money.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { ADVANCE_KINDS, type AdvanceKindWord, FUNDS, type FundWord } from './words.ts'

const EMPTY = { provider: '', amount: '', supplier: '', reason: '', months: '1' }

export function Propose() {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const [kind, setKind] = useState<AdvanceKindWord>('ordinary')
  const [fund, setFund] = useState<FundWord>('employee_basic')
  const [texts, setTexts] = useState(EMPTY)
  const asking = useAsking('/advances', () => setTexts(EMPTY))
  const provider = texts.provider.trim()
  const isMeasured = kind === 'ordinary' || kind === 'emergency'
  const estimate = useEstimate({ provider, fund }, isMeasured && provider.length > 5)
  const put = (name: keyof typeof EMPTY) => (text: string) => setTexts({ ...texts, [name]: text })
  const amountFen = fenOf(texts.amount)
  const isReady = provider !== '' && amountFen !== undefined && amountFen > 0 && texts.reason.trim().length > 3
  const send = () => {
    const months = /^[1-6]$/.test(texts.months.trim()) ? Number(texts.months) : 1
    const { supplier, reason } = texts
    asking.mutate({ kind, provider, fund, amountFen, supplier: isMeasured ? '' : supplier, reason, months })
  }
  return (
    <Section title={t('advance.propose')} note={t('advance.proposeNote')}>
      <div className="filters">
        <ChoiceField<AdvanceKindWord>
          label={t('advance.kind')}
          value={kind}
          width={150}
          options={ADVANCE_KINDS.map((value) => ({ value, label: t(`advance.kinds.${value}`) }))}
          onChange={setKind}
        />
        <TextField label={t('clearing.provider')} value={texts.provider} max={50} onChange={put('provider')} />
        <ChoiceField<FundWord>
          label={t('clearing.fund')}
          value={fund}
          width={190}
          options={FUNDS.map(([value, zh, en]) => ({ value, label: either(zh, en) }))}
          onChange={setFund}
        />
        <TextField
          label={`${t('advance.amount')} (${t('money.yuan')})`}
          value={texts.amount}
          max={16}
          width={130}
          numeric
          onChange={put('amount')}
        />
        {kind === 'emergency' && (
          <TextField label={t('advance.months')} value={texts.months} max={1} width={110} onChange={put('months')} />
        )}
        {!isMeasured && (
          <TextField label={t('advance.supplier')} value={texts.supplier} max={100} onChange={put('supplier')} />
        )}
        <TextField label={t('advance.reason')} value={texts.reason} max={300} width={260} onChange={put('reason')} />
        <Button type="primary" disabled={!isReady} loading={asking.isPending} onClick={send}>
          {t('advance.send')}
        </Button>
      </div>
      {estimate.data && <p className="quiet">{t('advance.mean', { sum: yuan(estimate.data.monthlyMeanFen) })}</p>}
      {asking.error && <Alert type="error" showIcon role="alert" title={asking.error.message} />}
    </Section>
  )
}
