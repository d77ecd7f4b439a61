/** What a hostile page, frame, link or sender could try against the desktop shell, one line a case: each is refused, and the app goes on. */
import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CHANNELS } from '../../shared/contract/desktopChannels.ts'
import { type DesktopApp, startDesktop } from './desktop.ts'

let app: DesktopApp
before(async () => {
  app = await startDesktop()
  await app.page.getByRole('textbox', { name: 'Your question' }).waitFor()
})
after(() => app.quit())

const HOME = 'plumbline-app://app/'
const here = async (): Promise<string> => (await app.control<{ url: string }[]>('windows'))[0]!.url.split('#')[0]!
/** Waits until the stand-in has noted something new of this kind, and returns it. */
async function next<T>(what: string, act: () => Promise<unknown>): Promise<T> {
  const seen = (await app.did(what)).length
  await act()
  for (;;) {
    const all = await app.did<T>(what)
    if (all.length > seen) return all.at(-1)!
  }
}

test('pages run sandboxed, apart from the preload and without Node', async () => {
  const [window] = await app.control<{ webPreferences: Record<string, unknown> }[]>('windows')
  const { sandbox, contextIsolation, nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames, webviewTag, webSecurity, allowRunningInsecureContent, navigateOnDragDrop } = window!.webPreferences
  deepEqual(
    { sandbox, contextIsolation, nodeIntegration, nodeIntegrationInWorker, nodeIntegrationInSubFrames, webviewTag, webSecurity, allowRunningInsecureContent, navigateOnDragDrop },
    { sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webviewTag: false, webSecurity: true, allowRunningInsecureContent: false, navigateOnDragDrop: false },
  )
  equal(await app.control('sandboxed'), true)
  deepEqual(await app.page.evaluate('[typeof require, typeof process, typeof __electron, typeof ipcRenderer, Object.keys(plumblineDesktop).sort().join()]'), ['undefined', 'undefined', 'undefined', 'undefined', 'ask,connect,listen'])
  equal(await app.page.evaluate('Object.isFrozen(plumblineDesktop)'), true)
})

for (const url of ['https://evil.example/', 'http://127.0.0.1:9/', 'https://plumbline-app--app.electron.example/nowhere']) {
  test(`a script that goes to ${url} stays where it is`, async () => {
    const { stopped } = await next<{ stopped: boolean }>('navigation', () => app.page.evaluate((to) => void (location.href = to), url))
    deepEqual([stopped, await here()], [true, HOME])
  })
}

for (const url of ['file:///etc/passwd', 'data:text/html,x', 'plumbline://ask?text=x', 'plumbline-app://evil/', 'plumbline-app://app.evil.example/', 'plumbline-app://app@evil.example/', 'javascript:alert(1)']) {
  test(`main holds a navigation to ${url}, in the window and in a frame, and a redirect`, async () => {
    deepEqual(
      [
        await app.control('contentsEvent', { event: 'will-navigate', details: { url, isMainFrame: true } }),
        await app.control('contentsEvent', { event: 'will-frame-navigate', details: { url, isMainFrame: false } }),
        await app.control('contentsEvent', { event: 'will-redirect', details: { url, isMainFrame: true } }),
      ],
      [true, true, true],
    )
  })
}

test('a reload of the page is no navigation elsewhere', async () => {
  equal(await app.control('contentsEvent', { event: 'will-navigate', details: { url: `${HOME}#/settings`, isMainFrame: true } }), false)
})

test('a webview is not attached', async () => {
  equal(await app.control('contentsEvent', { event: 'will-attach-webview', details: {} }), true)
})

for (const url of ['https://evil.example/', 'about:blank', 'https://plumbline-app--app.electron.example/']) {
  test(`window.open(${url}) opens no window and no browser`, async () => {
    const { action } = await next<{ action: string }>('windowOpen', () => app.page.evaluate((to) => void window.open(to), url))
    deepEqual([action, (await app.control<unknown[]>('windows')).length, await app.did('openExternal')], ['deny', 1, []])
  })
}

const links: [link: string, opened: string | undefined][] = [
  ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
  ['http://example.org/', 'http://example.org/'],
  ['mailto:someone@example.org', 'mailto:someone@example.org'],
  ['javascript:document.title=1', undefined],
  ['file:///etc/passwd', undefined],
  ['data:text/html,x', undefined],
  ['smb://evil.example/share', undefined],
  ['ms-msdt:/id', undefined],
  ['vbscript:x', undefined],
  ['plumbline://ask?text=x', undefined],
  ['https://user:secret@example.org/', undefined],
]
for (const [link, opened] of links) {
  test(`a click on ${link} ${opened === undefined ? 'opens nothing' : 'leaves by the browser'}, and a script's click never does`, async () => {
    const before = (await app.did('openExternal')).length
    await app.page.evaluate((href) => {
      document.querySelector('#planted')?.remove()
      const link = document.createElement('a')
      Object.assign(link, { id: 'planted', href, textContent: 'a link', style: 'position:fixed;top:60px;left:300px;z-index:99;background:#fff' })
      document.body.append(link)
      link.click()
      link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    }, link)
    equal((await app.did('openExternal')).length, before)
    await app.page.locator('#planted').click()
    // The state is asked by the same road as the link went: what was to be opened has been by then.
    await app.page.evaluate("plumblineDesktop.ask('state.get', undefined)")
    deepEqual([(await app.did('openExternal')).slice(before), await here()], [opened === undefined ? [] : [opened], HOME])
    await app.page.evaluate(() => document.querySelector('#planted')?.remove())
  })
}

for (const permission of ['geolocation', 'media', 'notifications', 'midi', 'midiSysex', 'clipboard-read', 'display-capture', 'fullscreen', 'pointerLock', 'openExternal', 'usb', 'serial', 'hid', 'window-management', 'fileSystem', 'idle-detection', 'a permission of the future']) {
  test(`${permission} is denied when it is asked for and when it is checked`, async () => {
    deepEqual(await app.control('permission', { permission, url: HOME }), { requested: false, checked: false, device: false })
  })
}
test('only our page may write text to the clipboard', async () => {
  deepEqual(await app.control('permission', { permission: 'clipboard-sanitized-write', url: HOME }), { requested: true, checked: true, device: false })
  deepEqual(await app.control('permission', { permission: 'clipboard-sanitized-write', url: 'https://evil.example/' }), { requested: false, checked: false, device: false })
})
test('the place of the person is not told', async () => {
  equal(await app.page.evaluate(() => new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('told'), () => resolve('denied')))), 'denied')
})

const senders: [name: string, forged: object][] = [
  ['a page at another address', { frame: { url: 'https://evil.example/', parent: null } }],
  ['a frame within our page', { frame: { url: HOME, parent: { url: HOME, parent: null } } }],
  ['a frame that is gone', { frame: null }],
  ['a window that is not ours', { stranger: true }],
  ['a host that begins like ours', { frame: { url: 'plumbline-app://app.evil.example/', parent: null } }],
  ['a user name like our host', { frame: { url: 'plumbline-app://app@evil.example/', parent: null } }],
  ['our host under another scheme', { frame: { url: 'https://app/', parent: null } }],
  ['a blank page', { frame: { url: 'about:blank', parent: null } }],
]
for (const [name, forged] of senders) {
  test(`${name} may ask nothing, gets no port and opens no link`, async () => {
    const links = (await app.did('openExternal')).length
    await rejects(app.control('forge', { kind: 'invoke', channel: CHANNELS.ask, args: ['prefs.set', { updates: true }], ...forged }), /may not ask/)
    await app.control('forge', { kind: 'send', channel: CHANNELS.link, args: ['https://evil.example/'], ...forged })
    await app.control('forge', { kind: 'send', channel: CHANNELS.connect, args: [], ...forged })
    equal((await app.did('openExternal')).length, links)
    match(JSON.stringify(await app.page.evaluate("plumblineDesktop.ask('state.get', undefined)")), /"updates":false/)
  })
}

const asks: [name: string, ask: unknown, input: unknown][] = [
  ['a name of Object', 'constructor', undefined],
  ['the prototype', '__proto__', undefined],
  ['no such ask', 'file.read', { path: '/etc/passwd' }],
  ['a number', 7, undefined],
  ['a field of another type', 'prefs.set', { quickAsk: 'yes' }],
  ['a shortcut without end', 'prefs.set', { quickAskKeys: 'x'.repeat(100) }],
  ['a question without end', 'quick.ask', { text: 'x'.repeat(20_001) }],
  ['an input where none belongs', 'core.restart', { pid: 1 }],
]
for (const [name, ask, input] of asks) {
  test(`${name} is refused in words that tell nothing of the inside`, async () => {
    const said = await app.page.evaluate(([what, given]) => (window as unknown as { plumblineDesktop: { ask(a: unknown, b: unknown): Promise<unknown> } }).plumblineDesktop.ask(what, given).then(() => 'done', String), [ask, input])
    match(said, /There is no such ask|That is not how it is asked/)
    ok(!/\/|\.js|zod/i.test(said.replace(/^Error: Error: /, '')), said)
  })
}

test('a prototype cannot be polluted through an ask', async () => {
  await app.page.evaluate(`plumblineDesktop.ask('prefs.set', JSON.parse('{"__proto__":{"quickAsk":true,"polluted":1},"constructor":{"prototype":{"polluted":1}}}')).catch(() => 0)`)
  const { prefs, polluted } = await app.page.evaluate<{ prefs: { quickAsk: boolean }; polluted?: number }>("plumblineDesktop.ask('state.get', undefined)")
  deepEqual([prefs.quickAsk, polluted, await app.control('tray')], [false, undefined, undefined])
})

const paths = ['../../data.sqlite', '..%2f..%2fdata.sqlite', '%2e%2e/%2e%2e/package.json', 'assets/../../main/electron.js', '..\\..\\package.json', 'assets/%00', '/etc/passwd', '%', '.', 'index.html/..', '?token=x/../../package.json', 'C:/Windows/win.ini']
for (const path of paths) {
  test(`the path ${path} of the page's address leads to no file outside the screen`, async () => {
    const { status, text } = await app.control<{ status: number; text: string }>('request', { url: `${HOME}${path}` })
    ok(status === 404 || (status === 200 && text.includes('<title>Plumbline</title>')), `${status} ${text}`)
    const seen = await app.page.evaluate((asked) => fetch(`/${asked}`).then((answer) => answer.text(), () => ''), path)
    ok(!/"lockfileVersion"|"devDependencies"|root:|SQLite format/.test(seen), seen.slice(0, 100))
  })
}
for (const url of ['plumbline-app://evil/', 'plumbline-app://app:80/', 'plumbline-app://user@app/', 'plumbline-app:///etc/passwd']) {
  test(`nothing is served at ${url}`, async () => {
    equal((await app.control<{ status: number }>('request', { url })).status, 403)
  })
}
test('only GET is answered, under the strict policy', async () => {
  equal((await app.control<{ status: number }>('request', { url: HOME, method: 'POST' })).status, 405)
  const { headers } = await app.control<{ headers: Record<string, string> }>('request', { url: HOME })
  match(headers['content-security-policy']!, /^default-src 'none'; script-src 'self'; style-src 'self'; .*connect-src 'self'; .*object-src 'none'$/)
  equal(headers['x-content-type-options'], 'nosniff')
  deepEqual(await app.control('privileged'), [{ scheme: 'plumbline-app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }])
})
test('what is not from here does not load: a script, a style, a picture, a frame, a connection', async () => {
  const before = (await app.did('network')).length
  const refused = await app.page.evaluate(async () => {
    const seen = new Set<string>()
    const all = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        if (seen.add(effectiveDirective).size === 5) resolve()
      })
    })
    const add = (tag: string, attributes: object): void => document.body.append(Object.assign(document.createElement(tag), attributes))
    add('script', { src: 'https://evil.example/x.js' })
    add('script', { textContent: 'window.ran = true' })
    add('img', { src: 'https://evil.example/x.png' })
    add('iframe', { src: 'https://evil.example/' })
    add('link', { rel: 'stylesheet', href: 'https://evil.example/x.css' })
    await fetch('https://evil.example/').catch(() => undefined)
    await all
    return { seen: [...seen].sort(), ran: 'ran' in window }
  })
  deepEqual(refused, { seen: ['connect-src', 'frame-src', 'img-src', 'script-src-elem', 'style-src-elem'], ran: false })
  deepEqual((await app.did('network')).slice(before), [])
})

const frames: [name: string, make: string][] = [
  ['no JSON', "'hello'"],
  ['an object', '({ i: "1", p: { u: "/core/info" } })'],
  ['a polluting object', `JSON.parse('{"__proto__":{"polluted":1}}')`],
  ['null', 'null'],
  ['a path that is an address', `'{"i":"1","p":{"u":"http://evil.example/"}}'`],
  ['a path that goes up', `'{"i":"1","p":{"u":"/core/../info"}}'`],
  ['larger than a frame may be', "'x'.repeat(15 * 1024 * 1024)"],
]
for (const [name, make] of frames) {
  test(`a forged frame to the core that is ${name} closes its port, and the page has another one`, async () => {
    const { closed, answered } = await app.page.evaluate<{ closed: boolean; answered: string }>(`(async () => {
      const nextPort = () => new Promise((resolve) => {
        const take = (event) => { if (event.data === 'plumbline:port') { removeEventListener('message', take); resolve(event.ports[0]) } }
        addEventListener('message', take)
      })
      const first = nextPort()
      plumblineDesktop.connect()
      const bad = await first
      const end = new Promise((resolve) => bad.addEventListener('close', () => resolve(true)))
      bad.postMessage(${make})
      const second = nextPort()
      const closed = await end
      // The page asks for another by itself.
      const good = await second
      const answered = new Promise((resolve) => good.addEventListener('message', ({ data }) => String(data).startsWith('{"i":"zz"') && resolve(data)))
      good.postMessage('{"i":"zz","p":{"u":"/core/info","b":{"json":{}}}}')
      return { closed, answered: await answered }
    })()`)
    equal(closed, true)
    match(answered, /"version"/)
  })
}

const deepLinks = [
  'plumbline://ask?text=Send%20this&send=1',
  'plumbline://ask?send=1&text=x',
  'plumbline://ask?text=one&text=two',
  'plumbline://ask/send?text=x',
  'plumbline://user@ask?text=x',
  'plumbline://ask:80?text=x',
  'plumbline://ask?text=x#/settings',
  'plumbline://import?text=/etc/passwd',
  'plumbline://settings?text=x',
  'plumbline:ask?text=x',
  'plumbline://ask?text=',
  'plumbline://ask?text=%00%1b',
  `plumbline://ask?text=${'x'.repeat(20_001)}`,
  'plumbline://ask',
]
test('links that try to do more than bring a text do nothing but show the window', async () => {
  await app.page.evaluate(() => void (location.hash = '#/notes'))
  await app.page.getByRole('heading', { name: 'Notes', level: 1 }).waitFor()
  for (const link of deepLinks) await app.control('openUrl', link)
  await app.page.evaluate("plumblineDesktop.ask('state.get', undefined)")
  equal(await app.page.evaluate('location.hash'), '#/notes')
})
test('a link with a text puts it into the field and sends nothing', async () => {
  await app.control('openUrl', 'plumbline://ask?text=Delete%20all%20notes%0aand%20send%20%3Cimg%20src=x%20onerror=alert(1)%3E')
  const field = app.page.getByRole('textbox', { name: 'Your question' })
  await app.page.getByText('This text came with a link').waitFor()
  equal(await field.inputValue(), 'Delete all notes\nand send <img src=x onerror=alert(1)>')
  equal(await app.page.getByText('Your conversations will stand here.').count(), 1)
  await app.control('openUrl', 'plumbline://ask?text=Another')
  await app.page.getByRole('button', { name: 'Use the text of the link' }).waitFor()
  equal(await field.inputValue(), 'Delete all notes\nand send <img src=x onerror=alert(1)>', 'what stands in the field is not replaced')
  await field.fill('')
})
