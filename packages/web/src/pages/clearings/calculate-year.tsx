// 核算整年: the year and the scores of the institutions, one a line; who is not named keeps the whole deposit.
import type { PaymentProposalBody } from '@yibao/contract/rest'
import { Alert, Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCalculate } from '../../api/clearing-queries.ts'
import { Section } from '../../parts/page.tsx'
import { TextField } from '../../parts/text-field.tsx'

const LINE = /^(\S{1,50})[\s,，]+(\d{1,3}(?:\.\d{1,2})?)$/

/** The scores, or the first line that is none. */
function scoresIn(text: string): { scores: NonNullable<PaymentProposalBody['scores']> } | { wrong: string } {
  const scores: { provider: string; scoreE2: number }[] = []
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue
    const [, provider = '', score = ''] = LINE.exec(line) ?? []
    const scoreE2 = Math.round(Number(score) * 100)
    if (provider === '' || scoreE2 > 10_000) return { wrong: line }
    scores.push({ provider, scoreE2 })
  }
  return { scores }
}

export function CalculateYear() {
  const { t } = useTranslation()
  const id = useId()
  const run = useCalculate()
  const [year, setYear] = useState('')
  const [text, setText] = useState('')
  const read = scoresIn(text)
  const isReady = /^\d{4}$/.test(year.trim()) && 'scores' in read
  return (
    <Section title={t('payment.calculateYear')} note={t('payment.calculateYearNote')}>
      <div className="filters">
        <TextField label={t('payment.yearField')} value={year} max={4} width={100} hint="2025" onChange={setYear} />
        <div className="field">
          <label htmlFor={id}>{t('payment.scores')}</label>
          <Input.TextArea
            id={id}
            rows={3}
            style={{ width: 320 }}
            placeholder="H99010100001 92.5"
            value={text}
            aria-invalid={'wrong' in read}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <Button
          type="primary"
          disabled={!isReady}
          loading={run.isPending}
          onClick={() => 'scores' in read && run.mutate({ month: year.trim(), scores: read.scores })}
        >
          {t('payment.calculateYear')}
        </Button>
      </div>
      {'wrong' in read && <Alert type="warning" showIcon title={t('payment.scoreWrong', { line: read.wrong })} />}
      {run.error && <Alert type="error" showIcon role="alert" title={run.error.message} />}
    </Section>
  )
}
