/** A model as a person names it on the command line: `SERVER/MODEL`, where the server is one of the settings. */
import type { ModelServer } from '../../shared/model/settings.ts'

/** Names of servers and models may hold slashes themselves: the longest server that fits is meant. */
export function serverOf(name: string, servers: readonly ModelServer[]): { readonly server: ModelServer; readonly model: string } | undefined {
  const server = servers.filter((one) => name.startsWith(`${one.name}/`) && name.length > one.name.length + 1).sort((a, b) => b.name.length - a.name.length)[0]
  return server === undefined ? undefined : { server, model: name.slice(server.name.length + 1) }
}
