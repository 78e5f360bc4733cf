// Offers the full identity to those who may see it; why is asked in a dialog, and the platform writes it down.
import { EyeOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignedIn } from '../../api/session.ts'

const UnmaskDialog = lazy(() => import('./unmask-dialog.tsx'))

export function Unmask({ personNo }: { personNo: string }) {
  const { t } = useTranslation()
  const { permissions } = useSignedIn()
  const [asking, setAsking] = useState(false)
  if (!permissions.includes('person:unmask')) return null
  return (
    <>
      <Button icon={<EyeOutlined aria-hidden="true" />} onClick={() => setAsking(true)}>
        {t('person.unmask')}
      </Button>
      {asking && (
        <Suspense>
          <UnmaskDialog personNo={personNo} close={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  )
}
