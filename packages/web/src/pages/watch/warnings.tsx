// Warnings and what is done about them: each step with its words, by whoever may; every step can be taken back.
import type { WarningStepBody, WatchView } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignedIn } from '../../api/session.ts'
import { useWarningStep, useWatchRun } from '../../api/watch-queries.ts'
import { Grid, type GridColumn } from '../../parts/grid.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { Empty, Failed } from '../../parts/state.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Level, useValueText } from './level.tsx'

type Warning = WatchView['warnings'][number]
const STATES = ['raised', 'notified', 'acknowledged', 'measures', 'followed', 'closed'] as const
const STEPS = [
  ...(['raise', 'notify', 'acknowledge', 'take_measures', 'talk', 'follow', 'close', 'undo', 'reopen'] as const),
]

export function Warnings({ view }: { view: WatchView }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const mayWrite = permissions.includes('watch:write')
  const columns = useColumns(mayWrite)
  return (
    <Section title={t('watch.warnings')} actions={mayWrite && <Run period={view.period} />}>
      {view.warnings.length === 0 ? (
        <Empty title={t('watch.noWarnings')} hint={t('watch.noWarningsHint')} />
      ) : (
        <Grid label={t('watch.warnings')} columns={columns} rows={view.warnings} keyOf={({ id }) => id} />
      )}
    </Section>
  )
}

function Run({ period }: { period: string }) {
  const { t } = useTranslation()
  const run = useWatchRun()
  return (
    <>
      <span role="status">{run.data && t('watch.raised', { n: run.data.raised })}</span>
      <Button loading={run.isPending} onClick={() => run.mutate(period)}>
        {t('watch.run')}
      </Button>
      {run.error && <Failed error={run.error} />}
    </>
  )
}

function useColumns(mayWrite: boolean): GridColumn<Warning>[] {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const text = useValueText()
  return [
    { key: 'month', title: t('watch.month'), render: ({ period }) => <span className="number">{period}</span> },
    { key: 'fund', title: t('watch.fund'), render: (row) => either(row.fundTitle, row.fundTitleEn) },
    { key: 'title', title: t('watch.indicator'), render: (row) => either(row.title, row.titleEn) },
    { key: 'value', title: t('watch.value'), number: true, render: ({ value, unit }) => text(value, unit) },
    { key: 'level', title: t('watch.level'), render: ({ level }) => <Level level={level} /> },
    { key: 'history', title: t('watch.history'), render: (row) => <History warning={row} /> },
    { key: 'state', title: t('watch.state'), render: (row) => <Handling warning={row} mayWrite={mayWrite} /> },
  ]
}

function History({ warning }: { warning: Warning }) {
  const { t } = useTranslation()
  return (
    <ul className="plain-list">
      {warning.steps.map(({ step, by, at, note }) => {
        const known = STEPS.find((each) => each === step)
        return (
          <li key={`${at} ${step}`}>
            <span className="number quiet">{at.slice(0, 16)}</span> {known ? t(`watch.steps.${known}`) : step} {by}{' '}
            {note}
          </li>
        )
      })}
    </ul>
  )
}

function Handling({ warning, mayWrite }: { warning: Warning; mayWrite: boolean }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const move = useWarningStep(warning.id)
  const state = STATES.find((each) => each === warning.state)
  const next = STEPS.filter((step) => step !== 'raise' && warning.next.includes(step))
  return (
    <>
      <p>{state ? t(`watch.states.${state}`) : warning.state}</p>
      {mayWrite && (
        <>
          <TextField label={t('watch.words')} hint={t('watch.wordsHint')} value={note} onChange={setNote} max={500} />
          {next.map((step) => (
            <Button
              key={step}
              size="small"
              loading={move.isPending}
              onClick={() =>
                move.mutate({ step: step as WarningStepBody['step'], note }, { onSuccess: () => setNote('') })
              }
            >
              {t(`watch.steps.${step}`)}
            </Button>
          ))}
          {move.error && <Failed error={move.error} />}
        </>
      )}
    </>
  )
}
