// A column map is begun from the header of a file: what the titles say is filled in, the rest is listed to be filled by hand.
import { FLAG_WORDS, INTAKE_TABLES, type IntakeField, NEEDED, tableNames } from './fields.ts'

/** More titles of fields, such as those of a national interface: field → titles. */
export type MoreTitles = Readonly<Record<string, readonly string[]>>

export interface Header {
  /** The name of the file. */
  readonly name: string
  readonly titles: readonly string[]
}

const plain = (title: string): string => title.toLowerCase().replace(/[\s_\-（）()]/g, '')

interface Match {
  readonly field: IntakeField
  readonly title: string
}

/** Each field takes the first title that is one of its own; a title serves one field. */
export function matched(table: string, titles: readonly string[], more: MoreTitles): Match[] {
  const taken = new Set<string>()
  const fields = INTAKE_TABLES[table] ?? []
  return fields.flatMap((field) => {
    const known = [...field.titles, ...(more[field.name] ?? []), field.name].map(plain)
    const title = known
      .map((each) => titles.find((found) => plain(found) === each && !taken.has(found)))
      .find((found) => found !== undefined)
    if (title === undefined) return []
    taken.add(title)
    return [{ field, title }]
  })
}

/** The table a file most looks like: the one whose needed fields and others it tells most of. */
export function likelyTable(titles: readonly string[], more: MoreTitles): string {
  const score = (table: string): number => {
    const found = matched(table, titles, more).map(({ field }) => field.name)
    const needed = NEEDED[table] ?? []
    const all = needed.every((name) => found.includes(name))
    return found.length + (all ? 100 : 0) + needed.filter((name) => found.includes(name)).length
  }
  // Every table that tells less is told by a larger one too: of equals the first, of complete ones the fullest.
  return tableNames.reduce((best, table) => (score(table) > score(best) ? table : best), 'lines')
}

const quoted = (text: string): string =>
  /^[\p{L}\p{N}_ ]+$/u.test(text) && !/^\d/.test(text) ? text : `'${text.replaceAll("'", "''")}'`

/** The text of a map, with every field that is not yet told as a comment. */
export function starterMap(headers: readonly Header[], more: MoreTitles): string {
  const files = headers.map((header) => fileText(header, likelyTable(header.titles, more), more))
  return [
    '# 列对照：左边是平台的字段，右边是文件里的列名。带 # 的字段文件里没有找到，需要时补上列名并去掉 #。',
    '# Column map: our field, then the title in the file. A field behind # was not found; fill it in where there is one.',
    '# 需要换算时写成一组 where something must be said about a column:',
    "#   line.toFund: { column: 自费标志, words: { '1': 'false', '0': 'true' } }",
    '#   line.at: { column: 发生日期, format: YYYYMMDD }',
    '#   visit.careMode: { value: inpatient }',
    'money: yuan',
    'files:',
    ...files,
    '',
  ].join('\n')
}

function fileText({ name, titles }: Header, table: string, more: MoreTitles): string {
  const found = matched(table, titles, more)
  const rows = (INTAKE_TABLES[table] ?? []).map((field) => {
    const match = found.find((each) => each.field === field)
    const needed = NEEDED[table]?.includes(field.name) ? '，必填 needed' : ''
    const about = `${field.zh} ${field.en}${needed}${choicesText(field)}`
    return match ? `      ${field.name}: ${quoted(match.title)}` : `      # ${field.name}:  # ${about}`
  })
  const unused = titles.filter((title) => !found.some((each) => each.title === title))
  const rest = unused.length > 0 ? [`      # 没有用到的列 columns not used: ${unused.join('、')}`] : []
  return [`  - table: ${table}`, `    match: ${quoted(name)}`, '    columns:', ...rows, ...rest].join('\n')
}

function choicesText({ type, choices }: IntakeField): string {
  if (type === 'flag') return `，${Object.keys(FLAG_WORDS).slice(0, 1).join('')}/否`
  return choices ? `：${choices.join(' ')}` : ''
}
