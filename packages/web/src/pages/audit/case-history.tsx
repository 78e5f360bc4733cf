// Who did what with a case, when and why; files open as they were brought, with their hash beside them.
import { useMutation } from '@tanstack/react-query'
import type { AuditCaseView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { evidenceFile } from '../../api/audit-queries.ts'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { saveFile } from '../../parts/save.ts'
import { Empty, Failed } from '../../parts/state.tsx'

type Done = AuditCaseView['steps'][number]

export function CaseHistory({ view }: { view: AuditCaseView }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  if (view.steps.length === 0) return <Empty title={t('audit.historyEmpty')} />
  const columns: GridColumn<Done>[] = [
    { key: 'at', title: t('audit.at'), width: 158, render: ({ at }) => at },
    { key: 'step', title: t('audit.step'), width: 190, render: ({ title }) => either(title.zh, title.en) },
    { key: 'by', title: t('audit.by'), width: 150, render: ({ by }) => by },
    {
      key: 'why',
      title: t('audit.noteLabel'),
      render: ({ note, reasonTitle }) =>
        [either(reasonTitle.zh, reasonTitle.en), note].filter(Boolean).join('；') || '–',
    },
    { key: 'evidence', title: t('audit.evidence'), render: ({ evidence }) => <Evidence of={evidence} /> },
  ]
  return (
    <Grid
      label={t('audit.history')}
      columns={columns}
      rows={view.steps}
      keyOf={({ step, at }, no) => `${no} ${step} ${at}`}
    />
  )
}

function Evidence({ of: evidence }: { of: Done['evidence'] }) {
  const { t } = useTranslation()
  const open = useMutation({
    mutationFn: evidenceFile,
    onSuccess: ({ name, type, blob }) => saveFile(name, type, blob),
  })
  if (evidence.length === 0) return '–'
  return (
    <ul className="audit-files">
      {open.error && <Failed error={open.error} />}
      {evidence.map(({ id, name, sha256 }) => (
        <li key={id}>
          <button type="button" className="chip" onClick={() => open.mutate(id)}>
            {name}
          </button>
          <span className="quiet mono" title={sha256}>
            {t('audit.hash')} {sha256.slice(0, 12)}…
          </span>
        </li>
      ))}
    </ul>
  )
}
