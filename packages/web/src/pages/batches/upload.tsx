// Templates to fetch and a file to send; it is checked at once, and nothing changes before somebody confirms.
import { CloudUploadOutlined, DownloadOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { callFile } from '../../api/call.ts'
import { useUpload } from '../../api/enrolment-queries.ts'
import { Section } from '../../parts/page.tsx'
import { saveFile } from '../../parts/save.ts'
import { Failed } from '../../parts/state.tsx'

const IS_READ = /\.(csv|txt|xlsx)$/i

export function Upload() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState('')
  const sending = useUpload((id) => void navigate(`/batches/${id}`))
  const send = (file: File | undefined) => {
    if (!file) return
    setWrong(IS_READ.test(file.name) ? '' : t('batch.notCsv', { name: file.name }))
    if (IS_READ.test(file.name)) sending.mutate(file)
  }
  const template = (form: 'csv' | 'xlsx') =>
    void callFile('/enrolment/template', { form }).then((file) =>
      saveFile(`${t('batch.title')}.${form}`, file.type, file),
    )
  return (
    <Section title={t('batch.upload')} note={t('batch.uploadNote')}>
      <div className="filters">
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,.xlsx,text/csv"
          aria-label={t('batch.chooseFile')}
          hidden
          onChange={(event) => {
            send(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <Button
          type="primary"
          icon={<CloudUploadOutlined aria-hidden="true" />}
          loading={sending.isPending}
          onClick={() => input.current?.click()}
        >
          {t('batch.chooseFile')}
        </Button>
        <Button icon={<DownloadOutlined aria-hidden="true" />} onClick={() => template('csv')}>
          {t('batch.templateCsv')}
        </Button>
        <Button icon={<DownloadOutlined aria-hidden="true" />} onClick={() => template('xlsx')}>
          {t('batch.templateXlsx')}
        </Button>
      </div>
      {wrong !== '' && <Alert type="warning" showIcon role="alert" title={wrong} />}
      {sending.error && <Failed error={sending.error} />}
    </Section>
  )
}
