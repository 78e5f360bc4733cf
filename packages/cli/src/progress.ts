// Progress of long work on standard error: one line that is drawn again on a terminal, a line now and then elsewhere.

export interface ProgressBar {
  /** `share` from 0 to 1. */
  show(share: number, text: string): void
  /** Leaves the last state on the screen. */
  done(text: string): void
}

const WIDTH = 24
const REDRAW_MS = 100
/** In a log file, a line for every tenth is enough. */
const LINES = 10

type Output = Pick<NodeJS.WriteStream, 'write'> & { readonly isTTY?: boolean; readonly columns?: number }

/** Takes a half-drawn line away, so that what is said now does not stand behind it; the bar draws itself again below. */
export function clearLine(output: Output = process.stderr): void {
  if (output.isTTY === true) output.write(CLEAR)
}

const CLEAR = '\r\u001b[K'

export function progressBar(title: string, output: Output = process.stderr): ProgressBar {
  const isTerminal = output.isTTY === true
  let drawnAt = 0
  let lastLine = -1

  function draw(share: number, text: string): void {
    const full = Math.round(Math.min(1, Math.max(0, share)) * WIDTH)
    const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`
    const percent = String(Math.floor(share * 100)).padStart(3)
    output.write(`${CLEAR}${title} ${bar} ${percent}% ${text}`)
  }

  return {
    show: (share, text) => {
      if (!isTerminal) {
        const line = Math.floor(share * LINES)
        if (line > lastLine) output.write(`${title} ${Math.floor(share * 100)}% ${text}\n`)
        lastLine = Math.max(lastLine, line)
        return
      }
      const now = performance.now()
      if (now - drawnAt < REDRAW_MS) return
      drawnAt = now
      draw(share, text)
    },
    done: (text) => {
      output.write(isTerminal ? `${CLEAR}${title} ${text}\n` : `${title} ${text}\n`)
    },
  }
}
