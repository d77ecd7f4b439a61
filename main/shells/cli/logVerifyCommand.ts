/** `plumbline log verify`: whether the history is whole, and if not, where it breaks. */
import { withReader } from '../openReader.ts'
import { badInput, type Command, jsonLine } from './command.ts'

export const logVerifyCommand: Command = {
  run: async ({ words, values, config, io }) => {
    if (words.length > 0) throw badInput('log verify takes no words')
    const report = await withReader(config, (read) => read.verifyHistory())
    if (values['json'] === true) await io.out(jsonLine(report))
    else if (report.whole) await io.out(`The history is whole: ${report.count} events, head ${report.head}.\n`)
    else if (report.firstBroken === null) await io.out(`The history cannot be vouched for: ${report.say ?? 'its head is missing'}.\n`)
    else await io.out(`The history is broken at event ${report.firstBroken}: ${report.say ?? 'a row does not fit its hash'}.\n`)
    return report.whole ? 0 : 1
  },
}
