// 新参保人员: somebody who is not on record, a newborn among them.
import { useTranslation } from 'react-i18next'
import { PageHead } from '../../parts/page.tsx'
import { LineForm } from './line-form.tsx'

export default function NewEnrolleePage() {
  const { t } = useTranslation()
  return (
    <>
      <PageHead title={t('window.newPerson')} crumbs={[{ to: '/enrolment', text: t('window.title') }]} />
      <LineForm />
    </>
  )
}
