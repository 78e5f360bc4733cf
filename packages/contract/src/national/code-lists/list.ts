// One code list as data, with the spellings it accepts.

export interface CodeList {
  readonly title: string
  /** Code → label. */
  readonly values: ReadonlyMap<string, string>
  /** The platform's logic depends on the code, so an unknown one is refused; other lists only put spellings right. */
  readonly checked: boolean
}

/** Declares a list as `code label | code label`. */
export function list(title: string, text: string, checked?: 'checked'): CodeList {
  const values = text.split('|').map((item) => {
    const [code = '', ...label] = item.trim().split(' ')
    return [code, label.join(' ')] as const
  })
  return { title, values: new Map(values), checked: checked === 'checked' }
}

/** Flags are hard-coded 0 and 1 throughout the interface. */
export function flags(titles: Readonly<Record<string, string>>): Record<string, CodeList> {
  return Object.fromEntries(
    Object.entries(titles).map(([name, title]) => [name, list(title, '0 否 | 1 是', 'checked')]),
  )
}

/**
 * Every accepted spelling → the list's own code: "1" means "01" where the list has only "01", and the other way round.
 * A spelling that is itself a code of the list always means that code.
 */
export function spellings({ values }: CodeList): ReadonlyMap<string, string> {
  const accepted = new Map<string, string>()
  for (const code of values.keys()) {
    if (/^0\d$/.test(code)) accepted.set(code.slice(1), code)
    if (/^\d$/.test(code)) accepted.set(`0${code}`, code)
  }
  for (const code of values.keys()) accepted.set(code, code)
  return accepted
}
