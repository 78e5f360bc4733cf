// Filters live in the address: a list can be sent to a colleague, and the way back finds it as it was.
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

export type Filters<K extends string> = { readonly [key in K]?: string }

/** The named filters of the address, and a way to change some of them; a change goes back to the first page. */
export function useFilters<K extends string>(names: readonly K[]) {
  const [params, setParams] = useSearchParams()
  const filters = useMemo(() => {
    const said: { [key in K]?: string } = {}
    for (const name of names) {
      const value = params.get(name)
      if (value) said[name] = value
    }
    return said as Filters<K>
  }, [params, names])
  const page = Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1)
  const change = useCallback(
    (next: Filters<K> & { page?: number }) =>
      setParams((before) => changed(before, next as Record<string, string | number | undefined>)),
    [setParams],
  )
  const clear = useCallback(() => setParams({}), [setParams])
  return { filters, page, change, clear }
}

function changed(before: URLSearchParams, next: Readonly<Record<string, string | number | undefined>>) {
  const params = new URLSearchParams(before)
  params.delete('page')
  for (const [name, value] of Object.entries(next)) {
    if (value === undefined || value === '' || (name === 'page' && value === 1)) params.delete(name)
    else params.set(name, String(value))
  }
  return params
}
