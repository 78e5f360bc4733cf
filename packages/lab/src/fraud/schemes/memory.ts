// The latest people who came for something: from them a scheme takes those whose cards or beds it uses.
import type { CareEvent } from '../../care/index.ts'

export class Memory {
  readonly #size: number
  readonly #events = new Map<string, CareEvent>()

  constructor(size: number) {
    this.#size = size
  }

  see(event: CareEvent): void {
    this.#events.delete(event.personNo)
    this.#events.set(event.personNo, event)
    const oldest = this.#events.keys().next()
    if (this.#events.size > this.#size && !oldest.done) this.#events.delete(oldest.value)
  }

  forget(personNo: string): void {
    this.#events.delete(personNo)
  }

  /** The latest event of each person, the oldest first. */
  get all(): readonly CareEvent[] {
    return [...this.#events.values()]
  }
}
