// The words inside Ant Design's components. The package gives its locales as an ES module whose types say CommonJS, so both
// shapes are read.
import type { ConfigProviderProps } from 'antd'
import enUS from 'antd/es/locale/en_US.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import type { Language } from './index.ts'

type Locale = NonNullable<ConfigProviderProps['locale']>

const unwrap = (module: Locale | { readonly default: Locale }): Locale =>
  'default' in module ? module.default : module

const locales: Readonly<Record<Language, Locale>> = { zh: unwrap(zhCN), en: unwrap(enUS) }

export const antLocale = (language: Language): Locale => locales[language]
