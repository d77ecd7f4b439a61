/** Tries a server and says in one sentence what is wrong, exactly, and what to do. */
import type { ServerTrial } from '../../core/ports.ts'
import type { ModelServer } from '../../../shared/model/settings.ts'
import { Problem } from '../../../shared/problem.ts'
import { baseOf } from './addresses.ts'
import { type ListedModel, listModels } from './listModels.ts'
import { refusedStatus } from './refusal.ts'

export interface ServerTry {
  readonly server: ModelServer
  /** The one that is in use, where it matters whether the server has it. */
  readonly model: string | undefined
  readonly key: string | undefined
  readonly signal: AbortSignal
  /** Asks the model for a word; rejects with a `model.*` Problem. */
  readonly aWord: () => Promise<void>
}

const names = { openai: 'OpenAI-compatible', anthropic: 'Anthropic', google: 'Google', ollama: 'Ollama' } as const

const hostOf = (server: ModelServer): string => URL.parse(server.baseUrl)?.host ?? server.baseUrl

/** Does this address answer as another protocol would? Looked at only when it did not answer as its own. */
async function speaks(server: ModelServer, key: string | undefined, signal: AbortSignal): Promise<string | undefined> {
  const root = server.baseUrl.replace(/\/(?:v1|v1beta|api)?\/*$/, '')
  const tries: readonly [protocol: ModelServer['protocol'], baseUrl: string, hint: string][] = [
    ['ollama', root, `Ollama answers there: choose Ollama as its protocol, with the address ${root}, or add /v1 to speak to it as OpenAI-compatible.`],
    ['openai', `${root}/v1`, `An OpenAI-compatible server answers at ${root}/v1: ${server.protocol === 'openai' ? 'add /v1 to the address' : 'choose OpenAI-compatible as its protocol, with that address'}.`],
  ]
  for (const [protocol, baseUrl, hint] of tries) {
    if (protocol === server.protocol && baseOf({ protocol, baseUrl }) === baseOf(server)) continue
    // The key belongs to this address and goes to no other; these share its origin.
    const found = await listModels({ ...server, protocol, baseUrl }, key, signal).catch(() => undefined)
    if (found !== undefined) return hint
  }
  return undefined
}

function unreachable(server: ModelServer, detail: string): string {
  const host = hostOf(server)
  if (/refused/.test(detail)) return `Nothing answers at ${host} (connection refused): start the server, or correct the port in the address.`
  if (/no such host|could not be looked up/.test(detail)) return `The name ${host} could not be found: correct the address, or check this machine’s network.`
  if (/not https/.test(detail)) return `${host} speaks http, not https: change the beginning of the address to http://.`
  if (/certificate/.test(detail)) return `The certificate of ${host} is not accepted (${detail.replace(/^.*: /, '')}): correct the address, or have its owner mend the certificate.`
  if (/timed out|closed|reset|unreachable/.test(detail)) return `${host} cannot be reached (${detail}): check the address and the network, or a firewall between.`
  return `${host} cannot be reached${detail ? ` (${detail})` : ''}: check the address and the network.`
}

function refused(server: ModelServer, status: number, detail: string, key: string | undefined): string | undefined {
  const host = hostOf(server)
  const words = detail.replace(/^\d+ ?/, '')
  const said = words ? ` It says: ${words}` : ''
  if (status === 401) return key ? `${host} does not accept the key (401): enter it again.${said}` : `${host} asks for a key (401): enter one.${said}`
  if (status === 403) return `${host} knows the key but does not allow this (403): check what the key may do, or the region and the plan of the account.${said}`
  if (status === 400 && /key/i.test(words)) return `${host} does not accept the key (400): enter it again.${said}`
  if (status === 429) return `${host} answers, but asks to slow down (429): wait a moment, or check the plan of the account.${said}`
  if (status === 408 || status === 504) return `${host} took too long to answer (${status}): try it again, or look whether it is busy.${said}`
  if (status >= 500) return `${host} answers, but fails itself (${status}): try it again, or look into its log.${said}`
  return undefined
}

async function say(problem: Problem, { server, key, signal }: ServerTry): Promise<string> {
  const host = hostOf(server)
  const detail = problem.detail ?? ''
  const status = refusedStatus(problem)
  if (problem.code === 'model.unreachable') return unreachable(server, detail)
  const plain = status === undefined ? undefined : refused(server, status, detail, key)
  if (plain) return plain
  if (problem.code === 'model.timeout') return `${host} takes the connection but does not answer: look whether it is busy or loading, then try it again.`
  const other = await speaks(server, key, signal)
  if (other) return other
  if (/does not speak http/.test(detail)) return `What answers at ${host} does not speak http: correct the port, or begin the address with https://.`
  if (/leads elsewhere/.test(detail)) return `${host} sends requests on to another address (${detail.replace(/^.*\(|\)$/g, '')}): enter that one, if you trust it.`
  if (/web page/.test(detail)) return `A web page answers at ${host}, not a model server: correct the path of the address, or leave out a proxy or a login page between.`
  if (status === 404 || status === 405) return `${host} answers, but has no ${names[server.protocol]} models at ${baseOf(server)} (${status}): correct the path of the address, or choose another protocol.`
  if (status !== undefined && status > 0) return `${host} refuses the request (${detail}): check the address and the protocol.`
  return `What answers at ${host} does not speak the ${names[server.protocol]} protocol${detail ? ` (${detail})` : ''}: choose another protocol, or correct the address.`
}

const without: Readonly<Record<ModelServer['protocol'], string>> = {
  ollama: 'pull one, such as with “ollama pull llama3.2”',
  openai: 'load one in the server first',
  anthropic: 'check what the key may use',
  google: 'check what the key may use',
}

/** Rejects with `cancelled` only. */
export async function tryServer(asked: ServerTry): Promise<ServerTrial> {
  const { server, model, key, signal } = asked
  const host = hostOf(server)
  let listed: ListedModel[]
  try {
    listed = await listModels(server, key, signal)
  } catch (error) {
    if (signal.aborted) throw new Problem('cancelled')
    if (!(error instanceof Problem)) throw error
    return { ok: false, say: await say(error, asked) }
  }
  const models = listed.map(({ id }) => id)
  if (models.length === 0) return { ok: false, say: `${host} answers, but has no model: ${without[server.protocol]}.`, models }
  if (model !== undefined && !models.includes(model) && !models.includes(`${model}:latest`)) return { ok: false, say: `${host} answers, but does not have the model “${model}” any more: choose another one.`, models }
  const has = `${models.length} model${models.length === 1 ? '' : 's'}`
  if (model === undefined) return { ok: true, say: `The server answered and has ${has}.`, models }
  try {
    // Some servers name their models to anybody and ask for the key, or load the model, only then.
    await asked.aWord()
  } catch (error) {
    if (signal.aborted) throw new Problem('cancelled')
    if (!(error instanceof Problem)) throw error
    return { ok: false, say: `${host} has ${has}, but “${model}” does not answer: ${reason(error, asked)}`, models }
  }
  return { ok: true, say: `The server answered and has ${has}; “${model}” answers.`, models }
}

/** The end of a sentence. */
function reason(problem: Problem, { server, key }: ServerTry): string {
  const { code, detail = '' } = problem
  const status = refusedStatus(problem)
  const plain = status === undefined ? undefined : refused(server, status, detail, key)
  if (plain) return plain
  if (code === 'model.timeout') return 'it was silent for too long; it may be loading, so try it again in a while.'
  if (code === 'model.empty') return 'it says nothing; choose another one.'
  return `${detail || 'it breaks off'}; look into the server’s log, or choose another one.`
}
