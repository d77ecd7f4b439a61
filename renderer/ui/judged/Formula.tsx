/** One formula: its TeX until KaTeX is there, then the set formula. */
import { useLayoutEffect, useRef } from 'react'
import { loadedMath } from './math.ts'

export function Formula({ tex, display }: { tex: string; display: boolean }) {
  const place = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    if (place.current) loadedMath()?.render(tex, place.current, display)
  }, [tex, display])
  return <span ref={place} className={display ? 'katex-display' : undefined} />
}
