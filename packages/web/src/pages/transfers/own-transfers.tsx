// 转移接续 on one person's screen: every one there was, and an application for another.
import type { TransferOpening } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useTransferOpening, useTransfers } from '../../api/transfer-queries.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { Section } from '../../parts/page.tsx'
import { Answer, Failed } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { TransferTable } from './table.tsx'

export function OwnTransfers({ personNo, mayWrite }: { personNo: string; mayWrite: boolean }) {
  const { t } = useTranslation()
  const transfers = useTransfers({ person: personNo })
  return (
    <Section title={t('transfer.title')} note={t('transfer.limit')}>
      <Answer of={transfers}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="quiet">{t('transfer.none')}</p>
          ) : (
            <TransferTable rows={rows} withPerson={false} />
          )
        }
      </Answer>
      {mayWrite && <Apply personNo={personNo} />}
    </Section>
  )
}

function Apply({ personNo }: { personNo: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [direction, setDirection] = useState<TransferOpening['direction']>('in')
  const [scheme, setScheme] = useState<TransferOpening['scheme']>('employee')
  const [otherArea, setOtherArea] = useState('')
  const [otherName, setOtherName] = useState('')
  const [note, setNote] = useState('')
  const opening = useTransferOpening(({ id }) => void navigate(`/enrolment/transfers/${id}`))
  const isWhole = /^\d{6}$/.test(otherArea.trim()) && otherName.trim().length > 1
  return (
    <>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isWhole) return
          const asked = { personNo, direction, scheme, otherArea: otherArea.trim(), otherName: otherName.trim() }
          opening.mutate({ ...asked, ...(note.trim() && { note: note.trim() }) })
        }}
      >
        <ChoiceField
          label={t('transfer.direction')}
          value={direction}
          options={(['in', 'out'] as const).map((value) => ({ value, label: t(`transfer.directions.${value}`) }))}
          onChange={setDirection}
          width={110}
        />
        <ChoiceField
          label={t('window.scheme')}
          value={scheme}
          options={(['employee', 'resident'] as const).map((value) => ({ value, label: t(`window.schemes.${value}`) }))}
          onChange={setScheme}
          width={100}
        />
        <TextField
          label={t('transfer.otherArea')}
          hint={t('window.areaHint')}
          value={otherArea}
          max={6}
          width={110}
          onChange={setOtherArea}
        />
        <TextField label={t('transfer.otherName')} value={otherName} max={60} width={200} onChange={setOtherName} />
        <TextField label={t('window.remark')} value={note} max={200} width={160} onChange={setNote} />
        <Button htmlType="submit" disabled={!isWhole} loading={opening.isPending}>
          {t('transfer.apply')}
        </Button>
      </form>
      {opening.error && <Failed error={opening.error} />}
    </>
  )
}
