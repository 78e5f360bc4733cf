// Catches a bug of a page, so that the person reads what to do instead of an empty screen.
import { Button } from 'antd'
import i18next from 'i18next'
import { Component, type ReactNode } from 'react'

export class Boundary extends Component<{ children: ReactNode }, { fault: Error | undefined }> {
  override state: { fault: Error | undefined } = { fault: undefined }

  static getDerivedStateFromError(fault: Error) {
    return { fault }
  }

  override render(): ReactNode {
    const { fault } = this.state
    if (!fault) return this.props.children
    return (
      <main className="state state-error" role="alert">
        <h1>{i18next.t('app.broken')}</h1>
        <p>{i18next.t('app.brokenHint')}</p>
        <p className="mono">{fault.message}</p>
        <Button type="primary" onClick={() => location.reload()}>
          {i18next.t('app.reload')}
        </Button>
      </main>
    )
  }
}
