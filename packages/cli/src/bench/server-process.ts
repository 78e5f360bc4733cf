// The measured platform as the bench's own process sees it: starts it, asks it, ends it.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { FromServer, GatewayServerOptions, ToServer } from './gateway-server.ts'

const SERVER = fileURLToPath(new URL('./gateway-server.ts', import.meta.url))

type Answer<Kind extends FromServer['kind']> = Extract<FromServer, { kind: Kind }>

export class ServerProcess {
  readonly #child: ChildProcess
  readonly #gone: Promise<unknown>
  /** The city is loaded; where the platform and its database are. */
  readonly ready: Promise<Answer<'ready'>>

  constructor(options: GatewayServerOptions) {
    this.#child = fork(SERVER)
    this.#gone = once(this.#child, 'close')
    this.ready = this.#answer('ready')
    this.#tell({ kind: 'open', options })
  }

  /** Answered with the processor time of the platform so far. */
  ask(question: Exclude<ToServer, { kind: 'open' | 'close' | 'inside' }>): Promise<Answer<'cpu'>> {
    const answer = this.#answer('cpu')
    this.#tell(question)
    return answer
  }

  /** How long each message took inside the platform since this was asked last, in milliseconds. */
  async inside(): Promise<readonly number[]> {
    const answer = this.#answer('inside')
    this.#tell({ kind: 'inside' })
    return (await answer).tookMs
  }

  async close(): Promise<void> {
    if (this.#child.connected) this.#tell({ kind: 'close' })
    await this.#gone
  }

  #tell(message: ToServer): void {
    this.#child.send(message)
  }

  #answer<Kind extends FromServer['kind']>(kind: Kind): Promise<Answer<Kind>> {
    const answered = new Promise<Answer<Kind>>((done) => {
      const listen = (message: FromServer): void => {
        if (message.kind !== kind) return
        this.#child.off('message', listen)
        done(message as Answer<Kind>)
      }
      this.#child.on('message', listen)
    })
    const ended = this.#gone.then(() => Promise.reject(new Error('The platform of the bench ended early')))
    return Promise.race([answered, ended])
  }
}
