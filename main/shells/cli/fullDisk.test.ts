/** A real disk that is full or read-only: every command says so in one line, nothing that was saved is lost, and the work goes on when there is room. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { type Ran, runCli } from './runCli.ts'

const base = mkdtempSync(join(tmpdir(), 'plumbline-disk-'))
const disk = join(base, 'disk')
const workspace = join(disk, 'workspace')
const mount = (...words: string[]): boolean => spawnSync('mount', words).status === 0
/** Megabytes: room for a small workspace with a backup, and for little more. */
const SIZE = 12

mkdirSync(disk)
const mounted = process.platform === 'linux' && process.getuid?.() === 0 && mount('-t', 'tmpfs', '-o', `size=${SIZE}m`, 'tmpfs', disk)
const skip = !mounted && 'NOT TRIED ON A FULL DISK: a small file system can only be mounted as root on Linux'

const cli = (...words: string[]): Promise<Ran> => runCli([...words, '--workspace', workspace])
const oneLine = ({ code, err }: Ran, says: RegExp): void => {
  deepEqual([code, /^plumbline: [^\n]+\n$/.test(err)], [2, true], err)
  match(err, says)
}
const FULL = /The disk is full; nothing was lost/
const filler = join(disk, 'filler')
/** Leaves this many bytes. */
function fill(left = 0): void {
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - left)))
}
const whole = async (): Promise<void> => equal((await cli('log', 'verify')).code, 0)
const leftovers = (): string[] => readdirSync(workspace).filter((name) => name.startsWith('.'))

after(() => {
  if (mounted) spawnSync('umount', [disk])
  rmSync(base, { recursive: true, force: true })
})

suite('a small disk', { skip }, () => {
  before(async () => {
    writeFileSync(join(base, 'hall.md'), '# Hall\n\nThe hall has 12 racks.\n')
    writeFileSync(join(base, 'large.txt'), Array.from({ length: 200_000 }, (_, i) => `Row ${i} was measured at ${i * 7} kW in hall ${i % 90}.\n`).join(''))
    equal((await cli('import', join(base, 'hall.md'))).code, 0)
    const { code, out } = await cli('backup', '--json')
    equal(code, 0, out)
  })

  void test('an import that does not fit is refused before it is begun, and nothing of it stays', async () => {
    const free = statfsSync(disk).bavail
    oneLine(await cli('import', join(base, 'large.txt')), FULL)
    ok(statfsSync(disk).bavail >= free - 64)
    match((await cli('search', 'racks')).out, /12 racks/)
    deepEqual((await cli('search', 'Row 77')).out, '')
    await whole()
  })

  void test('a question on a full disk is refused in words, and answered when there is room', async () => {
    fill()
    oneLine(await cli('ask', 'How many racks?'), FULL)
    match((await cli('search', 'racks')).out, /12 racks/)
    rmSync(filler)
    await whole()
    match((await cli('ask', 'How many racks?')).out, /12 racks/)
    await whole()
  })

  void test('a turn that meets the end of the disk on its way keeps what it had said', async () => {
    fill(24_000)
    const { code, err } = await cli('ask', 'How many racks are in the hall?')
    ok(code === 0 || /disk is full/.test(err), err)
    rmSync(filler)
    await whole()
    equal((await cli('ask', 'How many racks?')).code, 0)
  })

  void test('a backup that does not fit is refused, leaves nothing, and the one before stays good', async () => {
    const before = readdirSync(join(workspace, 'backups')).sort()
    fill(600_000)
    oneLine(await cli('backup'), FULL)
    rmSync(filler)
    deepEqual(readdirSync(join(workspace, 'backups')).sort(), before)
    const { code, out } = await cli('restore', before.find((name) => name.endsWith('.json'))!.slice(0, -'.json'.length), '--dry-run')
    deepEqual([code, /bring back/.test(out), leftovers()], [0, true, []])
  })

  void test('a backup as one file, and an export, onto a full disk: refused, nothing half written', async () => {
    const target = join(disk, 'out')
    mkdirSync(target)
    const elsewhere = join(base, 'workspace')
    await runCli(['import', join(base, 'hall.md'), '--workspace', elsewhere])
    fill()
    oneLine(await runCli(['backup', '--out', join(target, 'b.tar.gz'), '--workspace', elsewhere]), FULL)
    oneLine(await runCli(['export', '--format', 'md', '--out', join(target, 'notes.md'), '--workspace', elsewhere]), FULL)
    rmSync(filler)
    deepEqual(readdirSync(target), [])
  })

  void test('a restore that does not fit is refused, and the workspace is as it was', async () => {
    const file = join(base, 'large.tar.gz')
    const elsewhere = join(base, 'large')
    await runCli(['import', join(base, 'large.txt'), '--workspace', elsewhere])
    equal((await runCli(['backup', '--out', file, '--workspace', elsewhere])).code, 0)
    oneLine(await cli('restore', file), FULL)
    match((await cli('search', 'racks')).out, /12 racks/)
    deepEqual(leftovers(), [])
    await whole()
  })

  void test('a disk that may only be read: what writes says so, and what was saved can be read', async () => {
    ok(mount('-o', 'remount,ro', disk))
    try {
      for (const words of [['ask', 'How many racks?'], ['import', join(base, 'hall.md')], ['backup']]) oneLine(await cli(...words), /cannot be written to/)
      const found = await cli('search', 'racks')
      ok(found.out.includes('12 racks') || /cannot be written to/.test(found.err), found.err)
    } finally {
      mount('-o', 'remount,rw', disk)
    }
    await whole()
  })
})
