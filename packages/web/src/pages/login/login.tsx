// Signing in, the first time with the one-time password that the platform printed when it started.
import { Alert, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Navigate, useLocation } from 'react-router'
import { useSession, useSignIn } from '../../api/session.ts'
import { useTitle } from '../../app/title.ts'
import { switchLanguage } from '../../words/index.ts'

interface Arrival {
  readonly next?: string
  readonly expired?: boolean
}

export function Login() {
  const { t } = useTranslation()
  const session = useSession()
  const arrival = (useLocation().state ?? {}) as Arrival
  useTitle(t('login.title'))
  if (session.data) return <Navigate to={arrival.next ?? '/'} replace />
  return (
    <main className="login">
      <section className="login-words">
        <img src="/icon.svg" alt="" width="44" height="44" />
        <p className="login-name">{t('app.full')}</p>
        <p>{t('login.about')}</p>
      </section>
      <section className="login-form">
        <div className="login-head">
          <h1>{t('login.title')}</h1>
          <button className="plain" type="button" onClick={() => void switchLanguage()}>
            {t('app.language')}
            <span className="hidden-words"> {t('app.languageLabel')}</span>
          </button>
        </div>
        {arrival.expired && <Alert type="info" showIcon title={t('login.expired')} />}
        <LoginForm />
        <p className="quiet">{t('login.first')}</p>
      </section>
    </main>
  )
}

function LoginForm() {
  const { t } = useTranslation()
  const signIn = useSignIn()
  return (
    <Form layout="vertical" requiredMark={false} onFinish={signIn.mutate} disabled={signIn.isPending}>
      {signIn.error && (
        <Alert className="form-failed" type="error" showIcon role="alert" title={signIn.error.message} />
      )}
      <Form.Item name="name" label={t('login.name')} rules={[{ required: true, message: t('login.needName') }]}>
        <Input size="large" autoComplete="username" autoFocus maxLength={50} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('login.password')}
        rules={[{ required: true, message: t('login.needPassword') }]}
      >
        <Input.Password size="large" autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Button type="primary" size="large" block htmlType="submit" loading={signIn.isPending}>
        {t('login.submit')}
      </Button>
    </Form>
  )
}
