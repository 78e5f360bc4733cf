// The two languages of the console: Chinese first, English complete; the choice is kept in the browser.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'
import { zh } from './zh.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof zh }
  }
}

export type Language = 'zh' | 'en'

const KEPT_AS = 'yibao.language'

export function startWords(): void {
  const kept = localStorage.getItem(KEPT_AS) === 'en' ? 'en' : 'zh'
  void i18next.use(initReactI18next).init({
    lng: kept,
    fallbackLng: 'zh',
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  showLanguage(kept)
}

export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'zh')

export async function switchLanguage(): Promise<void> {
  const next: Language = currentLanguage() === 'en' ? 'zh' : 'en'
  localStorage.setItem(KEPT_AS, next)
  await i18next.changeLanguage(next)
  showLanguage(next)
}

/** Screen readers choose their voice by it. */
function showLanguage(language: Language): void {
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
}
