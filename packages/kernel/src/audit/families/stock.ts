// Family stock: more settled than there can have been in stock (进销存异常).
import { type Quantity, quantityText } from '../../money/line-amount.ts'
import { object, oneOf, optional, type TypeOf } from '../../policy/text/shape.ts'
import { codeList } from '../knowledge/shapes.ts'
import { includesCode } from './codes.ts'
import { family } from './family.ts'

const shape = object({
  codes: optional(codeList(), '仅这些编码；不写则全部'),
  catalogue: optional(oneOf(['drug', 'service', 'consumable', 'herb']), '仅该目录的库存记录（记录未注明时不限）'),
})

/**
 * An inventory record of a provider, code and period with settled above opening + purchased − returned (and scrapped). The
 * finding is of the code and provider, with the difference as its excess quantity.
 *
 * Set-based: one row per inventory record.
 */
export const stock = family<TypeOf<typeof shape>>({
  name: 'stock',
  title: { zh: '结算多于库存', en: 'More settled than in stock' },
  excess: 'above_limit',
  holes: ['settled', 'available', 'from', 'to', 'stockCode'],
  shape,
  wake: () => ({ records: 'inventory' }),
  onRecord: ({ point, record }) => {
    if (record.kind !== 'inventory') return []
    const { codes, catalogue } = point.parameters
    if (codes && !includesCode(codes, record.code)) return []
    if (catalogue && record.catalogue !== undefined && record.catalogue !== catalogue) return []
    const available = record.opening + record.purchased - record.returned
    if (record.settled <= available) return []
    return [
      {
        truth: 'true',
        lines: [],
        codes: [record.code],
        providers: [record.providerId],
        period: `${record.from ?? ''}..${record.to ?? ''}`,
        excessQuantity: (record.settled - available) as Quantity,
        holes: {
          settled: quantityText(record.settled),
          available: quantityText(available as Quantity),
          from: record.from ?? '',
          to: record.to ?? '',
          stockCode: record.code,
        },
      },
    ]
  },
})
