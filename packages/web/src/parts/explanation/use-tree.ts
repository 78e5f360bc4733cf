// The state of an explanation tree: what is open, which step is chosen, and the keys of role=tree.
import type { ExplanationNodeView } from '@yibao/contract/rest'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { above, nodeAt, openAtFirst, parentOf, pathOfStep, pathsBelow, type Row, rowsOf } from './steps.ts'

export interface TreeState {
  readonly rows: readonly Row[]
  readonly open: ReadonlySet<string>
  readonly chosen: string
  readonly choose: (path: string) => void
  readonly toggle: (path: string) => void
  readonly expandAll: () => void
  readonly collapse: () => void
  /** Opens what is above a step and goes there. */
  readonly goTo: (step: string) => void
  readonly onKey: (event: KeyboardEvent) => void
  /** Set when the chosen row should take the focus. */
  readonly wantsFocus: React.RefObject<boolean>
}

export function useTree(root: ExplanationNodeView, step: string | undefined): TreeState {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => openAtFirst(root))
  const [chosen, setChosen] = useState('0')
  const wantsFocus = useRef(false)
  const rows = useMemo(() => rowsOf(root, open), [root, open])
  const go = useCallback(
    (path: string) => {
      setOpen(
        (before) => new Set([...before, ...above(path), ...(nodeAt(root, path).children.length > 0 ? [path] : [])]),
      )
      setChosen(path)
    },
    [root],
  )
  useEffect(() => {
    if (step) go(pathOfStep(root, step))
  }, [step, root, go])
  const choose = (path: string) => {
    wantsFocus.current = true
    setChosen(path)
  }
  const toggle = (path: string) =>
    setOpen((before) => (before.has(path) ? without(before, path) : new Set([...before, path])))
  const goTo = (id: string) => {
    wantsFocus.current = true
    go(pathOfStep(root, id))
  }
  const openBelow = (path: string) => setOpen((before) => new Set([...before, ...pathsBelow(nodeAt(root, path), path)]))
  const collapse = () => {
    setOpen(new Set(['0']))
    setChosen('0')
  }
  const onKey = keysOf({ rows, open, chosen, choose, toggle, goTo, openBelow })
  const expandAll = () => openBelow('0')
  return { rows, open, chosen, choose, toggle, expandAll, collapse, goTo, onKey, wantsFocus }
}

const without = (set: ReadonlySet<string>, path: string) => new Set([...set].filter((each) => each !== path))

interface Acts {
  readonly rows: readonly Row[]
  readonly open: ReadonlySet<string>
  readonly chosen: string
  readonly choose: (path: string) => void
  readonly toggle: (path: string) => void
  readonly goTo: (step: string) => void
  readonly openBelow: (path: string) => void
}

/** The keys that the ARIA practice gives a tree. */
function keysOf({ rows, open, chosen, choose, toggle, goTo, openBelow }: Acts) {
  return (event: KeyboardEvent): void => {
    const at = rows.findIndex(({ path }) => path === chosen)
    const row = rows[at]
    if (!row || event.ctrlKey || event.altKey || event.metaKey) return
    const go = (index: number) => {
      const target = rows[index]
      if (target) choose(target.path)
    }
    const parent = row.node.children.length > 0
    const act: Record<string, () => void> = {
      ArrowDown: () => go(at + 1),
      ArrowUp: () => go(at - 1),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      ArrowRight: () => (parent && !open.has(chosen) ? toggle(chosen) : parent && go(at + 1)),
      ArrowLeft: () => (parent && open.has(chosen) ? toggle(chosen) : choose(parentOf(chosen))),
      Enter: () => (row.node.ref ? goTo(row.node.ref) : parent && toggle(chosen)),
      ' ': () => parent && toggle(chosen),
      '*': () => openBelow(chosen),
    }
    const run = act[event.key]
    if (!run) return
    event.preventDefault()
    run()
  }
}
