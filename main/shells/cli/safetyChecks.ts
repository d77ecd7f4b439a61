/** What `plumbline doctor` says of the safety of the data: keys, backups, the full check, and what was deleted. */
import { join } from 'node:path'
import { Problem } from '../../../shared/problem.ts'
import { problemSentence } from '../../../shared/problemSentence.ts'
import { silentLog } from '../../adapters/log/createLog.ts'
import { createSecrets } from '../../adapters/secrets/createSecrets.ts'
import { systemKeyring } from '../../adapters/secrets/keyring.ts'
import { keyringSecrets } from '../../adapters/secrets/keyringSecrets.ts'
import { readBackupState, sizeOfBackups } from '../../adapters/store/backup/createBackups.ts'
import { UNDO_DAYS } from '../../core/eraseExpired.ts'
import type { StoreReader } from '../../core/ports.ts'
import { KEYRING_FILE, KEYS_FILE } from '../places.ts'

export interface Finding {
  readonly check: string
  readonly ok: boolean
  readonly say: string
}

const DAY = 24 * 60 * 60 * 1000
/** Days after which a workspace that is used should have a newer backup, and a newer full check. */
const OLD_BACKUP = 7
const OLD_CHECK = 35

const moment = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`
const olderThan = (at: string, days: number, now: Date): boolean => now.getTime() - Date.parse(at) > days * DAY

export async function checkKeys(folder: string): Promise<Finding[]> {
  const keyring = systemKeyring({ env: process.env })
  const trouble = await keyring.trouble()
  const usable: Finding = { check: 'keyring', ok: true, say: trouble === undefined ? `Keys can be kept in ${keyring.name}.` : `Keys are kept in a private file, not encrypted, because ${keyring.name} cannot be used: ${trouble}.` }
  try {
    const kept = createSecrets({ env: process.env, file: join(folder, KEYS_FILE), log: silentLog, onSecret: () => undefined })
    const keys = await keyringSecrets({ keyring, kept, file: join(folder, KEYRING_FILE), log: silentLog, onSecret: () => undefined }).list()
    const inFile = kept.inFile().length > 0 && trouble === undefined ? ' Some are in a file; plumbline keys --move takes them into the keyring.' : ''
    return [{ check: 'keys', ok: true, say: keys.length === 0 ? 'There are no keys for models.' : `There are keys for ${keys.map(({ server, where }) => `${server} (${where})`).join(', ')}.${inFile}` }, usable]
  } catch (error) {
    return [{ check: 'keys', ok: false, say: error instanceof Problem ? problemSentence(error.toShape()) : String(error) }, usable]
  }
}

/** A workspace that holds nothing yet has nothing to lose. */
export function checkBackups(folder: string, used: boolean, now: Date): Finding[] {
  const { backups, lastProven, check } = readBackupState(folder)
  const [newest] = backups
  const findings: Finding[] = []
  if (newest === undefined || lastProven === undefined) findings.push({ check: 'backups', ok: !used, say: used ? 'There is no backup yet: one is made each hour while Plumbline runs, or by plumbline backup.' : 'There is no backup yet, and nothing to back up.' })
  else {
    const stale = used && olderThan(newest.at, OLD_BACKUP, now)
    const say = `${backups.length} backup${backups.length === 1 ? '' : 's'} in ${Math.max(1, Math.round(sizeOfBackups(folder) / 1e6))} MB, the newest ${newest.name}; last proven by a restore at ${moment(lastProven)}.`
    findings.push({ check: 'backups', ok: newest.fault === undefined && !stale, say: newest.fault !== undefined ? `${say} The newest is faulty: ${newest.fault}.` : stale ? `${say} It is old: run plumbline backup, or leave Plumbline running for an hour.` : say })
  }
  if (check === undefined) findings.push({ check: 'check', ok: true, say: 'There was no full check yet; it comes by itself each week.' })
  else findings.push({ check: 'check', ok: check.ok && !olderThan(check.at, OLD_CHECK, now), say: `${check.say} (Full check at ${moment(check.at)}.)` })
  return findings
}

export function checkDeleted(read: StoreReader): Finding {
  const count = read.deleted(10_000).length
  const say = count === 0 ? 'Nothing waits to be erased.' : `${count} deleted thing${count === 1 ? '' : 's'} can be brought back in Settings; each is erased ${UNDO_DAYS} days after it was deleted.`
  return { check: 'deleted', ok: true, say: `${say} A backup keeps what it held until it rotates away, after four weeks at most.` }
}

/** The newest backup that was proven, as the words that restore it. */
export function restoreOffer(folder: string): string | undefined {
  const good = readBackupState(folder).backups.find(({ proven, fault }) => proven !== undefined && fault === undefined)
  return good && `The newest good backup is from ${moment(good.at)}: plumbline restore ${good.name}`
}
