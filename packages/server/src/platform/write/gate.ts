// Who may go next: changes of one subject one after the other, in the order they came; changes of one kind together.

/** How far down the queue one look goes, so that a long queue costs no more to serve than a short one. */
const LOOK_AHEAD = 512

export interface Waiting {
  /** Everything that must not be worked on twice at the same time: subjects and the message's own key. */
  readonly holds: readonly string[]
  /** Entries of one group can be worked on together. */
  readonly group: object
}

export class Gate<Entry extends Waiting> {
  #queue: Entry[] = []
  readonly #held = new Set<string>()

  get length(): number {
    return this.#queue.length
  }

  get isIdle(): boolean {
    return this.#queue.length === 0 && this.#held.size === 0
  }

  add(entry: Entry): void {
    this.#queue.push(entry)
  }

  /** The oldest entry that may go, and up to `limit` of its group. Those held back hold back whoever shares with them. */
  take(limit: number): Entry[] {
    const taken: Entry[] = []
    const left: Entry[] = []
    const passedOver = new Set<string>()
    let at = 0
    for (; at < this.#queue.length && at < LOOK_AHEAD && taken.length < limit; at++) {
      const entry = this.#queue[at]!
      const blocked = entry.holds.some((name) => this.#held.has(name) || passedOver.has(name))
      if (blocked || (taken[0] && taken[0].group !== entry.group)) {
        left.push(entry)
        for (const name of entry.holds) passedOver.add(name)
      } else {
        taken.push(entry)
        for (const name of entry.holds) this.#held.add(name)
      }
    }
    if (taken.length > 0) this.#queue = at < this.#queue.length ? left.concat(this.#queue.slice(at)) : left
    return taken
  }

  release(entries: readonly Entry[]): void {
    for (const { holds } of entries) for (const name of holds) this.#held.delete(name)
  }
}
