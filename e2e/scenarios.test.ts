/** A selection of the scenarios in the real window: files imported by the command line, the server entered in Settings, the question typed, the verdicts read off the screen. */
import { deepEqual, ok } from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { startModelServer } from '../fixtures/models/modelServer.ts'
import { Scenario } from '../fixtures/models/scenario.ts'
import { loadTurnScenarios, type TurnScenario } from '../fixtures/scenarios/turnScenario.ts'
import { answerBy, ask } from './app.ts'
import { closeBrowser, openScreen, plumbline, serve } from './harness.ts'
import { screenshot } from './screenshot.ts'

const SHOWN = [
  'every sentence of an answer is counted, and each gets its verdict',
  'a sentence that a source contradicts is revised, and the withdrawn one stays with its reason',
  'two sentences are repaired, each by its own reason, and the one between keeps its verdict',
  'what the model says twice stays, marked, and there is no third round',
  'lists, tables and code, each cell and item a claim, and code none',
  'a Korean answer against a Korean source',
]
const scenarios = loadTurnScenarios()

after(closeBrowser)

interface ShownClaim {
  readonly text: string
  readonly verdict: string | null
  readonly stubborn: boolean
}

async function shown(scenario: TurnScenario): Promise<{ claims: ShownClaim[]; withdrawn: string[]; wrong: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-scenario-'))
  const workspace = join(folder, 'workspace')
  mkdirSync(join(workspace, 'rules'), { recursive: true })
  mkdirSync(join(folder, 'files'))
  for (const [name, text] of Object.entries(scenario.rules)) writeFileSync(join(workspace, 'rules', name), text)
  for (const [name, text] of Object.entries(scenario.sources)) writeFileSync(join(folder, 'files', name), text)
  if (Object.keys(scenario.sources).length > 0) deepEqual((await plumbline(['import', '--workspace', workspace, join(folder, 'files')])).code, 0)
  const models = await startModelServer({ scenarios: new Map(Object.entries(scenario.models).map(([name, model]) => [name, Scenario.parse({ about: name, ...model })])) })
  const served = await serve({ workspace })
  const screen = await openScreen(served.link)
  const { page } = screen
  try {
    await answerBy(page, models, 'writer')
    if (scenario.repairs !== undefined) await page.getByRole('group', { name: 'Rounds of repair' }).getByText(['Never', 'Once', 'Twice'][scenario.repairs]!, { exact: true }).click()
    await ask(page, scenario.turns[0]!.ask!)
    await screenshot(page, `scenario ${scenario.title.slice(0, 40)}`)
    const claims = await page.locator('[data-turn] .claim[data-verdict]').evaluateAll((spans) => {
      const byClaim = new Map<string, { text: string; verdict: string | null; stubborn: boolean }>()
      for (const span of spans) {
        if (span.closest('[data-withdrawn]')) continue
        const words = [...span.childNodes].filter((node) => node.nodeType === 3 || !(node as Element).matches('button, .sr-only, [aria-hidden]')).map((node) => node.textContent).join('')
        const key = span.getAttribute('data-claim')!
        const before = byClaim.get(key)
        byClaim.set(key, { text: `${before?.text ?? ''}${words}`, verdict: span.getAttribute('data-verdict'), stubborn: span.getAttribute('data-stubborn') !== null })
      }
      return [...byClaim].sort(([a], [b]) => Number(a) - Number(b)).map(([, one]) => one)
    })
    return { claims, withdrawn: await page.locator('[data-withdrawn]').allInnerTexts(), wrong: screen.wrong }
  } finally {
    await screen.close()
    await served.stop()
    await models.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const bare = (text: string): string => text.replace(/[\s✓∴✕?]+/gu, ' ').trim()

for (const title of SHOWN) {
  test(title, async () => {
    const scenario = scenarios.find((one) => one.title === title)!
    const { claims, withdrawn, wrong } = await shown(scenario)
    const { expect } = scenario.turns[0]!
    deepEqual(claims.map(({ text, verdict }) => [bare(text), verdict]), expect.claims!.map(({ text, verdict }) => [bare(text), verdict]))
    for (const [index, { stubborn }] of expect.claims!.entries()) if (stubborn !== undefined) deepEqual(claims[index]!.stubborn, stubborn)
    deepEqual(withdrawn.length, expect.withdrawn?.length ?? 0)
    for (const [index, text] of (expect.withdrawn ?? []).entries()) ok(bare(withdrawn[index]!).includes(bare(text)), `${withdrawn[index]}`)
    deepEqual(wrong, [])
  })
}
