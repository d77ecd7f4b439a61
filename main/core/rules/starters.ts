/** The rule sets that the app brings to start from, as they are listed. */
import { parseSurface } from '../../../shared/logic/parseSurface.ts'

export interface Starter {
  /** The file's name without its ending. */
  readonly name: string
  readonly file: string
  readonly title: string
  /** The first remark in the file. */
  readonly about: string
  readonly rules: number
  readonly facts: number
  readonly text: string
}

const RULES: ReadonlySet<string> = new Set(['rule', 'define', 'policy', 'wording', 'judge'])

export function starterOf({ file, text }: { readonly file: string; readonly text: string }): Starter {
  const { declarations } = parseSurface(file, text)
  const title = declarations.find((one) => one.kind === 'ruleset')
  const about = /^#\s*(.+)$/m.exec(text)?.[1] ?? ''
  const count = (of: (kind: string) => boolean): number => declarations.filter(({ kind }) => of(kind)).length
  return { name: file.replace(/\.rules$/, ''), file, title: title?.kind === 'ruleset' ? title.title : file, about, rules: count((kind) => RULES.has(kind)), facts: count((kind) => kind === 'fact'), text }
}
