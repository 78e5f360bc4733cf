// Ways to break one field, each with what a reader of its kind must do with it.
import { nationalLists } from '../code-lists.ts'
import { type Field, typeText } from '../fields.ts'

export type Expectation = 'refused' | 'accepted'

/** `raw` replaces the value in the JSON text itself: numbers that JSON.stringify cannot write. */
export type BrokenValue = { readonly value: unknown } | { readonly raw: string } | { readonly absent: true }

export interface FieldMutation {
  readonly label: string
  readonly broken: BrokenValue
  readonly expect: Expectation
}

const value = (of: unknown): BrokenValue => ({ value: of })

const isText = ({ kind }: Field): boolean => kind === 'text' || kind === 'code' || kind === 'extension'
const isNumber = ({ kind }: Field): boolean =>
  ['amount', 'price', 'quantity', 'ratio', 'integer', 'decimal'].includes(kind)
const isDate = ({ kind }: Field): boolean => kind === 'day' || kind === 'moment'
const isChecked = ({ kind, list }: Field): boolean => kind === 'code' && (nationalLists[list ?? '']?.checked ?? false)
const refusedWhen = (refused: boolean): Expectation => (refused ? 'refused' : 'accepted')

/** Every mutation of one field. The list is the same for every field of a kind, so that coverage can be counted. */
export function fieldMutations(field: Field): FieldMutation[] {
  return [...emptied(field), ...wrongTypes(field), ...hostileTexts(field), ...byKind(field)]
}

/** Empty in each of the four ways: refused exactly where the field is required. */
function emptied(field: Field): FieldMutation[] {
  const expect = refusedWhen(field.required)
  return [
    { label: 'missing', broken: { absent: true }, expect },
    { label: 'null', broken: value(null), expect },
    { label: 'empty text', broken: value(''), expect },
    { label: 'the text null', broken: value('null'), expect },
    { label: 'only spaces', broken: value('   '), expect: field.kind === 'bytes' || field.rows ? 'refused' : expect },
  ]
}

/** A lone row may come without its brackets; where nothing of a row is required, any object is one. */
const mayBeEmptyRow = ({ rows }: Field): boolean =>
  rows !== undefined && Object.values(rows).every(({ required }) => !required)

function wrongTypes(field: Field): FieldMutation[] {
  const slot = field.kind === 'extension'
  return [
    { label: 'an object', broken: value({ a: 1 }), expect: refusedWhen(!slot && !mayBeEmptyRow(field)) },
    { label: 'a list', broken: value([1, 2]), expect: refusedWhen(!slot && field.kind !== 'bytes') },
    { label: 'true', broken: value(true), expect: 'refused' },
  ]
}

/** Texts that break programs. As free text they are harmless when they fit; as anything else they are refused. */
const HOSTILE: readonly (readonly [label: string, text: string])[] = [
  ['SQL injection', "';DROP--"],
  ['HTML', '<b>x</b>'],
  ['formula', '=1+1'],
  ['log line', '%0d%0aOK'],
  ['template', '{{7*7}}'],
  ['four-byte characters', '𠮷𠮷'],
  ['full-width digits', '\uff11\uff12'],
]

const BROKEN_TEXTS: readonly (readonly [label: string, text: string])[] = [
  ['control character', 'a\u0001b'],
  ['DEL', 'a\u007fb'],
  ['C1 control', 'a\u0085b'],
  ['lone surrogate', 'a\ud800b'],
  ['lone low surrogate', 'a\udc00b'],
  ['right-to-left override', 'a\u202eb'],
]

function hostileTexts(field: Field): FieldMutation[] {
  const free = (field.kind === 'text' || field.kind === 'extension' || field.kind === 'code') && !isChecked(field)
  return [
    ...HOSTILE.map(([label, text]): FieldMutation => {
      const fits = [...text].length <= field.digits
      return { label, broken: value(text), expect: refusedWhen(!(free && fits)) }
    }),
    ...BROKEN_TEXTS.map(([label, text]): FieldMutation => ({ label, broken: value(text), expect: 'refused' })),
  ]
}

function byKind(field: Field): FieldMutation[] {
  if (isText(field)) return textMutations(field)
  if (isNumber(field)) return numberMutations(field)
  if (isDate(field)) return dateMutations()
  if (field.kind === 'serial') return serialMutations(field)
  return []
}

function textMutations(field: Field): FieldMutation[] {
  const prose = field.digits >= 200
  return [
    { label: `longer than ${typeText(field)}`, broken: value('长'.repeat(field.digits + 1)), expect: 'refused' },
    { label: 'a fraction', broken: value(12.5), expect: 'refused' },
    { label: 'a number beyond 2^53', broken: { raw: '12345678901234567890' }, expect: 'refused' },
    { label: '1e309', broken: { raw: '1e309' }, expect: 'refused' },
    { label: 'a line break', broken: value('甲\n乙'), expect: refusedWhen(!prose || isChecked(field)) },
    { label: 'outside the code list', broken: value('~'), expect: refusedWhen(isChecked(field)) },
  ]
}

function numberMutations(field: Field): FieldMutation[] {
  const precise = `1.${'0'.repeat(field.decimals)}1`
  const whole = field.digits - field.decimals
  return [
    { label: 'negative', broken: value(-1), expect: refusedWhen(!field.signed) },
    { label: 'negative text', broken: value('-1'), expect: refusedWhen(!field.signed) },
    { label: 'NaN text', broken: value('NaN'), expect: 'refused' },
    { label: 'NaN', broken: { raw: 'NaN' }, expect: 'refused' },
    { label: 'Infinity text', broken: value('Infinity'), expect: 'refused' },
    { label: '1e309', broken: { raw: '1e309' }, expect: 'refused' },
    { label: 'exponent text', broken: value('1e3'), expect: 'refused' },
    { label: 'hexadecimal', broken: value('0x10'), expect: 'refused' },
    { label: 'one decimal too many', broken: { raw: precise }, expect: 'refused' },
    { label: 'one decimal too many, text', broken: value(precise), expect: 'refused' },
    { label: 'one digit too many', broken: { raw: `1${'0'.repeat(whole)}` }, expect: 'refused' },
    { label: 'one digit too many, text', broken: value(`1${'0'.repeat(whole)}`), expect: 'refused' },
    { label: 'thousands separator', broken: value('1,0'), expect: 'refused' },
    { label: 'with a unit', broken: value('1元'), expect: 'refused' },
  ]
}

function dateMutations(): FieldMutation[] {
  const impossible = ['2023-02-30', '2026-13-01', '0000-00-00', '2026-06-01 25:00:00', '20260601', '2026/06/01', '今天']
  return [
    ...impossible.map((text): FieldMutation => ({ label: `date ${text}`, broken: value(text), expect: 'refused' })),
    { label: 'a date as number', broken: value(20260601), expect: 'refused' },
    { label: 'a zone', broken: value('2026-06-01T08:30:00Z'), expect: 'refused' },
    // Whether a day may lie ahead is for the business to say.
    { label: 'a far future day', broken: value('2999-12-31'), expect: 'accepted' },
  ]
}

function serialMutations(field: Field): FieldMutation[] {
  return [
    { label: 'letters', broken: value('A1'), expect: 'refused' },
    { label: 'zero', broken: value('0'), expect: 'refused' },
    { label: 'negative', broken: value('-1'), expect: 'refused' },
    { label: `longer than ${typeText(field)}`, broken: value('9'.repeat(field.digits + 1)), expect: 'refused' },
    { label: 'a number beyond 2^53', broken: { raw: '12345678901234567890' }, expect: 'refused' },
  ]
}
