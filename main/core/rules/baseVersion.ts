/** Hashes of rule texts, and of the base that they make together. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Sha256 } from '../../../shared/model/ids.ts'

export const hashOfText = (text: string): Sha256 => bytesToHex(sha256(utf8ToBytes(text))) as Sha256

/** A hash over the versions of its sets; their order does not matter. */
export const baseVersionOf = (versions: readonly string[]): string => hashOfText(versions.toSorted().join('\n'))
