/** `plumbline keys`: where each server's key is, never what it is; `--move` takes those of the file into the system's keyring. */
import { withCore } from '../withCore.ts'
import { badInput, type Command, jsonLine } from './command.ts'

export const keysCommand: Command = {
  run: async ({ words, values, config, io }) => {
    if (words.length > 0) throw badInput('keys takes no words: a key is entered in Settings, or set in the environment')
    const { moved, keys, keyring } = await withCore(config, io.signal, async (client) => ({
      moved: values['move'] === true ? (await client.key.move({})).moved : [],
      keys: await client.key.list({}),
      keyring: await client.key.keyring({}),
    }))
    if (values['json'] === true) await io.out(jsonLine({ keys, moved, keyring }))
    else {
      for (const { server, where } of keys) await io.out(`${server}: in ${where}${moved.includes(server) ? ', just moved there' : ''}\n`)
      if (keys.length === 0) await io.out('There are no keys.\n')
      if (keyring) io.say(keyring.trouble === undefined ? `${keyring.name[0]!.toUpperCase()}${keyring.name.slice(1)} can be used.` : `${keyring.name[0]!.toUpperCase()}${keyring.name.slice(1)} cannot be used: ${keyring.trouble}.`)
    }
    return 0
  },
}
