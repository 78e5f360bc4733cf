// 参数变更: how the city has its special flows, as it is now and as it should be.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFlowSettings } from '../../api/flow-queries.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { useLanguage } from '../../parts/language.ts'
import { Section } from '../../parts/page.tsx'
import { Answer } from '../../parts/state.tsx'
import type { FormProps } from './form.ts'

export function SettingForm({ onInput }: FormProps<'setting'>) {
  const { t } = useTranslation()
  const { either } = useLanguage()
  const settings = useFlowSettings()
  const [chosen, setChosen] = useState<{ readonly name: string; readonly value: string }>()
  useEffect(() => onInput(chosen), [chosen, onInput])
  return (
    <Section title={t('flow.kinds.setting')} note={t('flow.settingNote')}>
      <Answer of={settings}>
        {(data) => (
          <div className="filters">
            {data.settings.map(({ name, title, value, values }) => (
              <ChoiceField
                key={name}
                label={either(title.zh, title.en)}
                value={chosen?.name === name ? chosen.value : value}
                options={values.map((each) => ({ value: each.value, label: either(each.title.zh, each.title.en) }))}
                onChange={(next) => setChosen(next === value ? undefined : { name, value: next })}
                width={330}
              />
            ))}
          </div>
        )}
      </Answer>
    </Section>
  )
}
