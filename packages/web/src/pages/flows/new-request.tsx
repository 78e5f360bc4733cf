// A new request: the form of its kind, what it would do, and the proposal. Nothing is changed here: somebody else decides.
import type { FlowAsked } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { type ReactNode, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { usePreview, usePropose } from '../../api/flow-queries.ts'
import { NotFound } from '../../app/not-found.tsx'
import { PageHead, Section } from '../../parts/page.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { ClaimForm } from './claim-form.tsx'
import { ClawBackForm } from './claw-back-form.tsx'
import { DeathForm } from './death-form.tsx'
import { Effect } from './effect.tsx'
import type { FormProps } from './form.ts'
import { SettingForm } from './setting-form.tsx'
import { CancellationForm, CorrectionForm } from './settlement-forms.tsx'

const FORMS = {
  correction: CorrectionForm,
  cancellation: CancellationForm,
  claim: ClaimForm,
  claw_back: ClawBackForm,
  death: DeathForm,
  setting: SettingForm,
} as const

const isKind = (kind: string): kind is keyof typeof FORMS => Object.hasOwn(FORMS, kind)

export default function NewRequest() {
  const { kind = '' } = useParams()
  return isKind(kind) ? <Form key={kind} kind={kind} /> : <NotFound />
}

function Form({ kind }: { kind: keyof typeof FORMS }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const [input, setInput] = useState<unknown>()
  const [reason, setReason] = useState('')
  const preview = usePreview()
  const propose = usePropose()
  const asked = { kind, reason: reason.trim(), input } as FlowAsked
  const isReady = input !== undefined && reason.trim().length >= 2
  const error = propose.error ?? preview.error
  const { reset } = preview
  const changed = useCallback(
    (next: unknown) => {
      setInput(next)
      reset()
    },
    [reset],
  )
  const Fields = FORMS[kind] as unknown as (props: FormProps<FlowAsked['kind']>) => ReactNode
  return (
    <>
      <PageHead
        title={t(`flow.new.${kind}`)}
        note={t('flow.newNote')}
        crumbs={[{ to: '/requests', text: t('flow.title') }]}
      />
      <Fields onInput={changed} settlement={params.get('settlement') ?? ''} person={params.get('person') ?? ''} />
      <Section title={t('flow.propose')}>
        {error && <Alert className="notice" type="error" showIcon role="alert" title={error.message} />}
        <div className="filters">
          <TextField
            label={t('flow.reason')}
            value={reason}
            onChange={setReason}
            width={420}
            max={200}
            hint={t('flow.reasonHint')}
          />
          <Button loading={preview.isPending} disabled={!isReady} onClick={() => preview.mutate(asked)}>
            {t('flow.preview')}
          </Button>
          <Button
            type="primary"
            loading={propose.isPending}
            disabled={!isReady || !preview.data}
            onClick={() => propose.mutate(asked, { onSuccess: ({ id }) => navigate(`/requests/${id}`) })}
          >
            {t('flow.submit')}
          </Button>
        </div>
        {!isReady && <p className="quiet">{t('flow.incomplete')}</p>}
      </Section>
      {preview.data && <Effect effect={preview.data.effect} />}
    </>
  )
}
