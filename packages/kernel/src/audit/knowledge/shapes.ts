// The few forms a parameter of a knowledge point may have, the same in a card, a case and a table.
import { type Fen, fenFromYuan } from '../../money/fen.ts'
import { type Quantity, quantity, type UnitPrice, unitPrice } from '../../money/line-amount.ts'
import type { BasisPoints } from '../../money/share.ts'
import { shown } from '../../policy/text/located.ts'
import { listOrOne, type Shape, text } from '../../policy/text/shape.ts'
import { type Day, parseDay } from '../../time/day.ts'

/** National codes (or diagnosis prefixes): one or several. */
export const codeList = (): Shape<readonly string[]> => listOrOne(text())

/** A list that may also stand empty: no diagnosis, nothing excluded. */
export const codeListOrNone = (): Shape<readonly string[]> => ({
  read: (node, faults) => (node.kind === 'list' && node.items.length === 0 ? [] : listOrOne(text()).read(node, faults)),
  schema: listOrOne(text()).schema,
})

const scaled = <T extends number>(
  parse: (text: string) => T | undefined,
  expected: string,
  accept: (value: T) => boolean = () => true,
): Shape<T> => ({
  read(node, faults) {
    const value = node.kind === 'scalar' ? parse(node.text.trim()) : undefined
    if (value !== undefined && accept(value)) return value
    faults.add(node.at, 'wrong_value', shown(node), expected)
    return undefined
  },
  schema: { type: ['number', 'string'] },
})

const whole = (value: string): number | undefined => (/^-?\d{1,9}$/.test(value) ? Number(value) : undefined)

export const wholeNumber = (least: number, most = 999_999_999): Shape<number> =>
  scaled(
    whole,
    `a whole number from ${least}${most < 999_999_999 ? ` to ${most}` : ''}`,
    (value) => value >= least && value <= most,
  )

/** A quantity of the bill's own unit, with at most four decimals. */
export const amountOfUnits = (): Shape<Quantity> =>
  scaled(quantity, 'a quantity of zero or more with at most 4 decimals', (value) => value >= 0)

/** Yuan with at most two decimals; kept as fen. */
export const yuan = (): Shape<Fen> =>
  scaled(fenFromYuan, 'yuan of zero or more with at most 2 decimals', (value) => value >= 0)

export const price = (): Shape<UnitPrice> =>
  scaled(unitPrice, 'a unit price in yuan of zero or more with at most 6 decimals', (value) => value >= 0)

/** 0.5 or 50%; kept as basis points. */
export const ratio = (most = 1): Shape<BasisPoints> =>
  scaled(
    (value) => {
      const percent = /^(\d{1,5}(?:\.\d{1,2})?)%$/.exec(value)
      const bp = percent
        ? Number(percent[1]) * 100
        : /^\d{1,5}(?:\.\d{1,4})?$/.test(value)
          ? Number(value) * 10_000
          : undefined
      return bp === undefined ? undefined : (Math.round(bp) as BasisPoints)
    },
    `a share such as 0.5 or 50%, at most ${most * 100}%`,
    (value) => value <= most * 10_000,
  )

/** A plain decimal, for laboratory values, which have units of their own. */
export const decimal = (): Shape<number> =>
  scaled((value) => (/^-?\d{1,12}(?:\.\d{1,9})?$/.test(value) ? Number(value) : undefined), 'a number')

export const dayText = (): Shape<Day> => ({
  read(node, faults) {
    const on = node.kind === 'scalar' ? parseDay(node.text) : undefined
    if (!on) faults.add(node.at, 'wrong_value', shown(node), 'a calendar day such as 2026-07-01')
    return on
  },
  schema: { type: 'string', format: 'date' },
})
