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

export function Declare({ openMonth }: { openMonth: string }) {
  const { t } = useTranslation()
  const [action, setAction] = useState<Declaration['action']>('add')
  const [status, setStatus] = useState<'active' | 'retired'>('active')
  const [said, setSaid] = useState({ name: '', certificateNo: '', mobile: '', month: openMonth, wage: '' })
  const sending = useDeclare()
  const field = (name: keyof typeof said) => (value: string) => setSaid((before) => ({ ...before, [name]: value }))
  const needsWage = action === 'base' || (action === 'add' && status === 'active')
  const isWhole =
    said.name.trim() !== '' &&
    said.certificateNo.trim() !== '' &&
    MONTH.test(said.month.trim()) &&
    (!needsWage || said.wage.trim() !== '')
  const send = () =>
    sending.mutate(
      {
        ...{ action, status, name: said.name.trim(), certificateNo: said.certificateNo.trim() },
        ...{ month: said.month.trim() },
        ...(said.mobile.trim() && action === 'add' && { mobile: said.mobile.trim() }),
        ...(said.wage.trim() && action !== 'drop' && { wage: said.wage.trim() }),
      },
      { onSuccess: ({ done }) => done && setSaid({ ...said, name: '', certificateNo: '', mobile: '', wage: '' }) },
    )
  return (
    <Section title={t('employer.declare')} note={t('employer.declareNote')}>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault()
          if (isWhole) send()
        }}
      >
        <ChoiceField
          label={t('employer.action')}
          value={action}
          options={ACTIONS.map((value) => ({ value, label: t(`employer.actions.${value}`) }))}
          onChange={setAction}
          width={130}
        />
        <TextField label={t('employer.name')} value={said.name} max={50} width={130} onChange={field('name')} />
        <TextField
          label={t('employer.certificate')}
          value={said.certificateNo}
          max={30}
          width={200}
          onChange={field('certificateNo')}
        />
        <ChoiceField
          label={t('employer.status')}
          value={status}
          options={STATUSES.map((value) => ({ value, label: t(`employer.statuses.${value}`) }))}
          onChange={setStatus}
          width={110}
        />
        <TextField
          label={action === 'drop' ? t('employer.lastMonth') : t('employer.from')}
          hint={t('employer.monthHint')}
          value={said.month}
          max={7}
          width={action === 'drop' ? 180 : 110}
          onChange={field('month')}
        />
        {action !== 'drop' && (
          <TextField
            label={t('employer.wage')}
            value={said.wage}
            max={12}
            width={150}
            numeric
            onChange={field('wage')}
          />
        )}
        {action === 'add' && (
          <TextField label={t('employer.mobile')} value={said.mobile} max={11} width={140} onChange={field('mobile')} />
        )}
        <Button type="primary" htmlType="submit" disabled={!isWhole} loading={sending.isPending}>
          {t('employer.submit')}
        </Button>
      </form>
      {sending.error && <Failed error={sending.error} />}
      {sending.data && <Told told={sending.data} />}
    </Section>
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
