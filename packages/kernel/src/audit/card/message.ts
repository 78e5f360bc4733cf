// Texts with named holes: one sentence per audience, filled with the facts a finding used.

/** Holes every card may use, beside those of its family. */
export const COMMON_HOLES: readonly string[] = [
  'rule',
  'item',
  'code',
  'on',
  'person',
  'provider',
  'excessQuantity',
  'excessAmount',
  'missing',
]

const HOLE = /\{(\w+)\}/g

export const holesIn = (message: string): string[] => [...message.matchAll(HOLE)].map((match) => match[1] ?? '')

type Language = 'zh' | 'en'

/** Words of both languages in one fact: `男｜male`, and several of them `天｜days、岁｜years`. */
const BOTH = /([^、｜]*)｜([^、｜]*)/g

/** Facts are told by our own codes; a reader is told what they mean. */
const WORDS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  outpatient: { zh: '门诊', en: 'outpatient care' },
  emergency: { zh: '急诊', en: 'emergency care' },
  inpatient: { zh: '住院', en: 'inpatient care' },
  pharmacy: { zh: '药店', en: 'a pharmacy' },
  internet: { zh: '互联网诊疗', en: 'internet care' },
  BASIC: { zh: '基本医疗保险', en: 'basic insurance' },
  MATERNITY: { zh: '生育保险', en: 'maternity insurance' },
  WORK_INJURY: { zh: '工伤保险', en: 'work-injury insurance' },
  NONE: { zh: '无', en: 'none' },
  NON_RESTRICTED: { zh: '非限制使用级', en: 'non-restricted' },
  RESTRICTED: { zh: '限制使用级', en: 'restricted' },
  SPECIAL: { zh: '特殊使用级', en: 'special' },
  day: { zh: '当日', en: 'day' },
  stay: { zh: '本次就诊', en: 'visit' },
  episode: { zh: '疾病过程', en: 'episode' },
  week: { zh: '当周', en: 'week' },
  month: { zh: '当月', en: 'month' },
  quarter: { zh: '本季', en: 'quarter' },
  year: { zh: '本年', en: 'year' },
  lifetime: { zh: '终身', en: 'lifetime' },
  gap: { zh: '间隔天数', en: 'days between' },
  sameDay: { zh: '同日', en: 'the day' },
  visitDay: { zh: '同次就诊同日', en: 'the day of the visit' },
  sameSitting: { zh: '同一次操作', en: 'the sitting' },
}

const LETTERS = /[A-Za-z_]/

/** What a hole is filled with. Names and codes of items stay as they are. */
function wordsOf(name: string, value: string | number | undefined, language: Language): string {
  const said = typeof value === 'string' ? value : String(value ?? '')
  const text = said.includes('｜') ? said.replace(BOTH, language === 'zh' ? '$1' : '$2') : said
  if (name === 'item' || name === 'code' || !LETTERS.test(text)) return text
  return text.replace(/[A-Za-z_]+/g, (word) => (Object.hasOwn(WORDS, word) ? (WORDS[word]?.[language] ?? word) : word))
}

const BRACKETS = /[（(][^（()）]*[）)]/g
const CLAUSES = /([；，]|[;,] )/

/** The text with its facts. A clause, or words in brackets, whose holes are all empty has nothing to say and is left out. */
export function filled(message: string, holes: Readonly<Record<string, string | number>>, language: Language): string {
  const says = (name: string): boolean => String(holes[name] ?? '') !== ''
  const fill = (text: string): string => text.replace(HOLE, (_, name: string) => wordsOf(name, holes[name], language))
  // A doctor waits for these texts: where every hole has something to say, no part has to be looked at.
  if (holesIn(message).every(says)) return fill(message)
  const isEmpty = (part: string): boolean => {
    const names = holesIn(part)
    return names.length > 0 && !names.some(says)
  }
  const kept: string[] = []
  const [first = '', ...rest] = message.replace(BRACKETS, (part) => (isEmpty(part) ? '' : part)).split(CLAUSES)
  kept.push(first)
  for (let at = 0; at < rest.length; at += 2)
    if (!isEmpty(rest[at + 1] ?? '')) kept.push(rest[at] ?? '', rest[at + 1] ?? '')
  return fill(kept.join(''))
}
