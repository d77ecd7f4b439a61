/** What the operating system says when a file cannot be read or written, as one of our problems. */
import { Problem, type ProblemCode } from './problem.ts'

const codes: Readonly<Record<string, ProblemCode>> = {
  ENOENT: 'file.missing', ENOTDIR: 'file.missing',
  EACCES: 'file.permission', EPERM: 'file.permission',
  ENOSPC: 'disk.full', EDQUOT: 'disk.full', EFBIG: 'disk.full',
  EROFS: 'disk.read-only',
}

/** The problem behind a Node system error, naming `path`; anything else comes back as it is. */
export function asFileProblem(error: unknown, path: string): unknown {
  const code = codes[(error as { code?: string } | null)?.code ?? '']
  return code === undefined ? error : new Problem(code, path, error)
}
