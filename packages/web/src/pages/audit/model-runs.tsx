// Runs of the behaviour models: the latest with its progress and what came of each model, and the button that begins one.

import { useQueryClient } from '@tanstack/react-query'
import type { AuditModelRuns } from '@yibao/contract/rest'
import { Button, Progress } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useModelRuns, useRunModels } from '../../api/audit-queries.ts'
import { thousands } from '../../format/money.ts'
import { Badge, type Tone } from '../../parts/badge.tsx'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { Answer, Empty, Failed } from '../../parts/state.tsx'

type Run = AuditModelRuns['runs'][number]
type Done = Run['models'][number]

const TONES: Readonly<Record<Run['state'], Tone>> = { running: 'wait', done: 'good', failed: 'bad' }

export function ModelRuns() {
  const { t } = useTranslation()
  const runs = useModelRuns(true)
  const start = useRunModels()
  const client = useQueryClient()
  const latest = runs.data?.runs[0]
  const isRunning = latest?.state === 'running'
  const done = latest?.done ?? 0
  // Each model that is done may have filed cases: the pool beside is asked again.
  useEffect(() => {
    if (done > 0) void client.invalidateQueries({ queryKey: ['/audit/cases'] })
  }, [done, client])
  return (
    <Section title={t('audit.models.title')} note={t('audit.models.note')}>
      {start.error && <Failed error={start.error} />}
      <p className="line-edit">
        <Button type="primary" loading={start.isPending} disabled={isRunning} onClick={() => start.mutate()}>
          {t('audit.models.run')}
        </Button>
      </p>
      <Answer of={runs}>
        {(data) =>
          data.runs[0] ? (
            <Latest run={data.runs[0]} />
          ) : (
            <Empty title={t('audit.models.none')} hint={t('audit.models.noneHint')} />
          )
        }
      </Answer>
    </Section>
  )
}

function Latest({ run }: { run: Run }) {
  const { t } = useTranslation()
  const share = run.of === 0 ? 100 : Math.round((run.done * 100) / run.of)
  return (
    <>
      <p role="status" aria-live="polite">
        <Badge tone={TONES[run.state]}>{t(`audit.models.states.${run.state}`)}</Badge>{' '}
        {t('audit.models.progress', { done: run.done, of: run.of })}
        <span className="quiet">
          {' '}
          {t('audit.models.when', { at: run.startedAt, by: run.askedBy, end: run.endedAt || '–' })}
        </span>
      </p>
      {run.state === 'running' && <Progress percent={share} aria-label={t('audit.models.title')} />}
      {run.problem && <p className="audit-late">{run.problem}</p>}
      {run.models.length > 0 && <Models run={run} />}
    </>
  )
}

function Models({ run }: { run: Run }) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const count = (key: string, title: string, of: (each: Done) => number): GridColumn<Done> => ({
    ...{ key, title, number: true },
    render: (each) => thousands(of(each)),
  })
  const columns: GridColumn<Done>[] = [
    {
      key: 'model',
      title: t('audit.models.model'),
      render: (each) => (
        <Link to={`/audit?kind=model&rule=${encodeURIComponent(each.model)}`}>
          {either(each.title.zh, each.title.en)} ({each.version})
        </Link>
      ),
    },
    count('looked', t('audit.models.looked'), ({ candidates }) => candidates),
    count('clues', t('audit.models.clues'), ({ clues }) => clues),
    count('filed', t('audit.models.filed'), ({ filed }) => filed),
    count('known', t('audit.models.known'), ({ known }) => known),
    {
      key: 'aside',
      title: t('audit.models.aside'),
      render: ({ setAside }) =>
        setAside.length === 0
          ? '–'
          : setAside.slice(0, 3).map(({ key, why }) => <div key={key}>{`${key}：${why}`}</div>),
    },
  ]
  return (
    <Grid
      label={t('audit.models.title')}
      columns={columns}
      rows={run.models}
      keyOf={({ model, version }) => `${model} ${version}`}
    />
  )
}
