// The language of the screen, and names of codes in it.
import { useTranslation } from 'react-i18next'
import type { Language } from '../words/index.ts'
import { nameOf } from '../words/names.ts'

export function useLanguage() {
  const { i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'zh'
  return {
    language,
    /** A code's name: the server's Chinese words, or their English where it is known. */
    name: (group: string, code: string, chinese: string) => nameOf(language, group, code, chinese),
    /** A pair of titles as the server sends them. */
    either: (chinese: string, english: string) => (language === 'en' && english ? english : chinese),
  }
}
