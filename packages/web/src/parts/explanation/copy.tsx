// Copies the whole calculation as text, for a letter or a telephone answer.
import type { ExplanationView } from '@yibao/contract/rest'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../language.ts'
import { asText } from './steps.ts'

export function CopyText({ view }: { view: ExplanationView }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const [said, setSaid] = useState('')
  const copy = async () => {
    const done = await toClipboard(asText(view, language, t('money.unlimited')))
    setSaid(t(done ? 'explain.copied' : 'explain.copyFailed'))
  }
  return (
    <>
      <button type="button" className="plain" onClick={() => void copy()}>
        {t('explain.copy')}
      </button>
      <span role="status" className="quiet">
        {said}
      </span>
    </>
  )
}

/** Pages without https have no clipboard of their own; the older way still works there. */
async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    document.body.append(area)
    area.select()
    const done = document.execCommand('copy')
    area.remove()
    return done
  }
}
