// Changing one's password; whoever came with a one-time password has to before anything else.
import { Alert, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useChangePassword, useSignedIn } from '../../api/session.ts'
import { PageHead } from '../../parts/page.tsx'

const LEAST = 12

interface Fields {
  readonly current: string
  readonly next: string
  readonly again: string
}

export function PasswordPage() {
  const { t } = useTranslation()
  const { mustChangePassword } = useSignedIn()
  return (
    <>
      <PageHead title={t('password.title')} />
      <section className="card narrow">
        {mustChangePassword && <Alert className="form-failed" type="warning" showIcon title={t('password.must')} />}
        <PasswordForm leave={mustChangePassword} />
        <p className="quiet">{t('password.advice')}</p>
      </section>
    </>
  )
}

function PasswordForm({ leave }: { leave: boolean }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const change = useChangePassword()
  const [form] = Form.useForm<Fields>()
  const send = ({ current, next }: Fields) =>
    change.mutate(
      { current, next },
      {
        onSuccess: () => {
          form.resetFields()
          if (leave) void navigate('/')
        },
      },
    )
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={send}>
      {change.error && (
        <Alert className="form-failed" type="error" showIcon role="alert" title={change.error.message} />
      )}
      {change.isSuccess && (
        <Alert className="form-failed" type="success" showIcon role="status" title={t('password.done')} />
      )}
      <Form.Item
        name="current"
        label={t('password.current')}
        rules={[{ required: true, message: t('password.needCurrent') }]}
      >
        <Input.Password autoComplete="current-password" autoFocus maxLength={200} />
      </Form.Item>
      <Form.Item
        name="next"
        label={t('password.next')}
        dependencies={['current']}
        rules={[nextRule((n) => t('password.short', { n }), t('password.same'))]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('password.again')}
        dependencies={['next']}
        rules={[againRule(t('password.differs'))]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('password.submit')}
      </Button>
    </Form>
  )
}

type Reader = { getFieldValue: (name: keyof Fields) => unknown }

const nextRule =
  (short: (length: number) => string, same: string) =>
  ({ getFieldValue }: Reader) => ({
    validator: (_: unknown, value: string = '') => {
      if (value.length < LEAST) return Promise.reject(new Error(short(value.length)))
      return value === getFieldValue('current') ? Promise.reject(new Error(same)) : Promise.resolve()
    },
  })

const againRule =
  (differs: string) =>
  ({ getFieldValue }: Reader) => ({
    validator: (_: unknown, value: string = '') =>
      value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(differs)),
  })
