/** `plumbline log anchor`: the person says that the history is right as it stands, although its head outside the database was missing. */
import { withCore } from '../withCore.ts'
import { badInput, type Command } from './command.ts'

export const logAnchorCommand: Command = {
  run: async ({ words, config, io }) => {
    if (words.length > 0) throw badInput('log anchor takes no words')
    const report = await withCore(config, io.signal, (client) => client.log.anchor({}))
    await io.out(report.whole ? `The history is anchored at event ${report.count}.\n` : `The history is broken${report.firstBroken === null ? '' : ` at event ${report.firstBroken}`}: ${report.say ?? 'a row does not fit its hash'}.\n`)
    return report.whole ? 0 : 1
  },
}
