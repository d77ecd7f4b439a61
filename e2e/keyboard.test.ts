/** The whole cycle with the keyboard alone, from the first start: each step is taken by keys, and wherever the focus is it is seen. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type App, startApp } from './app.ts'

let app: App
before(async () => {
  app = await startApp()
})
after(() => app.end())

interface Focus {
  readonly name: string
  /** An outline of its own, or a ring around the field that it is in. */
  readonly seen: boolean
  /** Within the window. */
  readonly inView: boolean
}

const focus = (): Promise<Focus> =>
  app.page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return { name: '', seen: true, inView: true }
    const style = getComputedStyle(element)
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    const ringed = element.matches('textarea, input') && [...ancestors(element)].some((box) => getComputedStyle(box).boxShadow !== 'none' && box.matches(':focus-within'))
    const described = document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent
    const label = element.getAttribute('aria-label') ?? (element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? '') : element.textContent) ?? ''
    const around = element.matches('.sr-only') ? (element.closest('label') ?? element) : element
    const edge = around.getBoundingClientRect()
    const inLabel = element.matches('.sr-only') && getComputedStyle(around).outlineStyle !== 'none'
    return { name: [label.trim(), ...(described ? [described] : [])].join(': '), seen: outlined || ringed || inLabel, inView: edge.bottom > 0 && edge.top < innerHeight && edge.right > 0 && edge.left < innerWidth }
    function* ancestors(from: Element): Generator<Element> {
      for (let box = from.parentElement; box; box = box.parentElement) yield box
    }
  })

async function press(key: string): Promise<Focus> {
  await app.page.keyboard.press(key)
  // A frame: what the key changed is drawn.
  await app.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  const now = await focus()
  ok(now.seen, `the focus on “${now.name}” cannot be seen`)
  ok(now.inView, `the focus on “${now.name}” is outside the window`)
  return now
}

/** Tab until the focus is on what is named so; every stop on the way must be seen as well. */
async function tabTo(name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const stops: string[] = []
  for (let step = 0; step < 60; step += 1) {
    const { name: here } = await press(key)
    if (name.test(here)) return
    stops.push(here)
  }
  throw new Error(`Tab never came to ${name}; it came by ${stops.join(' | ')}`)
}

/** The focus has settled on what is named so, without a key. */
async function settlesOn(name: RegExp): Promise<void> {
  let here = await focus()
  for (let tries = 0; tries < 100 && !name.test(here.name); tries += 1) {
    await app.page.evaluate(() => new Promise((done) => requestAnimationFrame(done)))
    here = await focus()
  }
  match(here.name, name)
}

test('Tab goes through the first screen in the order of the page, starts with the way to the work, and is trapped nowhere', async () => {
  const { page } = app
  await page.evaluate(() => {
    ;(document.activeElement as HTMLElement).blur()
    getSelection()?.removeAllRanges()
  })
  const stops: string[] = []
  for (let step = 0; step < 40; step += 1) {
    const { name } = await press('Tab')
    if (stops.includes(name)) break
    stops.push(name)
  }
  const order = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href], button, textarea, input')].filter((one) => one.tabIndex >= 0 && one.checkVisibility() && !(one as HTMLButtonElement).disabled).map((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim()),
  )
  const begin = stops.indexOf('Skip to the work')
  deepEqual([...stops.slice(begin), ...stops.slice(0, begin)].filter((name) => name !== ''), order)
})

test('the way to the work skips the navigation', async () => {
  await tabTo(/^Skip to the work$/)
  await press('Enter')
  await settlesOn(/^Your question$/)
})

test('the sample goes in, a question is asked, its evidence read and a claim kept', async () => {
  const { page } = app
  await tabTo(/^Try the sample library/)
  await press('Enter')
  await page.getByText('Questions to try on the sample library').waitFor()
  await settlesOn(/^Your question$/)
  await page.keyboard.type('What is power usage effectiveness?')
  await press('Enter')
  await page.getByRole('button', { name: 'Answer again' }).waitFor()
  await settlesOn(/^Your question$/)
  await press('Escape')
  const mark = await press('j')
  match(mark.name, /^(Verified|Unverified|Contradicted): .*Show the evidence\.$/)
  await press('Enter')
  const evidence = page.getByRole('complementary', { name: 'Evidence' })
  await evidence.waitFor()
  await tabTo(/^Evidence for the claim$/)
  await tabTo(/^Keep this claim$/)
  await press('Enter')
  await page.getByRole('button', { name: 'Kept in your notes' }).waitFor()
  await settlesOn(/^Kept in your notes$/)
  await press('Escape')
  await evidence.waitFor({ state: 'detached' })
  await settlesOn(/Show the evidence\.$/)
})

test('the note is exported to a file', async () => {
  const { page } = app
  await tabTo(/^Notes/)
  await press('Enter')
  await page.getByRole('heading', { name: 'Notes', level: 1 }).waitFor()
  await tabTo(/^Export$/)
  await press('Enter')
  await page.getByRole('dialog', { name: 'Export notes' }).getByRole('region', { name: 'Preview' }).locator('pre').waitFor()
  await tabTo(/^Export$/)
  const [download] = await Promise.all([page.waitForEvent('download'), press('Enter')])
  ok(readFileSync(await download.path(), 'utf8').includes('ower usage effectiveness'))
})

test('a setting is changed, and the palette gives the focus back', async () => {
  const { page } = app
  await press('Control+k')
  await settlesOn(/^Go anywhere/)
  await press('Escape')
  await settlesOn(/^Export$/)
  await press('Control+/')
  await page.getByRole('dialog', { name: 'Shortcuts' }).waitFor()
  await press('Escape')
  await settlesOn(/^Export$/)
  await press('Control+k')
  await page.keyboard.type('settings')
  await press('Enter')
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  await tabTo(/^(System|As the system|Light|Dark)/)
  await press('ArrowRight')
  await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark' || document.documentElement.dataset['theme'] === 'light')
  const was = await page.evaluate(() => document.documentElement.dataset['theme'])
  await press('ArrowRight')
  await page.waitForFunction((before) => document.documentElement.dataset['theme'] !== before, was)
})

test('a note is removed and brought back', async () => {
  const { page } = app
  await tabTo(/^Notes/, 'Shift+Tab')
  await press('Enter')
  await page.getByRole('heading', { name: 'Notes', level: 1 }).waitFor()
  await tabTo(/ower usage effectiveness.*Verified/)
  await press('Enter')
  await page.getByRole('complementary', { name: 'Note' }).waitFor()
  await tabTo(/^Remove this note$/)
  await press('Enter')
  await page.getByRole('list', { name: 'Notes' }).waitFor({ state: 'detached' })
  await tabTo(/^Undo: .*removed/)
  await press('Enter')
  await page.getByRole('list', { name: 'Notes' }).getByRole('link').waitFor()
  equal(await page.getByRole('list', { name: 'Notes' }).getByRole('link').count(), 1)
})
