// How a published list is read: which of its columns is which of ours, what its words mean, and what it leaves unsaid.
import type { FaultList } from '../../policy/text/faults.ts'

/** What a person says about a list that cannot be known from the list itself. */
export interface BatchForm {
  /** Name of the batch, as it will stand beside each point. */
  readonly batch: string
  /** Rules wanted, by id; rows of other rules are passed over. Needed when the list does not name its rule. */
  readonly rules?: readonly string[]
  /** Our column ← the list's column, as given (`codes=drug_code`). */
  readonly columns?: ReadonlyMap<string, string>
  /** Words of the list → ours (`男=M`), in every column. */
  readonly words?: ReadonlyMap<string, string>
  /** Columns that the list leaves out, the same in each row; a cell of the list goes before. */
  readonly fixed?: ReadonlyMap<string, string>
  /** The list holds all points of its rules: those it no longer names end the day before. */
  readonly isWhole?: boolean
}

/** Titles that need no map: what public lists and our own tables call a column. */
const KNOWN_TITLES: Readonly<Record<string, string>> = {
  规则: 'rule',
  规则编号: 'rule',
  规则名称: 'rule',
  知识点编号: 'kpId',
  drug_code: 'codes',
  code: 'codes',
  编码: 'codes',
  医保编码: 'codes',
  医保药品代码: 'codes',
  医保药品编码: 'codes',
  药品代码: 'codes',
  项目编码: 'codes',
  项目代码: 'codes',
  耗材编码: 'codes',
  drug_name: 'genericName',
  name: 'genericName',
  名称: 'genericName',
  药品名称: 'genericName',
  通用名: 'genericName',
  项目名称: 'genericName',
  published: 'validFrom',
  发布日期: 'validFrom',
  生效日期: 'validFrom',
  有效期起: 'validFrom',
  失效日期: 'validTo',
  有效期止: 'validTo',
  批次: 'batch',
  依据: 'basisText',
  备注: 'basisText',
  依据文件: 'basisDoc',
  地区: 'region',
}

/** Our column for each column of the list; `undefined` for those that say nothing to us. */
export function columnsOf(
  titles: readonly string[],
  form: BatchForm,
  ours: readonly string[],
  place: { readonly file: string },
  faults: FaultList,
): (string | undefined)[] {
  const at = { file: place.file, line: 1 }
  const given = new Map([...(form.columns ?? [])].map(([our, theirs]) => [theirs, our]))
  for (const [our, theirs] of form.columns ?? []) {
    if (!titles.includes(theirs))
      faults.add(at, 'unknown_key', `a map of ${our} to ${theirs}`, `one of ${titles.join(', ')}`)
    if (!ours.includes(our)) faults.add(at, 'unknown_key', our, `one of ${ours.join(', ')}`)
  }
  const taken = new Set(form.columns?.keys())
  const columns = titles.map((title) => {
    const mapped = given.get(title)
    if (mapped !== undefined) return mapped
    const known = ours.includes(title) ? title : KNOWN_TITLES[title]
    if (known === undefined || taken.has(known)) return undefined
    taken.add(known)
    return known
  })
  return columns
}
