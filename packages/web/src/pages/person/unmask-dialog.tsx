// The dialog that asks why before a full identity is shown. Fetched when it is first opened.
import { Alert, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUnmask } from '../../api/queries.ts'

const LEAST = 4

export default function UnmaskDialog({ personNo, close }: { personNo: string; close: () => void }) {
  const { t } = useTranslation()
  const [purpose, setPurpose] = useState('')
  const unmask = useUnmask(personNo)
  const enough = purpose.trim().length >= LEAST
  const show = () => unmask.mutate({ purpose: purpose.trim() }, { onSuccess: close })
  return (
    <Modal
      open
      title={t('person.unmaskTitle')}
      okText={t('person.show')}
      cancelText={t('person.cancel')}
      okButtonProps={{ disabled: !enough, loading: unmask.isPending }}
      onOk={show}
      onCancel={close}
    >
      <p>{t('person.unmaskWhy')}</p>
      {unmask.error && <Alert type="error" showIcon role="alert" title={unmask.error.message} />}
      <Purpose value={purpose} onChange={setPurpose} onEnter={() => enough && show()} />
    </Modal>
  )
}

function Purpose(props: { value: string; onChange: (purpose: string) => void; onEnter: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const { value, onChange, onEnter } = props
  const usual = t('person.purposes').split('|')
  return (
    <div className="purpose">
      <label htmlFor={id}>{t('person.purpose')}</label>
      <Input
        id={id}
        value={value}
        maxLength={200}
        placeholder={t('person.purposeExample')}
        aria-describedby={`${id}-rule`}
        onChange={(event) => onChange(event.target.value)}
        onPressEnter={onEnter}
        autoFocus
      />
      <span id={`${id}-rule`} className="quiet">
        {t('person.purposeShort')}
      </span>
      <div className="purpose-usual">
        {usual.map((text) => (
          <button key={text} type="button" className="chip" onClick={() => onChange(text)}>
            {text}
          </button>
        ))}
      </div>
    </div>
  )
}
