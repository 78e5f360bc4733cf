// The file of a model, read with every fault placed; a file with one fault is refused whole.
import type { FaultList } from '../../policy/text/faults.ts'
import { locate } from '../../policy/text/located.ts'
import { list, object, oneOf, optional, plainNumber, required, text } from '../../policy/text/shape.ts'
import type { ModelCard } from './model.ts'

const number = plainNumber(-1e9, 1e9, 'a number')

const shape = object({
  model: required(text(/^[a-z]+(-[a-z]+)*$/, 'small letters and dashes')),
  version: required(plainNumber(1, 999, 'a version')),
  title: required(text()),
  title_en: required(text()),
  scheme: required(text(/^[a-z_]+$/, 'a scheme')),
  counts: required(oneOf(['visits', 'practitioners'])),
  basis: required(text()),
  false_positives: required(text()),
  parameters: required(list(object({ name: required(text()), value: required(number) }), 0)),
  reasons: required(
    list(
      object({
        feature: required(text()),
        at_least: optional(number),
        at_most: optional(number),
        weight: required(number),
        zh: required(text()),
        en: required(text()),
      }),
    ),
  ),
  alarm: required(number),
})

export function readModel(file: string, source: string, faults: FaultList): ModelCard | undefined {
  const node = locate(file, source, faults)
  const read = node && shape.read(node, faults)
  if (!read || faults.refuses) return undefined
  const { model, title_en: titleEn, false_positives: falsePositives, reasons, parameters, ...rest } = read
  return {
    ...rest,
    ...{ id: model, titleEn, falsePositives },
    parameters: Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
    reasons: reasons.map(({ at_least: atLeast, at_most: atMost, ...reason }) => ({
      ...reason,
      ...(atLeast !== undefined && { atLeast }),
      ...(atMost !== undefined && { atMost }),
    })),
  }
}
