// The console as a whole: data, language, look, and the pages behind the login.
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BrowserRouter } from 'react-router'
import { Refusal } from '../api/call.ts'
import { noticeFailure } from '../api/session.ts'
import { theme } from '../theme.ts'
import { antLocale } from '../words/ant-locale.ts'
import { Boundary } from './boundary.tsx'
import { Pages } from './pages.tsx'

/** A refusal is an answer and is not asked for again; a platform that was not reached is tried twice more. */
function createClient(): QueryClient {
  const onError = (error: unknown) => noticeFailure(client, error)
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => count < 2 && error instanceof Refusal && (error.status === 0 || error.status >= 500),
      },
      mutations: { retry: false },
    },
  })
  return client
}

export function App() {
  const { i18n } = useTranslation()
  const [client] = useState(createClient)
  return (
    <ConfigProvider
      theme={theme}
      locale={antLocale(i18n.language === 'en' ? 'en' : 'zh')}
      button={{ autoInsertSpace: false }}
    >
      <Boundary>
        <QueryClientProvider client={client}>
          <BrowserRouter>
            <Pages />
          </BrowserRouter>
        </QueryClientProvider>
      </Boundary>
    </ConfigProvider>
  )
}
