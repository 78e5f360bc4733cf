// What simulated hospitals remember: every change that the platform acknowledged, so that checkers can ask whether it is still so,
// and so that a run that was stopped goes on where it stopped.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { Infno } from '@yibao/contract'

/** An acknowledged answer: what a provider relies on from then on. Amounts in fen, other facts as text. */
export interface Acknowledged {
  /** Event and place in its conversation: unique in the run. */
  readonly key: string
  readonly infno: Infno
  readonly msgid: string
  readonly provider: string
  readonly personNo: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** A part of an event (a visit, a day of a stay) that needs nothing more; `state` is what its next parts need. */
export interface PartDone {
  readonly part: string
  readonly state?: Readonly<Record<string, string | number>>
}

export interface Memory {
  acknowledge(answer: Acknowledged): void
  finish(done: PartDone): void
  finished(part: string): PartDone | undefined
  acknowledgement(key: string): Acknowledged | undefined
  readonly acknowledged: Iterable<Acknowledged>
}

class Ram implements Memory {
  readonly #acknowledged: Acknowledged[] = []
  readonly #byKey = new Map<string, Acknowledged>()
  readonly #done = new Map<string, PartDone>()

  acknowledge(answer: Acknowledged): void {
    this.#acknowledged.push(answer)
    this.#byKey.set(answer.key, answer)
  }

  finish(done: PartDone): void {
    this.#done.set(done.part, done)
  }

  finished(part: string): PartDone | undefined {
    return this.#done.get(part)
  }

  acknowledgement(key: string): Acknowledged | undefined {
    return this.#byKey.get(key)
  }

  get acknowledged(): Iterable<Acknowledged> {
    return this.#acknowledged
  }
}

export const memory = (): Memory => new Ram()

/**
 * The same, kept in a file as one JSON a line, appended before the next message is sent: what is in the file was acknowledged,
 * whenever the process ends. A last line cut short by a crash is left out.
 */
export function memoryInFile(path: string): Memory {
  const ram = new Ram()
  if (existsSync(path)) {
    for (const record of readRecords(readFileSync(path, 'utf8'))) {
      if ('part' in record) ram.finish(record)
      else ram.acknowledge(record)
    }
  }
  const append = (record: Acknowledged | PartDone): void => appendFileSync(path, `${JSON.stringify(record)}\n`)
  return {
    acknowledge: (answer) => {
      append(answer)
      ram.acknowledge(answer)
    },
    finish: (done) => {
      append(done)
      ram.finish(done)
    },
    finished: (part) => ram.finished(part),
    acknowledgement: (key) => ram.acknowledgement(key),
    get acknowledged() {
      return ram.acknowledged
    },
  }
}

function readRecords(text: string): (Acknowledged | PartDone)[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Acknowledged | PartDone)
}
