// The givers of mutual aid on both sides of a replay: what a giver has is what it had then, plus what this side has taken less
// from it, by its own claims and by those of everybody it gives to.
import type { Fen, MutualAid, Settlement } from '@yibao/kernel'
import { pairsOf } from '../history/texts.ts'
import type { PersonPath } from './path.ts'

interface Giver {
  readonly giver: string
  readonly storedFen: number
  readonly path: PersonPath
}

export type Givers = readonly Giver[]
const NO_GIVERS: Givers = []
const NO_AID: readonly MutualAid[] = []

/** `pathOf` finds the life of a giver by the person's number. */
export function giversOf(text: string, pathOf: (personNo: string) => PersonPath): Givers {
  if (text === '') return NO_GIVERS
  return pairsOf(text).map(([giver, storedFen]) => ({ giver, storedFen, path: pathOf(giver) }))
}

/** Whether no giver's account differs between the two sides. */
export const areAlike = (givers: Givers): boolean =>
  givers === NO_GIVERS || givers.every(({ path }) => path.savedA === path.savedB)

export function availableTo(givers: Givers, side: 'a' | 'b'): readonly MutualAid[] {
  if (givers === NO_GIVERS) return NO_AID
  return givers.map(({ giver, storedFen, path }) => ({
    giver,
    availableFen: (storedFen + (side === 'a' ? path.savedA : path.savedB)) as Fen,
  }))
}

/** What each giver then gave follows from what all gave: the first gives what it has, the next what is still open. */
export function keepGiven(givers: Givers, storedFen: number, a: Settlement, b: Settlement | undefined): void {
  let open = storedFen
  for (const { giver, storedFen: had, path } of givers) {
    const gave = Math.min(open, Math.max(0, had))
    open -= gave
    path.savedA += gave - givenBy(giver, a)
    path.savedB += gave - (b ? givenBy(giver, b) : 0)
  }
}

const givenBy = (giver: string, { mutual }: Settlement): number =>
  mutual.reduce((sum, each) => (each.giver === giver ? sum + each.paid : sum), 0)
