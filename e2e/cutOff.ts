/** What of a page cannot be seen or reached in the window as it is: sideways scrolling, controls outside or clipped, text cut without a sign. */
import type { Page } from 'playwright-core'

/** @returns A line for each fault; empty when everything can be reached. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    const name = (element: Element): string => `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 50)}”`
    const shown = (element: Element): boolean => element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true }) && !element.closest('[inert], .sr-only, [aria-hidden=true], [cmdk-label]')
    const top = [...document.querySelectorAll('dialog')].find((dialog) => dialog.open)
    const { innerWidth: width, innerHeight: height } = window
    const rootWidth = document.documentElement.scrollWidth
    if (rootWidth > width) faults.push(`the page is ${rootWidth} px wide in a window of ${width}`)
    const scrolls = (element: Element, way: 'X' | 'Y'): boolean => /auto|scroll/.test(getComputedStyle(element)[`overflow${way}`])
    for (const element of document.querySelectorAll('body *')) {
      if (!shown(element) || (top && !top.contains(element))) continue
      const style = getComputedStyle(element)
      // Wide by nature: code, tables, formulas and diagrams may scroll within themselves.
      if (scrolls(element, 'X') && element.scrollWidth > element.clientWidth + 1 && !element.matches('pre, table, .table-scroll, .diagram, .katex-display, input, textarea, code')) {
        faults.push(`${name(element)} scrolls sideways: ${element.scrollWidth} px in ${element.clientWidth}`)
      }
      const ownText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '')
      if (ownText && /hidden|clip/.test(style.overflowX) && style.textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1) faults.push(`${name(element)} is cut without a sign`)
      if (!element.matches('a[href], button, input:not([type=file]), textarea, select, summary, [role=menuitem], [role=option], [tabindex="0"]')) continue
      const own = element.getBoundingClientRect()
      if (own.width === 0 && own.height === 0) continue
      // Where it would be, once everything that scrolls down to it has scrolled.
      let reach = { left: own.left, right: own.right, top: own.top, bottom: own.bottom }
      let reachable = true
      for (let box = element.parentElement; box && reachable; box = box.parentElement) {
        const clips = getComputedStyle(box)
        const edge = box.getBoundingClientRect()
        if (scrolls(box, 'Y')) reach = { ...reach, top: edge.top, bottom: edge.top + 1 }
        else if (/hidden|clip/.test(clips.overflowY) && box !== document.documentElement && box !== document.body && (reach.top >= edge.bottom - 4 || reach.bottom <= edge.top + 4)) reachable = false
        if (scrolls(box, 'X')) reach = { ...reach, left: edge.left, right: edge.left + 1 }
        else if (/hidden|clip/.test(clips.overflowX) && (reach.right > edge.right + 2 || reach.left < edge.left - 2) && !element.matches('.claim-mark')) reachable = false
        if (clips.position === 'fixed') break
      }
      if (reach.left < -2 || reach.right > width + 2 || reach.bottom > height + 2 || reach.top < -2) reachable = false
      if (!reachable) faults.push(`${name(element)} cannot be reached: ${[own.left, own.top, own.right, own.bottom].map(Math.round).join(' ')} in ${width} × ${height}`)
    }
    return [...new Set(faults)]
  })
}
