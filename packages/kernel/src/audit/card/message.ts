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

/** A message cut once into what stands between its holes and their names: cards are few, and told thousands of times. */
interface Cut {
  readonly texts: readonly string[]
  readonly names: readonly string[]
}

const cuts = new Map<string, Cut>()

function cutOf(message: string): Cut {
  const known = cuts.get(message)
  if (known) return known
  const parts = message.split(HOLE)
  const cut = { texts: parts.filter((_, at) => at % 2 === 0), names: parts.filter((_, at) => at % 2 === 1) }
  cuts.set(message, cut)
  return cut
}

type Holes = Readonly<Record<string, string | number>>

const BRACKETS = /[（(][^（()）]*[）)]/g
const CLAUSES = /([；，]|[;,] )/

/** The texts of one set of facts in one language: each fact is put into words once, for all readers. */
export function fillerOf(holes: Holes, language: Language): (message: string) => string {
  const words = new Map<string, string>()
  const wordOf = (name: string): string => {
    const known = words.get(name)
    if (known !== undefined) return known
    const word = wordsOf(name, holes[name], language)
    words.set(name, word)
    return word
  }
  return (message) => {
    const cut = cutOf(message)
    // A doctor waits for these texts: where every hole has something to say, no part has to be looked at.
    if (cut.names.every((name) => says(holes, name))) return fill(cut, wordOf)
    return withoutEmpty(message, holes).replace(HOLE, (_, name: string) => wordOf(name))
  }
}

const says = (holes: Holes, name: string): boolean => (holes[name] ?? '') !== ''

function fill({ texts, names }: Cut, wordOf: (name: string) => string): string {
  let text = texts[0] ?? ''
  for (const [at, name] of names.entries()) text += wordOf(name) + texts[at + 1]
  return text
}

/** A clause, or words in brackets, whose holes are all empty has nothing to say and is left out. */
function withoutEmpty(message: string, holes: Holes): string {
  const isEmpty = (part: string): boolean => {
    const names = holesIn(part)
    return names.length > 0 && !names.some((name) => says(holes, name))
  }
  const [first = '', ...rest] = message.replace(BRACKETS, (part) => (isEmpty(part) ? '' : part)).split(CLAUSES)
  const kept = [first]
  for (let at = 0; at < rest.length; at += 2)
    if (!isEmpty(rest[at + 1] ?? '')) kept.push(rest[at] ?? '', rest[at + 1] ?? '')
  return kept.join('')
}

/** One text with its facts. */
export const filled = (message: string, holes: Holes, language: Language): string => fillerOf(holes, language)(message)
