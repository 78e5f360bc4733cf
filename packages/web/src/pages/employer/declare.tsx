// 增员、减员、基数变更 of one person; what is wrong is said beside the form, and nothing has changed then.
import type { Declaration, DeclarationTold } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDeclare } from '../../api/enrolment-queries.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { Failed } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'

const ACTIONS = ['add', 'drop', 'base'] as const
const STATUSES = ['active', 'retired'] as const
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

interface Said {
  readonly action: Declaration['action']
  readonly status: 'active' | 'retired'
  readonly name: string
  readonly certificateNo: string
  readonly mobile: string
  readonly month: string
  readonly wage: string
}

const isWhole = ({ action, status, name, certificateNo, month, wage }: Said): boolean =>
  [name, certificateNo].every((text) => text.trim() !== '') &&
  MONTH.test(month.trim()) &&
  (wage.trim() !== '' || action === 'drop' || (action === 'add' && status === 'retired'))

/** Only what the kind of change asks for is sent. */
const declarationOf = ({ action, status, name, certificateNo, mobile, month, wage }: Said): Declaration => ({
  ...{ action, status, name: name.trim(), certificateNo: certificateNo.trim(), month: month.trim() },
  ...(mobile.trim() && action === 'add' && { mobile: mobile.trim() }),
  ...(wage.trim() && action !== 'drop' && { wage: wage.trim() }),
})

export function Declare({ openMonth }: { openMonth: string }) {
  const { t } = useTranslation()
  const [said, setSaid] = useState<Said>({
    ...{ action: 'add', status: 'active', name: '', certificateNo: '', mobile: '', month: openMonth, wage: '' },
  })
  const sending = useDeclare()
  const whole = isWhole(said)
  const done = ({ done: isDone }: DeclarationTold) =>
    isDone && setSaid({ ...said, name: '', certificateNo: '', mobile: '', wage: '' })
  return (
    <Section title={t('employer.declare')} note={t('employer.declareNote')}>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault()
          if (whole) sending.mutate(declarationOf(said), { onSuccess: done })
        }}
      >
        <Fields said={said} say={(more) => setSaid({ ...said, ...more })} />
        <Button type="primary" htmlType="submit" disabled={!whole} loading={sending.isPending}>
          {t('employer.submit')}
        </Button>
      </form>
      {sending.error && <Failed error={sending.error} />}
      {sending.data && <Told told={sending.data} />}
    </Section>
  )
}

function Fields({ said, say }: { said: Said; say: (more: Partial<Said>) => void }) {
  const { t } = useTranslation()
  const { action } = said
  const text = (
    name: 'name' | 'certificateNo' | 'mobile' | 'month' | 'wage',
    label: string,
    width: number,
    max: number,
  ) => (
    <TextField
      label={label}
      value={said[name]}
      max={max}
      width={width}
      numeric={name === 'wage'}
      {...(name === 'month' && { hint: t('employer.monthHint') })}
      onChange={(value) => say({ [name]: value })}
    />
  )
  return (
    <>
      <ChoiceField
        label={t('employer.action')}
        value={action}
        options={ACTIONS.map((value) => ({ value, label: t(`employer.actions.${value}`) }))}
        onChange={(next) => say({ action: next })}
        width={130}
      />
      {text('name', t('employer.name'), 130, 50)}
      {text('certificateNo', t('employer.certificate'), 200, 30)}
      <ChoiceField
        label={t('employer.status')}
        value={said.status}
        options={STATUSES.map((value) => ({ value, label: t(`employer.statuses.${value}`) }))}
        onChange={(status) => say({ status })}
        width={110}
      />
      {text('month', t(action === 'drop' ? 'employer.lastMonth' : 'employer.from'), action === 'drop' ? 180 : 110, 7)}
      {action !== 'drop' && text('wage', t('employer.wage'), 150, 12)}
      {action === 'add' && text('mobile', t('employer.mobile'), 140, 11)}
    </>
  )
}

function Told({ told }: { told: DeclarationTold }) {
  const { t } = useTranslation()
  const { either, language } = useLanguage()
  if (told.done) {
    const what = told.outcomes.map(({ zh, en }) => either(zh, en)).join(language === 'en' ? ', ' : '、')
    return <Alert type="success" showIcon role="status" title={t('employer.done', { what })} />
  }
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('employer.wrong')}
      description={
        <ul>
          {told.faults.map(({ column, title, found, allowed }) => (
            <li key={`${column} ${found}`}>
              {column}：{either(title.zh, title.en)} {found && `“${found}”`} {t('batch.allowed')} {allowed}
            </li>
          ))}
        </ul>
      }
    />
  )
}
