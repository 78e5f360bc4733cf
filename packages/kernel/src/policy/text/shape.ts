// Shapes: one definition that both reads a located text and writes the JSON Schema that editors use.
import type { FaultList } from './faults.ts'
import { type MapNode, type Place, shown, type TextNode } from './located.ts'

export type JsonSchema = { readonly [key: string]: unknown }

export interface Shape<T> {
  /** Reads the node. Adds a fault and gives `undefined` when it does not fit. */
  read(node: TextNode, faults: FaultList): T | undefined
  readonly schema: JsonSchema
}

export type TypeOf<S> = S extends Shape<infer T> ? T : never

/** Text of at least one character, optionally of a given form. */
export function text(pattern?: RegExp, expected = 'text'): Shape<string> {
  return {
    read(node, faults) {
      if (node.kind === 'scalar' && node.text !== '' && node.value !== null && (!pattern || pattern.test(node.text))) {
        return node.text
      }
      faults.add(node.at, 'wrong_value', shown(node), expected)
      return undefined
    },
    schema: { type: ['string', 'number'], ...(pattern && { pattern: pattern.source }) },
  }
}

export function flag(): Shape<boolean> {
  return {
    read(node, faults) {
      if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value
      faults.add(node.at, 'wrong_value', shown(node), 'true or false')
      return undefined
    },
    schema: { type: 'boolean' },
  }
}

/** A plain number within limits; `what` says its meaning and unit. */
export function plainNumber(min: number, max: number, what: string): Shape<number> {
  return {
    read(node, faults) {
      const value = node.kind === 'scalar' && typeof node.value === 'number' ? node.value : Number.NaN
      if (value >= min && value <= max) return value
      faults.add(node.at, 'wrong_value', shown(node), `${what}, ${min} to ${max}`)
      return undefined
    },
    schema: { type: 'number', minimum: min, maximum: max, description: what },
  }
}

export function oneOf<const T extends string>(values: readonly T[]): Shape<T> {
  return {
    read(node, faults) {
      const value = values.find((each) => node.kind === 'scalar' && each === node.text)
      if (value === undefined) faults.add(node.at, 'wrong_value', shown(node), `one of ${values.join(', ')}`)
      return value
    },
    schema: { enum: values },
  }
}

export function list<T>(of: Shape<T>, atLeast = 1): Shape<readonly T[]> {
  return {
    read(node, faults) {
      if (node.kind !== 'list' || node.items.length < atLeast) {
        faults.add(node.at, 'wrong_value', shown(node), `a list of at least ${atLeast}`)
        return undefined
      }
      const items = node.items.map((item) => of.read(item, faults))
      return items.every((item) => item !== undefined) ? (items as T[]) : undefined
    },
    schema: { type: 'array', items: of.schema, minItems: atLeast },
  }
}

/** One value or a list of them. */
export function listOrOne<T>(of: Shape<T>): Shape<readonly T[]> {
  const many = list(of)
  return {
    read: (node, faults) => {
      if (node.kind === 'list') return many.read(node, faults)
      const one = of.read(node, faults)
      return one === undefined ? undefined : [one]
    },
    schema: { anyOf: [of.schema, many.schema] },
  }
}

/** A map from free names to one shape; the place of each key is kept. */
export function mapOf<T>(of: Shape<T>, name = /^[\p{L}\p{N}_.+-]+$/u): Shape<ReadonlyMap<string, T & object>> {
  return {
    read(node, faults) {
      if (node.kind !== 'map') {
        faults.add(node.at, 'wrong_value', shown(node), 'a map')
        return undefined
      }
      const result = new Map<string, T & object>()
      for (const [key, child] of node.entries) {
        if (!name.test(key)) faults.add(node.keys.get(key) ?? node.at, 'wrong_name', key, 'letters, digits, _ . + -')
        const value = of.read(child, faults)
        if (value !== undefined) result.set(key, value as T & object)
      }
      return result
    },
    schema: { type: 'object', additionalProperties: of.schema },
  }
}

interface Field<T, Optional extends boolean> {
  readonly shape: Shape<T>
  readonly optional: Optional
  readonly title: string
}

export const required = <T>(shape: Shape<T>, title = ''): Field<T, false> => ({ shape, optional: false, title })
export const optional = <T>(shape: Shape<T>, title = ''): Field<T, true> => ({ shape, optional: true, title })

type Fields = Readonly<Record<string, Field<unknown, boolean>>>
type Read<F extends Fields> = {
  readonly [K in keyof F as F[K]['optional'] extends true ? never : K]: TypeOf<F[K]['shape']>
} & {
  readonly [K in keyof F as F[K]['optional'] extends true ? K : never]?: TypeOf<F[K]['shape']> | undefined
} & { readonly at: Place }

/** A map with known keys. An unknown key is a fault that names the nearest known one. */
export function object<F extends Fields>(fields: F): Shape<Read<F>> {
  const names = Object.keys(fields)
  return {
    read(node, faults) {
      if (node.kind !== 'map') {
        faults.add(node.at, 'wrong_value', shown(node), `a map with ${names.slice(0, 5).join(', ')} …`)
        return undefined
      }
      refuseUnknownKeys(node, names, faults)
      const result: Record<string, unknown> = { at: node.at }
      let complete = true
      for (const [name, field] of Object.entries(fields)) {
        const child = node.entries.get(name)
        if (child) {
          result[name] = field.shape.read(child, faults)
          if (result[name] === undefined) complete = false
        } else if (!field.optional) {
          faults.add(node.at, 'missing_key', `a map without ${name}`, field.title || name)
          complete = false
        }
      }
      return complete ? (result as Read<F>) : undefined
    },
    schema: {
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(fields).map(([name, field]) => [
          name,
          field.title ? { ...field.shape.schema, description: field.title } : field.shape.schema,
        ]),
      ),
      required: names.filter((name) => !fields[name]?.optional),
      additionalProperties: false,
    },
  }
}

export function refuseUnknownKeys(node: MapNode, known: readonly string[], faults: FaultList): void {
  for (const key of node.entries.keys()) {
    if (known.includes(key)) continue
    const near = nearest(key, known)
    faults.add(node.keys.get(key) ?? node.at, 'unknown_key', key, near ? `${near}?` : `one of ${known.join(', ')}`)
  }
}

const LONGEST_WORD = 60

/** The known word that differs in the fewest letters, if it is near at all. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > LONGEST_WORD) return undefined
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const distance = editDistance(word, candidate)
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
