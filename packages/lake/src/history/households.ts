// Who shares accounts with whom. Mutual aid ties the lives of several people together: a replay can follow a giver's account
// only where giver and receiver lie in the same bucket, so a bucket is chosen for a household, not for a person.

/** By person: somebody of the household that stands for all of it. Whoever is not named stands alone. */
export type Households = ReadonlyMap<string, string>

export interface Tie {
  readonly giver: string
  readonly receiver: string
}

/** Everybody who is tied to somebody, over any number of steps, under the least number among them. */
export function householdsOf(ties: Iterable<Tie>): Households {
  const above = new Map<string, string>()
  const rootOf = (person: string): string => {
    let root = person
    for (let next = above.get(root); next !== undefined && next !== root; next = above.get(root)) root = next
    // The next search from here is short.
    for (let at = person; at !== root; ) {
      const next = above.get(at)!
      above.set(at, root)
      at = next
    }
    return root
  }
  for (const { giver, receiver } of ties) {
    for (const person of [giver, receiver]) if (!above.has(person)) above.set(person, person)
    const [one, other] = [rootOf(giver), rootOf(receiver)]
    if (one !== other) above.set(one < other ? other : one, one < other ? one : other)
  }
  return new Map([...above.keys()].map((person) => [person, rootOf(person)]))
}
