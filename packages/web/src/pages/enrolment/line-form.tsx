// 参保、停保、基数变更 of one person at the window; of a new one with the identity.
import type { DeclarationTold, LineBody } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLine } from '../../api/window-queries.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { Failed } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'

const ACTIONS = ['enrol', 'stop', 'base'] as const
const SCHEMES = ['resident', 'employee'] as const
const STATUSES = {
  resident: ['adult', 'student', 'child', 'newborn'],
  employee: ['active', 'retired', 'flexible', 'unemployed'],
} as const
const SEXES = ['male', 'female'] as const

type Said = { -readonly [K in keyof LineBody]: LineBody[K] }
type TextName = 'name' | 'certificateKind' | 'certificateNo' | 'mobile' | 'area' | 'employerNo' | 'wage'

interface FormProps {
  /** Of a person on record; absent: the identity is asked for. */
  readonly personNo?: string
}

export function LineForm({ personNo }: FormProps) {
  const { t } = useTranslation()
  const sending = useLine()
  const [said, setSaid] = useState<Said>({ action: 'enrol', scheme: 'resident', status: 'adult', area: '', from: '' })
  const isWhole =
    said.area.trim() !== '' &&
    said.from !== '' &&
    (personNo !== undefined || Boolean(said.name?.trim() && said.certificateNo?.trim()))
  return (
    <Section title={t('window.line')} note={t('window.lineNote')}>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault()
          if (isWhole) sending.mutate({ ...filled(said), ...(personNo && { personNo }) })
        }}
      >
        {personNo === undefined && <Identity said={said} say={(more) => setSaid({ ...said, ...more })} />}
        <Enrolling said={said} say={(more) => setSaid({ ...said, ...more })} />
        <Button type="primary" htmlType="submit" disabled={!isWhole} loading={sending.isPending}>
          {t('window.submit')}
        </Button>
      </form>
      {sending.error && <Failed error={sending.error} />}
      {sending.data && <Told told={sending.data} />}
    </Section>
  )
}

/** What is blank is not sent. */
const filled = (said: Said): LineBody =>
  Object.fromEntries(
    Object.entries(said).flatMap(([key, value]) =>
      typeof value === 'string' && value.trim() === '' ? [] : [[key, typeof value === 'string' ? value.trim() : value]],
    ),
  ) as LineBody

interface PartProps {
  readonly said: Said
  readonly say: (more: Partial<Said>) => void
}

function useText({ said, say }: PartProps) {
  return (name: TextName, label: string, width: number, max: number, hint = '') => (
    <TextField
      label={label}
      value={said[name] ?? ''}
      max={max}
      width={width}
      {...(hint && { hint })}
      onChange={(value) => say({ [name]: value })}
    />
  )
}

function Identity({ said, say }: PartProps) {
  const { t } = useTranslation()
  const text = useText({ said, say })
  return (
    <>
      {text('name', t('window.name'), 130, 50)}
      {text('certificateKind', t('window.certificateKind'), 90, 2, '01')}
      {text('certificateNo', t('window.certificate'), 200, 30)}
      <ChoiceField
        label={t('window.sex')}
        value={said.sex ?? 'male'}
        options={SEXES.map((value) => ({ value, label: t(`window.sexes.${value}`) }))}
        onChange={(sex) => say({ sex })}
        width={80}
      />
      <DayField label={t('window.bornOn')} value={said.bornOn} onChange={(bornOn = '') => say({ bornOn })} />
      {text('mobile', t('window.mobile'), 140, 11)}
    </>
  )
}

function Enrolling({ said, say }: PartProps) {
  const { t } = useTranslation()
  const text = useText({ said, say })
  const isEmployee = said.scheme === 'employee'
  return (
    <>
      <ChoiceField
        label={t('window.action')}
        value={said.action}
        options={ACTIONS.map((value) => ({ value, label: t(`window.actions.${value}`) }))}
        onChange={(action) => say({ action })}
        width={110}
      />
      <ChoiceField
        label={t('window.scheme')}
        value={said.scheme}
        options={SCHEMES.map((value) => ({ value, label: t(`window.schemes.${value}`) }))}
        onChange={(scheme) => say({ scheme, status: STATUSES[scheme][0] })}
        width={100}
      />
      <ChoiceField<string>
        label={t('window.status')}
        value={said.status}
        options={STATUSES[said.scheme].map((value) => ({ value, label: t(`window.statuses.${value}`) }))}
        onChange={(status) => say({ status })}
        width={120}
      />
      {text('area', t('window.area'), 100, 6, t('window.areaHint'))}
      <DayField label={t('window.from')} value={said.from || undefined} onChange={(from = '') => say({ from })} />
      <DayField label={t('window.until')} value={said.until} onChange={(until = '') => say({ until })} />
      {!isEmployee && said.action === 'enrol' && (
        <DayField label={t('window.paidOn')} value={said.paidOn} onChange={(paidOn = '') => say({ paidOn })} />
      )}
      {isEmployee && text('employerNo', t('window.employerNo'), 130, 30)}
      {isEmployee && said.action !== 'stop' && text('wage', t('window.wage'), 140, 12)}
    </>
  )
}

function Told({ told }: { told: DeclarationTold }) {
  const { t } = useTranslation()
  const { either, language } = useLanguage()
  if (told.done) {
    const what = told.outcomes.map(({ zh, en }) => either(zh, en)).join(language === 'en' ? ', ' : '、')
    return <Alert type="success" showIcon role="status" title={t('window.done', { what })} />
  }
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('window.wrong')}
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
