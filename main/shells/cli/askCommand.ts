/** `plumbline ask`: one question, answered and checked, kept like any other turn. */
import { MAX_TEXT } from '../../../shared/contract/contract.ts'
import { Problem } from '../../../shared/problem.ts'
import { followToEnd } from '../../core/assistant/followToEnd.ts'
import { turnJson } from '../../core/assistant/turnJson.ts'
import { withCore } from '../withCore.ts'
import { badInput, type Command, type ExitCode, jsonLine, textOf } from './command.ts'
import { printClaims } from './printClaims.ts'
import { readGivenText } from './readGiven.ts'

export const askCommand: Command = {
  run: async ({ words, values, config, io }): Promise<ExitCode> => {
    const question = words.length === 1 && words[0] === '-' ? await readGivenText('-', io) : words.join(' ')
    if (question.trim() === '') throw badInput('ask what? Give the question in quotes, or - to read it from standard input')
    if (question.length > MAX_TEXT) throw new Problem('input.too-large', `the question has ${question.length} characters, the most is ${MAX_TEXT}`)
    const state = await withCore(config, io.signal, async (client) => {
      const expert = textOf(values, 'expert')
      const { turn } = await client.turn.start({ question, ...(expert === undefined ? {} : { as: expert }) })
      // Who stops the command stops the work: nobody else follows it.
      const stop = (): void => void client.turn.cancel({ turn }).catch(() => undefined)
      io.signal.addEventListener('abort', stop)
      try {
        return await followToEnd(turn, await client.turn.follow({ turn }))
      } finally {
        io.signal.removeEventListener('abort', stop)
      }
    })
    const result = turnJson(state)
    if (values['json'] === true) await io.out(jsonLine(result))
    else if (result.problem === undefined || result.answer !== '') await io.out(`${result.answer.trim()}\n\n${printClaims(result)}`)
    io.signal.throwIfAborted()
    if (result.problem !== undefined) throw new Problem(result.problem.code, result.problem.detail)
    return 0
  },
}
