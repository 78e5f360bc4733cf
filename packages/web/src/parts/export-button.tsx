// Export of the whole result under the filters of the list, as the platform writes it.
import { DownloadOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { callFile, type Query } from '../api/call.ts'
import { saveFile } from './save.ts'
import { Failed } from './state.tsx'

export function ExportButton({ path, name, query }: { path: string; name: string; query: Query }) {
  const { t } = useTranslation()
  const run = useMutation({
    mutationFn: () => callFile(path, query),
    onSuccess: (file) => saveFile(`${name}.csv`, 'text/csv', file),
  })
  return (
    <>
      {run.error && <Failed error={run.error} retry={() => run.mutate()} />}
      <Button icon={<DownloadOutlined aria-hidden="true" />} loading={run.isPending} onClick={() => run.mutate()}>
        {run.isPending ? t('list.exporting') : t('list.export')}
      </Button>
    </>
  )
}
