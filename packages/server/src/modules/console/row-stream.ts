// Text that is written while it is sent: the writer waits for the reader, so that a long export needs little memory, and
// a reader who leaves ends the writer.

export type Put = (text: string) => Promise<void>

class ReaderLeft extends Error {}

export async function* rowStream(write: (put: Put) => Promise<void>): AsyncGenerator<string> {
  let offered: { text: string; taken: () => void } | undefined
  let wake: () => void = () => undefined
  let hasLeft = false
  let ended = false
  let failure: unknown
  const put: Put = (text) =>
    new Promise((taken, reject) => {
      if (hasLeft) return reject(new ReaderLeft())
      offered = { text, taken }
      wake()
    })
  const writing = write(put).then(
    () => {
      ended = true
      wake()
    },
    (error: unknown) => {
      ended = true
      if (!(error instanceof ReaderLeft)) failure = error
      wake()
    },
  )
  try {
    for (;;) {
      if (!offered && !ended) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      if (offered) {
        const { text, taken } = offered
        offered = undefined
        yield text
        taken()
      } else if (ended) break
    }
    if (failure !== undefined) throw failure
  } finally {
    hasLeft = true
    offered?.taken()
    await writing
  }
}
