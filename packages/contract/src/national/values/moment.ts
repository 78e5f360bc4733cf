// Reads D and DT: yyyy-MM-dd and yyyy-MM-dd HH:mm:ss, with the two variants that clients send.
import { type Day, type Instant, parseDay, parseInstant } from '@yibao/kernel'
import { kindOf, shown } from '../shown.ts'
import { Fault, isEmpty } from './fault.ts'

const DAY_FORM = 'yyyy-MM-dd'
const MOMENT_FORM = 'yyyy-MM-dd HH:mm:ss'

/** A day; a moment is accepted for a day and its time dropped, since some clients format all dates alike. */
export function readDay(value: unknown): Day | undefined | Fault {
  if (isEmpty(value)) return undefined
  const text = dateText(value, DAY_FORM)
  if (text instanceof Fault) return text
  if (text === '') return undefined
  const day = text.length === 10 ? parseDay(text) : parseInstant(spaced(text))?.slice(0, 10)
  return (day as Day | undefined) ?? new Fault('date_malformed', shown(value), DAY_FORM)
}

/** A moment; a bare day means its first second, or its last one at the upper end of a query's range. */
export function momentReader(endOfDay: boolean): (value: unknown) => Instant | undefined | Fault {
  const time = endOfDay ? ' 23:59:59' : ' 00:00:00'
  return (value) => {
    if (isEmpty(value)) return undefined
    const text = dateText(value, MOMENT_FORM)
    if (text instanceof Fault) return text
    if (text === '') return undefined
    const at = parseInstant(text.length === 10 ? text + time : spaced(text))
    return at ?? new Fault('date_malformed', shown(value), MOMENT_FORM)
  }
}

function dateText(value: unknown, form: string): string | Fault {
  return typeof value === 'string' ? value.trim() : new Fault('field_wrong_type', kindOf(value), form)
}

/** yyyy-MM-ddTHH:mm:ss is read as local time; a zone after it is not accepted, because clients mean it differently. */
const spaced = (text: string): string =>
  text.length === 19 && text.charCodeAt(10) === 84 ? `${text.slice(0, 10)} ${text.slice(11)}` : text
