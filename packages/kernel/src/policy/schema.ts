// The JSON Schema of a policy file, put together from the same shapes that read it.
import { allowanceSchema, waitingSchema } from './language/beside-the-bill.ts'
import { classificationSchema } from './language/classification.ts'
import { conditionSchema } from './language/condition.ts'
import { expressionSchema } from './language/expression.ts'
import { packShape, sourceShape, type TOP_KEYS } from './language/file.ts'
import { planSchema } from './language/plan.ts'
import { slotSchema } from './language/slot.ts'
import { tierSchema } from './language/tier.ts'
import type { JsonSchema } from './text/shape.ts'

const mapOf = (schema: JsonSchema): JsonSchema => ({ type: 'object', additionalProperties: schema })

export function policyFileSchema(): JsonSchema {
  const properties: Record<(typeof TOP_KEYS)[number], JsonSchema> = {
    title: { type: 'string' },
    pack: packShape.schema,
    inherits: { type: 'array', items: { type: 'string' } },
    defaults: { type: 'object' },
    sources: mapOf(sourceShape.schema),
    vocabulary: {
      type: 'object',
      properties: { levels: mapOf({ type: 'string' }), categories: mapOf({ type: 'string' }) },
      additionalProperties: false,
    },
    parameters: mapOf({
      type: 'object',
      properties: {
        title: { type: 'string' },
        unit: { enum: ['money', 'rate', 'count'] },
        value: slotSchema({ $ref: '#/$defs/expression' }),
      },
      required: ['value'],
      additionalProperties: false,
    }),
    classifications: mapOf(classificationSchema),
    tiers: mapOf(tierSchema),
    plans: mapOf(planSchema),
    allowances: mapOf(allowanceSchema),
    waiting: mapOf(waitingSchema),
    cases: { type: 'array' },
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Yibao policy file',
    type: 'object',
    properties,
    additionalProperties: false,
    $defs: { expression: expressionSchema, condition: conditionSchema },
  }
}
