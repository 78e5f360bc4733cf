// One request: what was asked, what it does to the fen, who decided; and the decision, for somebody else than who proposed it.

import { PrinterOutlined } from '@ant-design/icons'
import type { RequestDecision, RequestView } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useDecide, useRequest } from '../../api/flow-queries.ts'
import { Badge } from '../../parts/badge.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Facts, PageHead, Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Effect } from './effect.tsx'
import { requestTone } from './requests.tsx'

export default function RequestPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const { either } = useLanguage()
  const request = useRequest(id)
  const view = request.data
  return (
    <>
      <PageHead
        title={view ? `${either(view.kindTitle.zh, view.kindTitle.en)} ${id}` : id}
        crumbs={[{ to: '/requests', text: t('flow.title') }]}
        beside={view && <Badge tone={requestTone(view.state)}>{either(view.stateTitle.zh, view.stateTitle.en)}</Badge>}
      >
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('flow.print')}
        </Button>
      </PageHead>
      <Answer of={request}>
        {(data) => (
          <>
            {(data.mayDecide || data.mayWithdraw) && <Decision view={data} />}
            <About view={data} />
            <Effect effect={data.effect} />
          </>
        )}
      </Answer>
    </>
  )
}

function About({ view }: { view: RequestView }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const rows = [
    { label: t('flow.reason'), value: view.reason },
    ...view.asked.map(({ title, value }) => ({ label: either(title.zh, title.en), value: either(value.zh, value.en) })),
    ...(view.settlement
      ? [{ label: t('flow.settlement'), value: <Link to={`/settlements/${view.settlement}`}>{view.settlement}</Link> }]
      : []),
    ...(view.personNo
      ? [{ label: t('flow.person'), value: <Link to={`/persons/${view.personNo}`}>{view.personName}</Link> }]
      : []),
    { label: t('flow.proposedBy'), value: `${view.proposedBy} ${view.proposedAt}` },
    ...(view.decidedBy
      ? [{ label: t('flow.decidedBy'), value: `${view.decidedBy} ${view.decidedAt} ${view.decisionNote}` }]
      : []),
    ...view.results.map(({ title, id, path }) => ({
      label: either(title.zh, title.en),
      value: <Link to={path}>{id}</Link>,
    })),
  ]
  return (
    <Section title={t('flow.asked')}>
      <Facts rows={rows} />
    </Section>
  )
}

function Decision({ view }: { view: RequestView }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const decide = useDecide(view.id)
  const send = (as: RequestDecision['as']) => () => decide.mutate({ as, note })
  return (
    <Section title={t('flow.decision')} note={t(view.mayDecide ? 'flow.decisionNote' : 'flow.ownNote')}>
      {decide.error && <Alert className="notice" type="error" showIcon role="alert" title={decide.error.message} />}
      <div className="filters">
        <TextField label={t('flow.noteLabel')} value={note} onChange={setNote} width={360} max={200} />
        {view.mayDecide ? (
          <>
            <Button type="primary" loading={decide.isPending} onClick={send('approved')}>
              {t('flow.approve')}
            </Button>
            <Button danger loading={decide.isPending} onClick={send('refused')}>
              {t('flow.refuse')}
            </Button>
          </>
        ) : (
          <Button loading={decide.isPending} onClick={send('withdrawn')}>
            {t('flow.withdraw')}
          </Button>
        )}
      </div>
    </Section>
  )
}
