// The next step of one row of a work list: a written choice, or what was learnt on a visit.
import type { VisitBody, WorkListQuery, WorkListRow } from '@yibao/contract/rest'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSignedIn } from '../../api/session.ts'
import { useDuplicate, useVisit } from '../../api/window-queries.ts'

export const REASONS = [
  'joined_elsewhere',
  'died',
  'moved_away',
  'unwilling',
  'unpaid',
  'soldier',
  'abroad',
  'will_enrol',
  'other',
] as const

interface ActProps {
  readonly list: NonNullable<WorkListQuery['list']>
  readonly row: WorkListRow
}

export function RowAct({ list, row }: ActProps) {
  if (list === 'duplicates') return row.open ? <Choice row={row} /> : null
  return <Visit list={list} row={row} />
}

function Choice({ row }: { row: WorkListRow }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const decide = useDuplicate()
  const said = note.trim()
  const keep = (which: 'standing' | 'asked') => (
    <Button
      size="small"
      disabled={said === ''}
      loading={decide.isPending && decide.variables.keep === which}
      onClick={() => decide.mutate({ issue: row.issue, personNo: row.personNo, keep: which, note: said })}
    >
      {t(which === 'standing' ? 'window.keepStanding' : 'window.keepAsked')}
    </Button>
  )
  return (
    <div className="filters">
      <Input
        size="small"
        style={{ width: 120 }}
        value={note}
        maxLength={200}
        aria-label={t('window.choice')}
        placeholder={t('window.choice')}
        onChange={(event) => setNote(event.target.value)}
      />
      {keep('standing')}
      {keep('asked')}
      {decide.error && <span role="alert">{decide.error.message}</span>}
    </div>
  )
}

function Visit({ list, row }: ActProps) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const [reason, setReason] = useState<VisitBody['reason']>()
  const [note, setNote] = useState('')
  const visit = useVisit()
  return (
    <div className="filters">
      <Select<VisitBody['reason']>
        size="small"
        style={{ width: 118 }}
        {...(reason && { value: reason })}
        placeholder={t('window.reason')}
        aria-label={t('window.reason')}
        options={REASONS.map((value) => ({ value, label: t(`window.reasons.${value}`) }))}
        onChange={setReason}
        popupMatchSelectWidth={false}
      />
      <Input
        size="small"
        style={{ width: 90 }}
        value={note}
        maxLength={200}
        aria-label={t('window.remark')}
        placeholder={t('window.remark')}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button
        size="small"
        disabled={!reason}
        loading={visit.isPending}
        onClick={() => {
          if (!reason || list === 'duplicates') return
          visit.mutate({ personNo: row.personNo, list, reason, ...(note.trim() && { note: note.trim() }) })
        }}
      >
        {t('window.record')}
      </Button>
      {reason === 'died' && permissions.includes('request:propose') && (
        <Link to={`/requests/new/death?person=${encodeURIComponent(row.personNo)}`}>{t('window.deathFlow')}</Link>
      )}
      {visit.error && <span role="alert">{visit.error.message}</span>}
    </div>
  )
}
