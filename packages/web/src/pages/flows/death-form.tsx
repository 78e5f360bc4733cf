// 死亡登记: the day and the paper that says so, and the heir of the personal account, if one has come.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { Section } from '../../parts/page.tsx'
import { TextField } from '../../parts/text-field.tsx'
import type { FormProps, Input } from './form.ts'

const BLANK = {
  diedOn: '',
  evidence: '',
  name: '',
  relation: '',
  certificateNo: '',
  personNo: '',
  bank: '',
  account: '',
}
type Paper = typeof BLANK & { readonly person: string }
type Heir = 'none' | 'account' | 'payout'

function deathOf(paper: Paper, heir: Heir): Input<'death'> | undefined {
  const { person, diedOn, evidence, name, relation, certificateNo, personNo, bank, account } = paper
  if (!person.trim() || !diedOn || evidence.trim().length < 2) return undefined
  const base = { person: person.trim(), diedOn, evidence: evidence.trim() }
  if (heir === 'none') return base
  const isNamed = name.trim() && relation.trim() && certificateNo.trim().length >= 6
  const isPlaced = heir === 'account' ? personNo.trim() : bank.trim() && account.trim()
  if (!isNamed || !isPlaced) return undefined
  const who = { name: name.trim(), relation: relation.trim(), certificateNo: certificateNo.trim() }
  const where =
    heir === 'account'
      ? { personNo: personNo.trim() }
      : { payee: { name: name.trim(), bank: bank.trim(), account: account.trim() } }
  return { ...base, heir: { ...who, ...where } }
}

export function DeathForm({ onInput, person }: FormProps<'death'>) {
  const { t } = useTranslation()
  const [paper, setPaper] = useState<Paper>({ ...BLANK, person })
  const [heir, setHeir] = useState<Heir>('none')
  useEffect(() => onInput(deathOf(paper, heir)), [paper, heir, onInput])
  const field = (name: keyof Paper, label: string, width = 180) => (
    <TextField
      label={label}
      value={paper[name]}
      onChange={(text) => setPaper((before) => ({ ...before, [name]: text }))}
      width={width}
    />
  )
  return (
    <>
      <Section title={t('flow.kinds.death')}>
        <div className="filters">
          {field('person', t('flow.personNo'), 200)}
          <DayField
            label={t('flow.diedOn')}
            value={paper.diedOn || undefined}
            onChange={(diedOn) => setPaper((before) => ({ ...before, diedOn: diedOn ?? '' }))}
          />
          {field('evidence', t('flow.evidence'), 280)}
        </div>
      </Section>
      <Section title={t('flow.heir')} note={t('flow.heirNote')}>
        <div className="filters">
          <ChoiceField
            label={t('flow.heirWay')}
            value={heir}
            options={[
              { value: 'none', label: t('flow.heirNone') },
              { value: 'account', label: t('flow.heirAccount') },
              { value: 'payout', label: t('flow.heirPayout') },
            ]}
            onChange={setHeir}
            width={200}
          />
          {heir !== 'none' && (
            <>
              {field('name', t('flow.heirName'), 120)}
              {field('relation', t('flow.relation'), 100)}
              {field('certificateNo', t('flow.certificateNo'), 200)}
            </>
          )}
          {heir === 'account' && field('personNo', t('flow.personNo'), 200)}
          {heir === 'payout' && (
            <>
              {field('bank', t('flow.bank'), 220)}
              {field('account', t('flow.bankAccount'), 220)}
            </>
          )}
        </div>
      </Section>
    </>
  )
}
