// 审核追回: how much of which lines was not payable, on what basis, and who gives back what.
import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLines } from '../../api/queries.ts'
import { fenOf, yuan } from '../../format/money.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'
import type { FormProps, Input as InputOf } from './form.ts'
import { LINES, LineGrid } from './settlement-forms.tsx'

type ClawBack = InputOf<'claw_back'>
type Finding = ClawBack['findings'][number]

interface Decision {
  readonly basis: string
  readonly personPart: ClawBack['personPart']
  readonly by: ClawBack['by']
  readonly fault: 'yes' | 'no'
}

export function ClawBackForm({ onInput, settlement }: FormProps<'claw_back'>) {
  const { t } = useTranslation()
  const [amounts, setAmounts] = useState<Readonly<Record<number, string>>>({})
  const [decision, setDecision] = useState<Decision>({
    basis: '',
    personPart: 'refunded_by_provider',
    by: 'deduction',
    fault: 'no',
  })
  const lines = useLines(settlement, 1, LINES)
  useEffect(() => {
    const findings = Object.entries(amounts).flatMap(([no, text]): Finding[] => {
      const amountFen = fenOf(text)
      return amountFen ? [{ no: Number(no), amountFen }] : []
    })
    const { basis, personPart, by, fault } = decision
    const isReady = findings.length > 0 && basis.trim().length >= 2
    const input = { settlement, findings, basis: basis.trim(), personPart, personAtFault: fault === 'yes', by }
    onInput(isReady ? input : undefined)
  }, [amounts, decision, settlement, onInput])
  const set = (no: number, text: string) => setAmounts((before) => ({ ...before, [no]: text }))
  return (
    <>
      <Section title={t('flow.clawBack')}>
        <DecisionFields decision={decision} set={(change) => setDecision((before) => ({ ...before, ...change }))} />
      </Section>
      <Section title={t('flow.lines')} note={t('flow.clawNote')}>
        <Answer of={lines}>
          {(data) => (
            <LineGrid
              rows={data.rows}
              title={t('flow.clawAmount')}
              extra={(row) => (
                <div className="line-edit">
                  <Input
                    aria-label={t('flow.clawLine', { no: row.no })}
                    style={{ width: 120 }}
                    inputMode="decimal"
                    value={amounts[row.no] ?? ''}
                    maxLength={14}
                    onChange={(event) => set(row.no, event.target.value)}
                  />
                  <button
                    type="button"
                    className="chip"
                    onClick={() => set(row.no, yuan(row.amountFen).replaceAll(',', ''))}
                  >
                    {t('flow.wholeLine')}
                  </button>
                </div>
              )}
            />
          )}
        </Answer>
      </Section>
    </>
  )
}

function DecisionFields({ decision, set }: { decision: Decision; set: (change: Partial<Decision>) => void }) {
  const { t } = useTranslation()
  return (
    <div className="filters">
      <TextField
        label={t('flow.basis')}
        value={decision.basis}
        onChange={(basis) => set({ basis })}
        width={320}
        max={200}
      />
      <ChoiceField
        label={t('flow.by')}
        value={decision.by}
        options={[
          { value: 'deduction', label: t('flow.byDeduction') },
          { value: 'repayment', label: t('flow.byRepayment') },
        ]}
        onChange={(by) => set({ by })}
        width={190}
      />
      <ChoiceField
        label={t('flow.personPart')}
        value={decision.personPart}
        options={[
          { value: 'refunded_by_provider', label: t('flow.refunded') },
          { value: 'stays_with_person', label: t('flow.stays') },
        ]}
        onChange={(personPart) => set({ personPart })}
        width={170}
      />
      <ChoiceField
        label={t('flow.fault')}
        value={decision.fault}
        options={[
          { value: 'no', label: t('flow.no') },
          { value: 'yes', label: t('flow.yes') },
        ]}
        onChange={(fault) => set({ fault })}
        width={90}
      />
    </div>
  )
}
