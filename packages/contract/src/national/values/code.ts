// Reads a coded text: spelling put right by its list, and refused when unknown to a list the platform's logic depends on.
import { type CodeList, spellings } from '../code-lists/list.ts'
import { shown } from '../shown.ts'
import { Fault } from './fault.ts'
import { textReader } from './text.ts'

export function codeReader(length: number, list: CodeList | undefined): (value: unknown) => string | Fault {
  const read = textReader(length)
  if (!list) return read
  const accepted = spellings(list)
  const allowed = allowedText(list)
  return (value) => {
    // Most codes arrive exactly as the list has them, and need no look at their characters.
    const known = typeof value === 'string' ? accepted.get(value) : undefined
    if (known !== undefined) return known
    const text = read(value)
    if (text instanceof Fault || text === '') return text
    const code = accepted.get(text)
    if (code !== undefined) return code
    return list.checked ? new Fault('code_unknown', shown(value), allowed) : text
  }
}

/** The first codes of a list, and how many there are. */
function allowedText({ values }: CodeList): string {
  const first = [...values.keys()].slice(0, 6).join('、')
  return values.size > 6 ? `${first}等${values.size}个` : first
}
