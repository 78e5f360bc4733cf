// Every value of every shipped policy in words: no figure of it is lost, and no identifier or object shows through.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Entry, usedSlots, valueText } from '@yibao/kernel'
import { buildPack, packsAt } from './disk.ts'

const POLICIES = fileURLToPath(new URL('../../../policies', import.meta.url))

const values = packsAt(POLICIES).flatMap((pack) => {
  const { library } = buildPack(pack)
  if (!library) return []
  return usedSlots(library.content).flatMap(({ name, slot }) => {
    const key = name.startsWith('parameter ') ? 'value' : name.slice(name.lastIndexOf('.') + 1)
    return slot.map((entry) => ({
      name: `${pack.path} ${name}`,
      entry,
      text: valueText(library.content, key, entry.value, (_, value) => `‹${value}›`),
    }))
  })
})

test('every value is said in words', () => {
  assert.ok(values.length > 500, `${values.length}`)
  for (const { name, text } of values) {
    assert.ok(text.length > 0, name)
    assert.doesNotMatch(text, /undefined|\[object|NaN|Infinity/, `${name}: ${text}`)
    const words = text.replaceAll(/‹[^›]*›/g, '')
    assert.doesNotMatch(words, /[a-z]+_[a-z]+/, `an identifier shows through: ${name}: ${text}`)
  }
})

/** Every literal amount and rate inside a value, wherever it stands. */
function* literalsIn(value: unknown): Generator<{ unit: string; value: number }> {
  if (typeof value !== 'object' || value === null) return
  if ('op' in value && value.op === 'literal' && 'unit' in value && 'value' in value)
    yield { unit: String(value.unit), value: Number(value.value) }
  const inner = value instanceof Map ? value.values() : Object.values(value)
  for (const item of inner) yield* literalsIn(item)
}

test('every figure of a value stands in its words', () => {
  let figures = 0
  for (const { name, entry, text } of values as { name: string; entry: Entry<unknown>; text: string }[]) {
    for (const { unit, value } of literalsIn(entry.value)) {
      if (!Number.isFinite(value)) continue
      const figure =
        unit === 'rate'
          ? `${value / 100}%`
          : unit === 'money'
            ? Math.trunc(value / 100).toLocaleString('en')
            : `${value}`
      assert.ok(text.includes(figure), `${name}: ${figure} is missing in ${text}`)
      figures += 1
    }
  }
  assert.ok(figures > 500, `${figures}`)
})
