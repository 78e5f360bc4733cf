// Connected components of a graph given by its edges, each sorted, the first by their smallest member.

export function components(edges: readonly (readonly [string, string])[]): string[][] {
  const parent = new Map<string, string>()
  const rootOf = (node: string): string => {
    let root = node
    for (let above = parent.get(root); above !== undefined && above !== root; above = parent.get(root)) root = above
    parent.set(node, root)
    return root
  }
  for (const [a, b] of edges) {
    for (const node of [a, b]) if (!parent.has(node)) parent.set(node, node)
    const [one, other] = [rootOf(a), rootOf(b)]
    if (one < other) parent.set(other, one)
    else parent.set(one, other)
  }
  const members = Map.groupBy([...parent.keys()].sort(), rootOf)
  return [...members.values()].sort((a, b) => ((a[0] as string) < (b[0] as string) ? -1 : 1))
}
