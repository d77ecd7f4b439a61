/** The committed parser is what the grammar gives. */
import { strictEqual } from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { buildParserFile } from '@lezer/generator'

const here = (name: string): URL => new URL(name, import.meta.url)

test('rules.parser.ts is generated from rules.grammar (UPDATE=1 rewrites it)', () => {
  const warnings: string[] = []
  const made = buildParserFile(readFileSync(here('rules.grammar'), 'utf8'), { fileName: 'rules.grammar', typeScript: true, warn: (message) => warnings.push(message) })
  if (process.env['UPDATE'] === '1') {
    writeFileSync(here('rules.parser.ts'), made.parser)
    writeFileSync(here('rules.parser.terms.ts'), made.terms)
  }
  strictEqual(warnings.join('\n'), '')
  strictEqual(readFileSync(here('rules.parser.ts'), 'utf8'), made.parser)
  strictEqual(readFileSync(here('rules.parser.terms.ts'), 'utf8'), made.terms)
})
