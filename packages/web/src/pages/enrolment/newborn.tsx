// 新生儿: until when enrolment reaches back, the number that is still to come, and bills to be settled again.
import type { EnrolleeView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSignedIn } from '../../api/session.ts'
import { useIdentity } from '../../api/window-queries.ts'
import { yuan } from '../../format/money.ts'
import { Grid } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, Section } from '../../parts/page.tsx'
import { Failed } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'

type View = NonNullable<EnrolleeView['newborn']>

interface NewbornProps {
  readonly personNo: string
  readonly view: View
  readonly earlier: EnrolleeView['earlierIdentities']
  readonly mayWrite: boolean
}

export function Newborn({ personNo, view, earlier, mayWrite }: NewbornProps) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const left = view.daysLeft
  return (
    <Section title={t('window.infant')} note={either(view.reason.zh, view.reason.en)}>
      <Facts
        rows={[
          {
            label: t('window.deadline'),
            value: `${view.deadline} ${left < 0 ? t('window.daysOver', { n: -left }) : t('window.daysLeft', { n: left })}`,
          },
          { label: t('window.identity'), value: t(view.temporary ? 'window.temporary' : 'window.permanent') },
          ...(earlier.length === 0
            ? []
            : [
                {
                  label: t('window.earlierIdentity'),
                  value: earlier.map((each) => `${each.name} ${each.certificate}（${each.by} ${each.at}）`).join('；'),
                  wide: true,
                },
              ]),
        ]}
      />
      {view.temporary && mayWrite && <Bind personNo={personNo} />}
      {view.selfPaid.length > 0 && <SelfPaid rows={view.selfPaid} />}
    </Section>
  )
}

function Bind({ personNo }: { personNo: string }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [certificateNo, setCertificateNo] = useState('')
  const [note, setNote] = useState('')
  const bind = useIdentity(personNo)
  const isWhole = name.trim() !== '' && certificateNo.trim().length === 18 && note.trim() !== ''
  return (
    <>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault()
          if (isWhole) bind.mutate({ name: name.trim(), certificateNo: certificateNo.trim(), note: note.trim() })
        }}
      >
        <TextField label={t('window.name')} value={name} max={50} width={130} onChange={setName} />
        <TextField
          label={t('window.identityNumber')}
          value={certificateNo}
          max={18}
          width={210}
          onChange={setCertificateNo}
        />
        <TextField label={t('window.remark')} value={note} max={200} width={180} onChange={setNote} />
        <Button htmlType="submit" disabled={!isWhole} loading={bind.isPending}>
          {t('window.bind')}
        </Button>
      </form>
      {bind.error && <Failed error={bind.error} />}
    </>
  )
}

function SelfPaid({ rows }: { rows: View['selfPaid'] }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  return (
    <>
      <h3>{t('window.selfPaid')}</h3>
      <p className="quiet">{t('window.selfPaidHint')}</p>
      <Grid<View['selfPaid'][number]>
        label={t('window.selfPaid')}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { key: 'on', title: t('window.settledOn'), render: (row) => row.on },
          { key: 'provider', title: t('window.provider'), render: (row) => row.provider },
          { key: 'total', title: t('window.amount'), number: true, render: (row) => yuan(row.totalFen) },
          {
            key: 'id',
            title: t('window.act'),
            render: (row) =>
              permissions.includes('settlement:read') ? (
                <Link to={`/requests/new/correction?settlement=${encodeURIComponent(row.id)}`}>
                  {t('window.settleAgain')}
                </Link>
              ) : (
                <span className="mono">{row.id}</span>
              ),
          },
        ]}
      />
    </>
  )
}
