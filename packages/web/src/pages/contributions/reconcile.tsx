// A reconciliation of a day or a month, asked for by hand.
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReconcile } from '../../api/contribution-queries.ts'
import { TextField } from '../../parts/text-field.tsx'

const SPAN = /^\d{4}-(0[1-9]|1[0-2])(-\d{2})?$/

export function Reconcile() {
  const { t } = useTranslation()
  const [span, setSpan] = useState('')
  const run = useReconcile()
  return (
    <section className="card filters" aria-label={t('contribution.reconcile')}>
      <TextField
        label={t('contribution.span')}
        hint={t('contribution.spanHint')}
        value={span}
        max={10}
        onChange={setSpan}
      />
      <Button
        type="primary"
        disabled={!SPAN.test(span.trim())}
        loading={run.isPending}
        onClick={() => run.mutate({ span: span.trim() })}
      >
        {t('contribution.reconcile')}
      </Button>
      {run.error && <Alert type="error" showIcon role="alert" title={run.error.message} />}
    </section>
  )
}
