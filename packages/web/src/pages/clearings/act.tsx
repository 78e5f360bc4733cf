// The steps that a clearing can take now and that the account may do; the platform says when another person must.
import type { ClearingView } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStep } from '../../api/clearing-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { Section } from '../../parts/page.tsx'
import { TextField } from '../../parts/text-field.tsx'

type Word = 'confirm' | 'review' | 'approve' | 'withdraw' | 'pay' | 'return'

interface Way {
  readonly from: readonly string[]
  readonly path: string
  readonly word: Word
  readonly permission: string
  /** A reference is asked for, not an opinion. */
  readonly isMoney?: true
}

const WAYS: readonly Way[] = [
  { from: ['proposed'], path: 'confirmation', word: 'confirm', permission: 'clearing:confirm' },
  { from: ['confirmed'], path: 'review', word: 'review', permission: 'clearing:approve' },
  { from: ['reviewed'], path: 'approval', word: 'approve', permission: 'clearing:approve' },
  { from: ['approved', 'returned'], path: 'payment', word: 'pay', permission: 'clearing:pay', isMoney: true },
  { from: ['paid'], path: 'return', word: 'return', permission: 'clearing:pay', isMoney: true },
  {
    from: ['proposed', 'confirmed', 'reviewed'],
    path: 'withdrawal',
    word: 'withdraw',
    permission: 'clearing:propose',
  },
]

export function Act({ view }: { view: ClearingView }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const [text, setText] = useState('')
  const step = useStep(`/clearings/${encodeURIComponent(view.id)}`)
  const ways = WAYS.filter(
    ({ from, permission }) => from.includes(view.state) && (permissions as readonly string[]).includes(permission),
  )
  if (ways.length === 0) return null
  const isMoney = ways.some((way) => way.isMoney)
  const said = text.trim()
  return (
    <Section title={t('clearing.act')}>
      <div className="filters">
        <TextField
          label={t(isMoney ? 'clearing.reference' : 'clearing.opinion')}
          value={text}
          max={isMoney ? 60 : 200}
          width={260}
          onChange={setText}
        />
        {ways.map((way) => (
          <Button
            key={way.path}
            type={way.word === 'withdraw' || way.word === 'return' ? 'default' : 'primary'}
            disabled={way.isMoney === true && said === ''}
            loading={step.isPending && step.variables.step === way.path}
            onClick={() => step.mutate({ step: way.path, body: way.isMoney ? { reference: said } : { note: said } })}
          >
            {t(`clearing.stepNames.${way.word}`)}
          </Button>
        ))}
      </div>
      {step.error && <Alert type="error" showIcon role="alert" title={step.error.message} />}
    </Section>
  )
}
