/** Hashes of rule texts, and of the base that they make together. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Sha256 } from '../../../shared/model/ids.ts'

/** The texts hashed last: a save looks at one text several times, and half a megabyte takes some milliseconds. */
const KEPT = 8
let hashed: readonly { readonly text: string; readonly hash: Sha256 }[] = []

export function hashOfText(text: string): Sha256 {
  const known = hashed.find((one) => one.text === text)
  if (known) return known.hash
  const hash = bytesToHex(sha256(utf8ToBytes(text))) as Sha256
  hashed = [{ text, hash }, ...hashed.slice(0, KEPT - 1)]
  return hash
}

/** A hash over the versions of its sets; their order does not matter. */
export const baseVersionOf = (versions: readonly string[]): string => hashOfText(versions.toSorted().join('\n'))
