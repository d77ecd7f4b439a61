/** Thirty days of undo, then the text and its original file are gone. */
import { deepEqual } from 'node:assert/strict'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { importPaths } from '../../fixtures/core/importPaths.ts'
import { realCore } from '../../fixtures/core/realCore.ts'
import { withFolder } from '../adapters/store/testing.ts'
import { systemClock } from '../adapters/system.ts'
import { eraseExpired } from './eraseExpired.ts'

const days = (count: number) => ({ ...systemClock, now: () => new Date(systemClock.now().getTime() + count * 24 * 60 * 60 * 1000) })

test('a deleted source can be brought back after 29 days and is gone after 31, with its original', () =>
  withFolder(async (folder) => {
    const core = realCore(folder)
    writeFileSync(join(folder, 'a.txt'), 'The PUE of North is 1.32.')
    await importPaths([join(folder, 'a.txt')], core.ports)
    const [source] = await core.client.source.list({})
    const left = async () => [readdirSync(join(folder, 'sources')).length, (await core.client.source.search({ query: 'North' })).length]
    await core.client.source.remove({ id: source!.id })
    await eraseExpired({ ...core.ports, clock: days(29) })
    await core.client.source.restore({ id: source!.id })
    deepEqual(await left(), [1, 1])
    await core.client.source.remove({ id: source!.id })
    await eraseExpired({ ...core.ports, clock: days(31) })
    deepEqual([await left(), core.ports.store.read.verifyHistory().whole], [[0, 0], true])
    await core.close()
  }))
