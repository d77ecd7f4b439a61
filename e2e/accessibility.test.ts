/**
 * Every screen in every state, light and dark: no violation that axe finds, nothing cut off or out of reach in a small window or at twice the
 * size, nothing that moves for someone who asked for stillness, and verdicts that are told by more than colour.
 */
import { AxeBuilder } from '@axe-core/playwright'
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { answerBy, type App, ask, startApp } from './app.ts'
import { cutOff } from './cutOff.ts'
import { states } from './states.ts'

let app: App
before(async () => {
  app = await startApp()
})
after(() => app.end())

/** 640 × 400 is what a window of 1280 × 800 has left at twice the size. */
const windows = [
  { width: 1280, height: 800, theme: 'light', axe: true },
  { width: 800, height: 600, theme: 'dark', axe: true },
  { width: 640, height: 400, theme: 'light', axe: false },
] as const

/** WCAG 2.2 A and AA and the usual good practice; menus are drawn outside the landmarks, next to `body`, as every popup is. */
const axe = (): AxeBuilder => new AxeBuilder({ page: app.page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).disableRules(['region'])

const drawn = (): Promise<void> => app.page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))

for (const { name, show, leave } of states) {
  test(`${name}: whole in each window, and without a violation`, async () => {
    const { page } = app
    await show(app)
    const found: string[] = []
    for (const { width, height, theme, axe: looked } of windows) {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await drawn()
      equal(await page.evaluate(() => document.getAnimations().length), 0, 'something moves')
      found.push(...(await cutOff(page)).map((fault) => `${width} × ${height}: ${fault}`))
      if (!looked) continue
      const { violations } = await axe().analyze()
      for (const { id, nodes } of violations) found.push(...nodes.slice(0, 3).map((node) => `${theme}, ${width} × ${height}: ${id}: ${node.html.slice(0, 160)}`))
    }
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await leave?.(app)
    deepEqual(found, [])
  })
}

test('whoever asks for less motion gets none: no animation, no transition, no smooth scrolling', async () => {
  const moving = await app.page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) =>
      [undefined, '::before', '::after'].flatMap((part) => {
        const style = getComputedStyle(element, part)
        const still = style.animationName === 'none' && style.transitionDuration.split(', ').every((time) => parseFloat(time) === 0) && style.scrollBehavior === 'auto'
        return still ? [] : [`${element.tagName} ${element.className}${part ?? ''}`]
      }),
    ),
  )
  deepEqual(moving, [])
})

test('each verdict has its words, its mark and its line; a screen reader is told the ground, and is not told every step of an answer', async () => {
  const { page, models } = app
  await page.getByRole('link', { name: 'How much electricity do data centres use?' }).click()
  await page.locator('.claim-mark').first().waitFor()
  const told = await page.locator('.claim-mark').evaluateAll((marks) => marks.map((mark) => ({ verdict: mark.getAttribute('data-verdict'), mark: mark.textContent, name: mark.getAttribute('aria-label') ?? '' })))
  for (const { verdict, mark, name } of told) {
    const expected = { verified: ['✓∴', /^Verified: (supported|proved) by .+\. Show the evidence\.$/], unverified: ['?', /^Unverified: .+\. Show the evidence\.$/], contradicted: ['✕', /^Contradicted: by .+\. Show the evidence\.$/] } as const
    const [marks, words] = expected[verdict as keyof typeof expected]
    ok(marks.includes(mark ?? ''), `${verdict} is marked ${mark}`)
    match(name, words)
  }
  match(told.find(({ verdict }) => verdict === 'contradicted')?.name ?? '', /by your (rule|fact|definition) “.+”/)
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest('[aria-live]:not([aria-live=off]), [role=status], [role=alert]')
        const words = region?.textContent?.trim() ?? ''
        if (words !== '' && heard.at(-1) !== words) heard.push(words)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  await answerBy(page, models, 'slow')
  await ask(page, 'How efficient is it?')
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  deepEqual(heard.filter((words) => /answer|verified/.test(words)).map((words) => (/\d+ (verified|unverified|contradicted)/.test(words) ? 'the tally' : words)), ['The answer is being written and checked.', 'the tally'])
})

test('with the colours of the system, a claim without a verdict has no line, and what is chosen has an edge', async () => {
  const { page } = app
  await page.emulateMedia({ forcedColors: 'active' })
  const lines = await page.evaluate(() => {
    const probe = document.createElement('span')
    probe.className = 'claim'
    document.querySelector('.prose')?.append(probe)
    const lineOf = (verdict?: string): string => {
      if (verdict === undefined) probe.removeAttribute('data-verdict')
      else probe.setAttribute('data-verdict', verdict)
      const style = getComputedStyle(probe)
      return `${style.textDecorationLine} ${style.textDecorationStyle} ${style.textDecorationThickness}`
    }
    const found = [lineOf(), lineOf('not-checkable'), lineOf('verified'), lineOf('unverified'), lineOf('contradicted')]
    probe.remove()
    return found
  })
  deepEqual(lines, ['none solid 1.5px', 'none solid 1.5px', 'underline solid 1.5px', 'underline dotted 2px', 'underline solid 4px'])
  equal(await page.locator('nav a[aria-current=page]').first().evaluate((link) => getComputedStyle(link).outlineStyle), 'solid')
  await page.emulateMedia({ forcedColors: 'none' })
})

test('a text is told apart by its script: its language, its direction, its line breaks', async () => {
  const { page } = app
  await page.goto(`${page.url().split('#')[0]}#/sources`)
  await page.getByRole('link', { name: /電力使用効率/ }).click()
  const line = page.locator('[role=document] [lang=ja]').last()
  await line.waitFor()
  equal(await line.evaluate((one) => getComputedStyle(one).lineBreak), 'strict')
  await page.goto(`${page.url().split('#')[0]}#/sources`)
  await page.getByRole('link', { name: /데이터센터의 전력/ }).click()
  equal(await page.locator('[role=document] [lang=ko]').last().evaluate((one) => getComputedStyle(one).wordBreak), 'keep-all')
  await page.goto(`${page.url().split('#')[0]}#/sources`)
  await page.getByRole('link', { name: /كفاءة الطاقة/ }).click()
  equal(await page.locator('[role=document] [lang=ar]').last().evaluate((one) => getComputedStyle(one).direction), 'rtl')
})
