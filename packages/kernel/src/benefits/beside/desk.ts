// Works out values that no bill stands behind: from facts of the person and the event alone, with the text in force.
import type { Condition, Expression } from '../../policy/expression.ts'
import type { Library } from '../../policy/library.ts'
import { type Entry, entryAt, type Slot } from '../../policy/slot.ts'
import type { Day } from '../../time/day.ts'
import type { Person, Visit } from '../bill.ts'
import { compileCondition } from '../compile/condition.ts'
import { Context } from '../compile/context.ts'
import { compileExpression, type Names } from '../compile/expression.ts'
import { leavesIn } from '../compile/leaves.ts'
import { NotInForce } from '../compile/plan.ts'
import { citationOf } from '../explain/citation.ts'
import { interpret } from '../explain/expression.ts'
import { lookupOver } from '../explain/lookup.ts'
import type { ExplanationNode, Words } from '../explain/node.ts'
import { renamed } from '../explain/write.ts'
import { fillContext } from '../fill-context.ts'

export class Desk {
  readonly library: Library
  readonly on: Day
  readonly knownOn: Day
  readonly #context = new Context(1, 0)
  readonly #names: Names

  constructor(library: Library, person: Person, visit: Visit, on: Day, knownOn: Day) {
    this.library = library
    this.on = on
    this.knownOn = knownOn
    this.#names = {
      tierIndex: (id) => nothing(id),
      partIndex: (id) => nothing(id),
      parameter: (id) => this.need(library.parameter(id).value, `parameter ${id}`).value,
    }
    fillContext(this.#context, { person, visit, lines: [], accumulators: {} }, on)
  }

  at<T>(slot: Slot<T>): Entry<T> | undefined {
    return entryAt(slot, this.on, this.knownOn)
  }

  need<T>(slot: Slot<T>, what: string): Entry<T> {
    const entry = this.at(slot)
    if (!entry) throw new NotInForce(what, this.on)
    return entry
  }

  holds(slot: Slot<Condition>): boolean {
    const entry = this.at(slot)
    return !entry || compileCondition(entry.value)(this.#context)
  }

  value(expression: Expression): number {
    return compileExpression(expression, this.#names)(this.#context, 1)
  }

  /** The value as a tree that can be added up again, with the clause behind it. */
  explained(entry: Entry<Expression>, id: string, slot: string, title: Words): ExplanationNode {
    // First, because it says where the policy has a hole; the tree takes it for granted that there is none.
    this.value(entry.value)
    const leaves = new Map(
      leavesIn([entry.value], this.#names).map(({ name, read }) => [name, read(this.#context)] as const),
    )
    const lookup = lookupOver(this, (name) => ({ value: leaves.get(name) ?? '' }))
    const citation = citationOf(this.library, slot, entry)
    const tree = interpret(entry.value, id, title, lookup)
    return citation ? renamed(tree, { citation }) : tree
  }
}

function nothing(id: string): never {
  throw new Error(`No bill here, and so no ${id}`)
}
