// Family same-bill: one invoice claimed again (同一票据重复报销).
import { object, type TypeOf } from '../../policy/text/shape.ts'
import { family, wholeLine } from './family.ts'

const shape = object({})

/**
 * A visit whose invoice an earlier visit has (order of start, end, sequence, id), whoever the person. The later visit with its
 * counting lines, whole.
 *
 * Set-based: row_number() over (partition by invoice order by start, end, sequence, id) > 1.
 */
export const sameBill = family<TypeOf<typeof shape>>({
  name: 'same-bill',
  title: { zh: '票据重复报销', en: 'The same bill again' },
  excess: 'whole_line',
  holes: ['invoice', 'earlier'],
  shape,
  wake: () => ({ everyEncounter: true }),
  onEncounter: ({ encounter, view }) => {
    const { invoice } = encounter
    if (invoice === undefined) return []
    const all = view.encountersOfInvoice(invoice)
    const at = all.findIndex((each) => each.id === encounter.id)
    // What is seen now may be the earlier one of a claim that is known already.
    return all.slice(1).flatMap((later, index) =>
      at === 0 || index + 1 === at
        ? [
            {
              truth: 'true' as const,
              lines: view.linesOfEncounter(later.id).map(wholeLine),
              encounters: [later.id],
              holes: { invoice, earlier: all[0]?.id ?? '' },
            },
          ]
        : [],
    )
  },
})
