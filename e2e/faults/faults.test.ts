/** Every fault of a model server over four protocols through the real core: each ends in a stated way, and the next question is answered. `UPDATE=1` rewrites docs/faults.md. */
import { deepEqual, equal, match } from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CERTIFICATE, CERTIFICATE_KEY } from '../../fixtures/models/certificate.ts'
import { type ModelServerHandle, startModelServer } from '../../fixtures/models/modelServer.ts'
import { Scenario } from '../../fixtures/models/scenario.ts'
import { systemClock } from '../../main/adapters/system.ts'
import { withFolder } from '../../main/adapters/store/testing.ts'
import { modelProtocols, type ModelServer } from '../../shared/model/settings.ts'
import type { TurnEvent } from '../../shared/model/turn.ts'
import { type AtEvent, atEvents, eventCases, faultCases, mustEnd, WHOLE } from './faultCases.ts'
import { faultCore, faultModels, pooled, type Ran, runFault } from './faultRun.ts'
import { type FaultRow, faultTable } from './faultTable.ts'
import { killSteps, runKilled } from './killedTurn.ts'

type Protocol = ModelServer['protocol']

/** Turns at work at once: enough that silences are waited for together. */
const BESIDE = 16
const FILE = join(import.meta.dirname, '../../docs/faults.md')

const cases = faultCases()
const hows = Object.keys(atEvents) as AtEvent[]
const scenarios = new Map<string, Scenario>([['works', Scenario.parse({ about: 'Works.', answers: [{ text: WHOLE }] })]])
for (const { model, scenario } of cases) scenarios.set(model, scenario)
/** For each protocol a server of its own: their events are counted differently. */
const scenariosOf = (protocol: Protocol) => new Map([...scenarios, ...hows.flatMap((how) => eventCases(protocol, how).map(({ model, scenario }): [string, Scenario] => [model, scenario])), ['pauses', PAUSES]])
/** Says one sentence and the beginning of the next, and is silent then. */
const PAUSES = Scenario.parse({ about: 'Pauses.', pieceLength: 30, answers: [{ text: WHOLE, reasoning: 'Hm.' }], fault: { kind: 'stall', after: 4 } })

const servers = {} as Record<Protocol, ModelServerHandle>
const rows = new Map<string, Record<Protocol, string[]>>()
const note = (fault: string, protocol: Protocol, ended: readonly string[]): void => {
  const row = rows.get(fault) ?? ({} as Record<Protocol, string[]>)
  row[protocol] = [...ended]
  rows.set(fault, row)
}
before(async () => {
  for (const protocol of modelProtocols) servers[protocol] = await startModelServer({ scenarios: scenariosOf(protocol) })
})
after(() => Promise.all(Object.values(servers).map((server) => server.close())))

const url = (protocol: Protocol): string => servers[protocol].url(protocol)
const problemsOf = (ran: readonly Ran[]): unknown[] => ran.flatMap(({ wrong, next, ending }) => [...wrong.map((one) => `${ending}: ${one}`), ...(next === undefined || next === 'done, whole' ? [] : [`${ending}: the next question ended ${next}`])])

for (const protocol of modelProtocols) {
  test(`${protocol}: each fault ends as it must`, () =>
    withFolder(async (folder) => {
      const waits = new Map<string, number[]>()
      const core = await faultCore(folder, url, [], faultModels((model, milliseconds) => waits.set(model, [...(waits.get(model) ?? []), milliseconds])))
      const ran = await pooled(cases, BESIDE, ({ model }) => runFault(core, protocol, model))
      for (const [index, { fault }] of cases.entries()) note(fault, protocol, [ran[index]!.ending])
      deepEqual(Object.fromEntries(cases.map(({ fault }, index) => [fault, ran[index]!.ending])), Object.fromEntries(cases.map(({ fault, ends }) => [fault, ends])))
      deepEqual(problemsOf(ran), [])
      const asked = (model: string): number => servers[protocol].requests.filter((request) => request.model === model).length
      deepEqual(Object.fromEntries(cases.map(({ fault, model }) => [fault, asked(model)])), Object.fromEntries(cases.map(({ fault, requests }) => [fault, requests])))
      deepEqual(waits.get(cases.find(({ fault }) => fault.includes('of 2 seconds'))!.model), [2000, 2000])
      deepEqual(core.lines.filter(({ level }) => level === 'error'), [])
      await core.close()
    }))

  for (const how of hows) {
    test(`${protocol}: ${atEvents[how].toLowerCase()}, for every n`, () =>
      withFolder(async (folder) => {
        const core = await faultCore(folder, url)
        const all = eventCases(protocol, how)
        const ran = await pooled(all, BESIDE, ({ model, at }) => runFault(core, protocol, model, at === all.length - 1 ? {} : { next: null }))
        note(atEvents[how], protocol, ran.map(({ ending }) => ending))
        for (const { at } of all) match(ran[at]!.ending, mustEnd(protocol, how, at), `event ${at}`)
        deepEqual(problemsOf(ran), [])
        await core.close()
      }))
  }

  test(`${protocol}: no connection, no such name, no certificate that holds`, () =>
    withFolder(async (folder) => {
      const gone = await startModelServer()
      await gone.close()
      const tls = createTlsServer({ key: CERTIFICATE_KEY, cert: CERTIFICATE })
      await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve))
      const addresses: readonly [fault: string, baseUrl: string, why: RegExp][] = [
        ['Refused connection', gone.url(protocol), /connection refused/],
        ['A name that cannot be found', 'http://no-such-host.invalid/v1', /no such host|could not be looked up/],
        ['A certificate that nobody has signed', `https://127.0.0.1:${(tls.address() as AddressInfo).port}/v1`, /certificate was not accepted: DEPTH_ZERO_SELF_SIGNED_CERT/],
        ['An https address of a server that speaks http', url(protocol).replace('http:', 'https:'), /speaks http, not https/],
      ]
      const core = await faultCore(folder, url, addresses.map(([name, baseUrl]) => ({ name, protocol, baseUrl })))
      const ran = await pooled(addresses, BESIDE, ([name]) => runFault(core, name, 'works', { next: protocol }))
      for (const [index, [fault, , why]] of addresses.entries()) {
        note(fault, protocol, [ran[index]!.ending])
        deepEqual([ran[index]!.ending, why.test(ran[index]!.state.problem?.detail ?? '')], ['model.unreachable, nothing', true], String(ran[index]!.state.problem?.detail))
      }
      deepEqual(problemsOf(ran), [])
      await core.close()
      await new Promise((resolve) => tls.close(resolve))
    }))

  const steps: readonly TurnEvent['kind'][] = ['turn.started', 'source.recalled', 'model.asked', 'reasoning', 'text', 'claim.found', 'claim.judged']
  test(`${protocol}: stopped at each step`, () =>
    withFolder(async (folder) => {
      const core = await faultCore(folder, url)
      const ran = await pooled(steps, BESIDE, (step) => {
        let stopped = false
        const onEvent = ({ kind }: TurnEvent, stop: () => Promise<unknown>): void => {
          if (kind !== step || stopped) return
          stopped = true
          void stop()
        }
        return runFault(core, protocol, 'pauses', { onEvent })
      })
      for (const [index, step] of steps.entries()) {
        // How much had arrived by then is chance where the answer is on its way already.
        const kept = index < 3 ? 'nothing or a part' : index < 4 ? 'a part at most' : 'a part'
        match(ran[index]!.ending, index < 4 ? /^cancelled, (?:nothing|part)$/ : /^cancelled, part$/, step)
        note(`Stopped by the person at \`${step}\``, protocol, [`cancelled, ${kept}`])
      }
      deepEqual(problemsOf(ran), [])
      while (servers[protocol].open() > 0) await new Promise((resolve) => setImmediate(resolve))
      await core.close()
    }))

  test(`${protocol}: the clock of the machine jumps`, () =>
    withFolder(async (folder) => {
      let looks = 0
      const clock = { ...systemClock, now: () => new Date(Date.now() + (looks++ % 2 === 0 ? -1 : 1) * 26 * 3_600_000) }
      const core = await faultCore(folder, url, [], faultModels(), { clock })
      const ran = await runFault(core, protocol, 'works')
      note('The clock jumps a day back and forth at every look', protocol, [ran.ending])
      equal(ran.ending, 'done, whole')
      deepEqual(problemsOf([ran]), [])
      await core.close()
    }))
}

test('killed at each step, the turn is ended honestly at the next start', async () => {
  const ended = await pooled(killSteps, 2, (step) => withFolder((folder) => runKilled(folder, step, url)))
  deepEqual(ended.flatMap(({ wrong }) => wrong), [])
  for (const { step, ending } of ended) for (const protocol of modelProtocols) note(`Killed at \`${step.at}\`, then started again`, protocol, [ending])
})

test('the table in the documentation is what was seen', () => {
  const seen = faultTable([...rows].map(([fault, ended]): FaultRow => ({ fault, ended })))
  if (process.env['UPDATE'] === '1') writeFileSync(FILE, seen)
  equal(readFileSync(FILE, 'utf8'), seen)
})
