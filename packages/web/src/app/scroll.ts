// Where a page was scrolled to: the way back finds it again; a new page starts at its top with the focus on its content.
import { useEffect, useRef } from 'react'
import { useLocation, useNavigationType } from 'react-router'

const kept = new Map<string, number>()
const TRIES = 40

export function useScroll(): void {
  const { key, pathname } = useLocation()
  const type = useNavigationType()
  const lastPath = useRef(pathname)
  useEffect(() => {
    const keep = () => kept.set(key, scrollY)
    addEventListener('scroll', keep, { passive: true })
    return () => removeEventListener('scroll', keep)
  }, [key])
  useEffect(() => {
    if (type === 'POP') {
      const target = kept.get(key)
      if (target) return returnTo(target)
    } else if (lastPath.current !== pathname) {
      scrollTo(0, 0)
      document.getElementById('content')?.focus({ preventScroll: true })
    }
    lastPath.current = pathname
    return undefined
  }, [key, pathname, type])
}

/** The page grows while its data arrive, so a few frames are waited for. */
function returnTo(target: number): () => void {
  let tries = 0
  let frame = requestAnimationFrame(function attempt() {
    scrollTo(0, target)
    if (Math.abs(scrollY - target) > 2 && tries++ < TRIES) frame = requestAnimationFrame(attempt)
  })
  return () => cancelAnimationFrame(frame)
}
