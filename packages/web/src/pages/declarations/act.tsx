// The next step of a declaration: compared again and met over by the bureau, agreed on, objected to or taken back by the institution.
import type { DeclarationView, MeetingBody } from '@yibao/contract/rest'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStep } from '../../api/clearing-queries.ts'
import { useSignedIn } from '../../api/session.ts'
import { DayField } from '../../parts/day-field.tsx'
import { Section } from '../../parts/page.tsx'
import { SelectField } from '../../parts/select-field.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Differences } from './differences.tsx'
import { RESOLUTIONS, type ResolutionWord } from './words.ts'

export function Act({ view }: { view: DeclarationView }) {
  const { permissions } = useSignedIn()
  const may = permissions as readonly string[]
  const isOpen = view.state === 'declared' || view.state === 'met'
  return (
    <>
      {may.includes('clearing:propose') && isOpen && <OfBureau view={view} />}
      {may.includes('clearing:declare') && view.state !== 'withdrawn' && !view.clearing && (
        <OfInstitution view={view} />
      )}
    </>
  )
}

function OfInstitution({ view }: { view: DeclarationView }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const step = useStep(`/declarations/${encodeURIComponent(view.id)}`)
  const send = (path: string) => step.mutate({ step: path, body: { note: note.trim() } })
  return (
    <Section title={t('clearing.act')}>
      <div className="filters">
        <TextField label={t('declaration.opinion')} value={note} max={200} width={260} onChange={setNote} />
        {view.state === 'met' && (
          <>
            <Button type="primary" loading={step.isPending} onClick={() => send('agreement')}>
              {t('declaration.agree')}
            </Button>
            <Button disabled={note.trim() === ''} onClick={() => send('objection')}>
              {t('declaration.object')}
            </Button>
          </>
        )}
        <Button onClick={() => send('withdrawal')}>{t('declaration.withdraw')}</Button>
      </div>
      {step.error && <Alert type="error" showIcon role="alert" title={step.error.message} />}
    </Section>
  )
}

type Texts = Pick<MeetingBody, 'heldOn' | 'place' | 'ofProvider' | 'ofBureau' | 'agreed'>
const EMPTY: Texts = { heldOn: '', place: '', ofProvider: '', ofBureau: '', agreed: '' }

function OfBureau({ view }: { view: DeclarationView }) {
  const { t } = useTranslation()
  const step = useStep(`/declarations/${encodeURIComponent(view.id)}`)
  const [texts, setTexts] = useState<Texts>(EMPTY)
  const [chosen, setChosen] = useState<Readonly<Record<string, ResolutionWord>>>({})
  const [rest, setRest] = useState<ResolutionWord>()
  const options = RESOLUTIONS.map((value) => ({ value, label: t(`declaration.resolutions.${value}`) }))
  const wordOf = (text: string | undefined) => RESOLUTIONS.find((each) => each === text)
  const put = (name: keyof Texts) => (text: string | undefined) => setTexts({ ...texts, [name]: text ?? '' })
  const isSaid =
    texts.heldOn !== '' && [texts.ofProvider, texts.ofBureau, texts.agreed].every((each) => each.trim().length > 1)
  const send = () => {
    const resolutions = Object.entries(chosen).map(([difference, resolution]) => ({ difference, resolution, note: '' }))
    step.mutate({ step: 'meeting', body: { ...texts, resolutions, rest: rest ?? null } })
  }
  return (
    <Section
      title={t('declaration.meet')}
      note={view.state === 'declared' ? t('declaration.meetNote') : undefined}
      actions={
        <Button loading={step.isPending} onClick={() => step.mutate({ step: 'check', body: { note: '' } })}>
          {t('declaration.check')}
        </Button>
      }
    >
      {view.state === 'declared' && (
        <>
          <div className="filters">
            <MeetingFields texts={texts} put={put} />
            {view.differences > 0 && (
              <SelectField
                label={t('declaration.rest')}
                value={rest}
                all="—"
                options={options}
                onChange={(next) => setRest(wordOf(next))}
              />
            )}
            <Button type="primary" disabled={!isSaid} loading={step.isPending} onClick={send}>
              {t('declaration.meet')}
            </Button>
          </div>
          {view.differences > 0 && (
            <Differences
              view={view}
              choose={{
                ...{ key: 'choose', title: t('declaration.resolution') },
                render: ({ id }) => (
                  <SelectField
                    label={t('declaration.resolution')}
                    value={chosen[id]}
                    all="—"
                    options={options}
                    onChange={(next) => setChosen(without(chosen, id, wordOf(next)))}
                  />
                ),
              }}
            />
          )}
        </>
      )}
      {step.error && <Alert type="error" showIcon role="alert" title={step.error.message} />}
    </Section>
  )
}

interface FieldsProps {
  readonly texts: Texts
  readonly put: (name: keyof Texts) => (text: string | undefined) => void
}

/** Who met when and where, and what was agreed. */
function MeetingFields({ texts, put }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <DayField label={t('declaration.heldOn')} value={texts.heldOn} onChange={put('heldOn')} />
      {(['place', 'ofProvider', 'ofBureau'] as const).map((name) => (
        <TextField key={name} label={t(`declaration.${name}`)} value={texts[name]} onChange={put(name)} />
      ))}
      <TextField label={t('declaration.agreed')} value={texts.agreed} max={500} width={320} onChange={put('agreed')} />
    </>
  )
}

function without(
  chosen: Readonly<Record<string, ResolutionWord>>,
  id: string,
  word: ResolutionWord | undefined,
): Record<string, ResolutionWord> {
  const { [id]: _, ...others } = chosen
  return word ? { ...others, [id]: word } : others
}
