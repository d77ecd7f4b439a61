/** Compiled bases by their text or version, the least recently used given up first. */
import { parseRules } from '../../../shared/logic/parseRules.ts'
import { compileBase } from './compileBase.ts'
import type { CompiledBase } from './compiled.ts'

export interface CompiledBases {
  /** The compiled base of these files; parsed and compiled only the first time. */
  of(files: readonly { readonly file: string; readonly text: string }[]): CompiledBase
}

/** Keeps at most `most` bases: each may hold a hundred thousand facts. */
export function compiledBases(most = 6): CompiledBases {
  const kept = new Map<string, CompiledBase>()
  return {
    of(files) {
      const key = files.length === 1 ? (files[0]?.text ?? '') : JSON.stringify(files)
      const compiled = kept.get(key) ?? compileBase(parseRules(files))
      kept.delete(key)
      kept.set(key, compiled)
      if (kept.size > most) kept.delete(kept.keys().next().value as string)
      return compiled
    },
  }
}
