// The file for the bank: fetched with its sum and its hash, saved as it is.
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { fetchPaymentFile } from '../../api/clearing-queries.ts'
import { yuan } from '../../format/money.ts'
import { saveFile } from '../../parts/save.ts'
import { Failed } from '../../parts/state.tsx'

export function PaymentFile() {
  const { t } = useTranslation()
  const file = useMutation({
    mutationFn: fetchPaymentFile,
    onSuccess: ({ name, text }) => saveFile(name, 'text/csv', text),
  })
  return (
    <>
      {file.error && <Failed error={file.error} />}
      {file.data && (
        <span role="status" className="quiet">
          {t('clearing.fileNote', {
            n: file.data.payments,
            sum: yuan(file.data.totalFen),
            hash: file.data.sha256.slice(0, 12),
          })}
        </span>
      )}
      <Button loading={file.isPending} onClick={() => file.mutate()}>
        {t('clearing.download')}
      </Button>
    </>
  )
}
