/** Every screen of the app in every state that looks different, one after the other in one running app: for what must hold of all of them. */
import type { Page } from 'playwright-core'
import { answerStates } from './answerStates.ts'
import { answerBy, type App, ask } from './app.ts'
import { conversationStates } from './conversationStates.ts'
import { rulesStates } from './rulesStates.ts'

export interface State {
  readonly name: string
  /** Brings it about, from the state before. */
  readonly show: (app: App) => Promise<void>
  /** Puts away what lies over the next state's way. */
  readonly leave?: (app: App) => Promise<void>
}

async function go(page: Page, place: string): Promise<void> {
  // Told at once: the browser tells of it later, and until then the screen before is still there to be clicked.
  await page.evaluate((hash) => {
    location.hash = hash
    window.dispatchEvent(new HashChangeEvent('hashchange'))
  }, `#/${place}`)
  await page.locator('main h1').waitFor()
}
const escape = async ({ page }: App): Promise<void> => void (await page.keyboard.press('Escape'))

/** Drops files on the window as a person does. */
async function drop(page: Page, files: readonly (readonly [name: string, text: string])[]): Promise<void> {
  await page.evaluate((given) => {
    const data = new DataTransfer()
    for (const [name, text] of given) data.items.add(new File([text], name, { type: 'text/markdown' }))
    for (const kind of ['dragenter', 'dragover', 'drop']) document.querySelector('main')?.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }))
  }, files)
}

/** Right to left, and three scripts without spaces; long words that have to break somewhere. */
const SCRIPTS = [
  ['قياس.md', '# كفاءة الطاقة\n\nبلغ مؤشر PUE في موقع الشمال 1.32 خلال العام الماضي.\n\nاستهلك الموقع 13.2 MW في المتوسط.\n'],
  ['効率.md', '# 電力使用効率\n\n北サイトの年間平均消費電力は13.2メガワットであり、そのうち10.0メガワットがIT機器に供給された。\n'],
  ['long.md', `# ${'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2)}\n\n${'a'.repeat(300)}\n`],
] as const

const TEXT = [
  'PUE is a ratio and has no unit. The moon is made of cheese. The International Energy Agency estimates that data centres used about 900 TWh of electricity in 2024.',
  'Is that much? I think it is a beautiful number.',
  'قياس: بلغ مؤشر PUE في موقع الشمال 1.32 خلال العام الماضي.',
  '북쪽 데이터센터의 전력 효율 지수는 1.32이며 이는 지난 열두 달 동안의 평균값이다.',
  `https://example.org/${'very-long-path/'.repeat(12)}`,
].join('\n\n')

const compareStates: readonly State[] = [
  {
    name: 'answers side by side, claim by claim',
    show: async ({ page }) => {
      await go(page, 'chat')
      await page.getByRole('textbox', { name: 'Your question' }).fill('What does the North site draw?')
      await page.getByRole('button', { name: 'Ask several side by side' }).click()
      const dialog = page.getByRole('dialog', { name: 'Compare side by side' })
      await dialog.getByRole('checkbox', { name: /^differs/ }).check()
      await dialog.getByRole('checkbox', { name: /^demo/ }).check()
      await dialog.getByRole('button', { name: 'Compare 2' }).click()
      await page.getByRole('region', { name: 'Where they disagree' }).waitFor()
    },
  },
  { name: 'whole answers side by side', show: async ({ page }) => page.getByText('Whole answers', { exact: true }).click() },
]

const expertStates: readonly State[] = [
  { name: 'experts, none', show: async ({ page }) => go(page, 'experts') },
  { name: 'the form of an expert', show: async ({ page }) => go(page, 'experts/new'), leave: async ({ page }) => page.getByRole('button', { name: 'Cancel' }).click() },
]

export const states: readonly State[] = [
  { name: 'new chat, nothing there yet', show: async ({ page }) => go(page, 'chat') },
  { name: 'sources, none', show: async ({ page }) => go(page, 'sources') },
  { name: 'notes, none', show: async ({ page }) => go(page, 'notes') },
  { name: 'growth, nothing counted yet', show: async ({ page }) => go(page, 'growth') },
  ...expertStates,
  { name: 'rules, none', show: async ({ page }) => go(page, 'rules') },
  { name: 'check, none', show: async ({ page }) => go(page, 'check') },
  {
    name: 'settings with the form for a server',
    show: async ({ page }) => {
      await go(page, 'settings')
      await page.getByRole('button', { name: 'Add a model server' }).click()
    },
  },
  {
    name: 'the form with a mistake',
    show: async ({ page }) => {
      await page.getByLabel('Name', { exact: true }).fill('Nowhere')
      await page.getByLabel('Address').fill('not an address')
      await page.getByRole('button', { name: 'Save and try it' }).click()
      await page.getByRole('alert').waitFor()
    },
    leave: async ({ page }) => page.getByRole('button', { name: 'Cancel' }).click(),
  },
  {
    name: 'new chat over the sample library',
    show: async ({ page }) => {
      await go(page, 'chat')
      await page.getByRole('button', { name: 'Try the sample library' }).click()
      await page.getByText('Questions to try on the sample library').waitFor()
    },
  },
  {
    name: 'a claim tried in the editor, its proof as a graph, and the health of the rules',
    show: async ({ page }) => {
      await go(page, 'rules')
      await page.getByRole('list', { name: 'Rule sets' }).getByRole('link').first().click()
      // The list has such a field too.
      await page.locator('.cm-content').waitFor()
      await page.getByRole('textbox', { name: 'A claim to try' }).fill('North has a PUE of 1.3')
      await page.getByRole('button', { name: 'Show as a graph' }).click()
      await page.locator('.react-flow__node').first().waitFor()
      await page.getByText('Follow from others').first().waitFor()
    },
  },
  { name: 'an answer of the library', show: ({ page }) => ask(page, 'How efficient is the North site?') },
  {
    name: 'the evidence of a claim',
    show: async ({ page }) => {
      await page.locator('.claim-mark').first().click()
      await page.getByRole('complementary', { name: 'Evidence' }).waitFor()
    },
    leave: escape,
  },
  {
    name: 'a server with its models, one chosen',
    show: ({ page, models }) => answerBy(page, models, 'demo'),
  },
  { name: 'an answer with headings, a table, a formula and several verdicts', show: ({ page }) => ask(page, 'How much electricity do data centres use?') },
  {
    name: 'the timeline of an answer, as a picture',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Timeline' }).click()
      await page.getByRole('group', { name: /go from piece to piece/ }).focus()
      await page.keyboard.press('ArrowRight')
    },
  },
  {
    name: 'the timeline as a table',
    show: async ({ page }) => page.getByRole('button', { name: 'Show as a table' }).click(),
    leave: escape,
  },
  {
    name: 'the evidence of a contradicted claim',
    show: async ({ page }) => {
      await page.locator('.claim-mark[data-verdict=contradicted]').first().click()
      await page.getByRole('complementary', { name: 'Evidence' }).waitFor()
    },
    leave: escape,
  },
  {
    name: 'the menu of who answers',
    show: async ({ page }) => {
      await page.locator('main').getByRole('button', { name: /demo/ }).last().click()
      await page.getByRole('menu').waitFor()
    },
    leave: escape,
  },
  ...compareStates,
  {
    name: 'an answer while it streams',
    show: async ({ page, models }) => {
      await answerBy(page, models, 'pauses')
      await ask(page, 'What did the North hall draw, and what does that make of it?', { wait: false })
      await page.locator('.claim[data-verdict]').first().waitFor()
    },
    leave: async ({ page }) => {
      await page.getByRole('button', { name: 'Stop' }).click()
      await page.getByText('Stopped. What had arrived is kept.').waitFor()
    },
  },
  {
    name: 'an answer that failed',
    show: async ({ page, models }) => {
      await answerBy(page, models, 'unauthorized')
      await ask(page, 'Asked of one that refuses')
    },
  },
  ...answerStates,
  ...rulesStates,
  {
    name: 'finding in a conversation, with a question right to left',
    show: async ({ page, models }) => {
      await answerBy(page, models, 'streams')
      await ask(page, 'كم استهلك موقع الشمال؟ وما هو مؤشر PUE؟')
      await page.keyboard.press('Control+f')
      await page.keyboard.type('MW')
      await page.keyboard.press('Enter')
    },
    leave: escape,
  },
  {
    name: 'a text to check',
    show: async ({ page }) => {
      await go(page, 'check')
      await page.getByRole('textbox', { name: 'The text to check' }).fill(TEXT)
    },
  },
  {
    name: 'a checked text with every verdict',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Check this text' }).click()
      await page.locator('.claim[data-verdict=contradicted]').first().waitFor()
      await page.getByRole('progressbar').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'the evidence in a checked text',
    show: async ({ page }) => {
      await page.locator('.claim-mark[data-verdict=contradicted]').first().click()
      await page.getByRole('complementary', { name: 'Evidence' }).waitFor()
    },
    leave: escape,
  },
  {
    name: 'sources with some refused',
    show: async ({ page }) => {
      await go(page, 'sources')
      await page.getByRole('list', { name: 'Sources' }).waitFor()
      await drop(page, [...SCRIPTS, ['nothing.txt', ''], [`${'a-very-long-name-'.repeat(10)}.exe`, 'MZ\0\0']])
      await page.getByRole('alert', { name: 'Not imported' }).waitFor()
      await page.getByRole('list', { name: 'Sources' }).getByText('كفاءة الطاقة').waitFor()
    },
  },
  {
    name: 'the menu of a source',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'More for “Cooling and rack density”' }).click()
      await page.getByRole('menu').waitFor()
    },
    leave: async ({ page }) => {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Put this away' }).click()
    },
  },
  {
    name: 'the reader',
    show: async ({ page }) => {
      await page.getByRole('link', { name: /North site survey/ }).click()
      await page.locator('[role=document]').waitFor()
    },
  },
  {
    name: 'the reader, right to left, with something found',
    show: async ({ page }) => {
      await go(page, 'sources')
      await page.getByRole('link', { name: /كفاءة الطاقة/ }).click()
      await page.locator('[role=document]').waitFor()
      await page.keyboard.press('Control+f')
      await page.keyboard.type('PUE')
      await page.keyboard.press('Enter')
      await page.locator('mark[data-kind=current]').waitFor()
    },
  },
  {
    name: 'the reader at a title without a place to break',
    show: async ({ page }) => {
      await go(page, 'sources')
      await page.getByRole('link', { name: /Donaudampf/ }).click()
      await page.locator('[role=document]').waitFor()
    },
  },
  {
    name: 'an import that runs',
    show: async ({ page }) => {
      await go(page, 'sources')
      await page.getByRole('list', { name: 'Sources' }).waitFor()
      const long = Array.from({ length: 20_000 }, (_one, i) => `## Part ${i}\n\nHall ${i} drew ${i} kW of power in the winter.\n`).join('\n')
      await drop(page, Array.from({ length: 6 }, (_one, i) => [`halls-${i}.md`, `# Halls ${i}\n\n${long}`] as const))
      await page.getByRole('progressbar').waitFor()
    },
    leave: async ({ page }) => {
      const stop = page.getByRole('button', { name: /^(Stop|Cancel)/ })
      if (await stop.isVisible()) await stop.click().catch(() => undefined)
      await page.getByRole('progressbar').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'a notice with an undo',
    show: async ({ page }) => {
      await go(page, 'sources')
      await page.getByRole('button', { name: /^More for .*Donaudampf/ }).click()
      await page.getByRole('menuitem', { name: 'Remove' }).click()
      // While it has the focus it stays, however long it is looked at.
      await page.getByRole('button', { name: 'Undo' }).focus()
    },
    leave: async ({ page }) => page.getByRole('button', { name: 'Close the notice' }).first().click(),
  },
  {
    name: 'a note',
    show: async ({ page }) => {
      await page.getByRole('navigation').getByRole('link', { name: 'How much electricity do data centres use?' }).click()
      await page.getByRole('button', { name: /^Keep (all|the verified)/ }).click()
      await go(page, 'notes')
      // By a key: a notice may still lie over it.
      await page.getByRole('list', { name: 'Notes' }).getByRole('link').first().press('Enter')
      await page.getByRole('complementary', { name: 'Note' }).waitFor()
    },
    leave: escape,
  },
  { name: 'notes', show: async ({ page }) => go(page, 'notes') },
  {
    name: 'export of notes',
    show: async ({ page }) => {
      await go(page, 'notes')
      await page.getByRole('button', { name: /^Export/ }).first().click()
      await page.getByRole('dialog', { name: 'Export notes' }).getByRole('region', { name: 'Preview' }).locator('pre').waitFor()
    },
    leave: escape,
  },
  {
    name: 'the form of a policy that keeps notes',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Keep by a policy' }).click()
      await page.getByRole('button', { name: 'New policy' }).click()
      await page.getByRole('form', { name: 'Policy' }).waitFor()
    },
    leave: escape,
  },
  {
    name: 'growth after a day',
    show: async ({ page }) => {
      await go(page, 'growth')
      await page.locator('.uplot canvas').waitFor()
    },
  },
  {
    name: 'growth as a table',
    show: async ({ page }) => page.getByRole('button', { name: 'Show as a table' }).click(),
    leave: async ({ page }) => page.getByRole('button', { name: 'Show the curve' }).click(),
  },
  {
    name: 'the history of all days',
    show: async ({ page }) => {
      await go(page, 'history')
      await page.getByRole('list', { name: 'What happened' }).first().waitFor()
    },
  },
  {
    name: 'the history of one thing',
    show: async ({ page }) => {
      await page.getByRole('link', { name: /^Only this/ }).first().click()
      await page.getByText(/^Only what happened to the/).waitFor()
    },
  },
  {
    name: 'settings with things deleted',
    show: async ({ page }) => {
      await go(page, 'settings')
      await page.getByRole('list', { name: 'Deleted lately' }).waitFor()
    },
  },
  {
    name: 'a backup made',
    show: async ({ page }) => {
      await page.getByRole('button', { name: 'Make a backup now' }).click()
      await page.getByText('Last proven by a restore:').waitFor()
      await page.getByRole('region', { name: 'Backups' }).scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'a backup to be sealed',
    show: async ({ page }) => {
      await page.getByRole('button', { name: /^More for the backup/ }).first().click()
      await page.getByRole('menuitem', { name: 'Save as a file …' }).click()
      await page.getByLabel('Passphrase').fill('correct horse')
      await page.getByRole('button', { name: 'Save it sealed' }).waitFor()
    },
    leave: escape,
  },
  { name: 'the palette', show: async ({ page }) => void (await page.keyboard.press('Control+k')) },
  {
    name: 'the palette with passages',
    show: async ({ page }) => {
      await page.keyboard.type('cooling')
      await page.getByRole('group', { name: 'In your sources' }).waitFor()
    },
    leave: escape,
  },
  { name: 'the shortcuts', show: async ({ page }) => void (await page.keyboard.press('Control+/')), leave: escape },
  {
    name: 'the sidebar hidden',
    show: async ({ page }) => {
      await go(page, 'chat')
      await page.keyboard.press('Control+b')
    },
    leave: async ({ page }) => page.keyboard.press('Control+b'),
  },
  ...conversationStates,
]
