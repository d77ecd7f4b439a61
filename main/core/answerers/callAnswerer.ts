/** Finds who is meant by a name: a named answerer, the library, or a model of one of the servers. */
import { nearestName } from '../../../shared/logic/nearest.ts'
import type { RuleSetId, SourceId } from '../../../shared/model/ids.ts'
import type { NamedAnswerer } from '../../../shared/model/namedAnswerer.ts'
import type { Answerer, ModelServer } from '../../../shared/model/settings.ts'
import type { AnsweredAs } from '../../../shared/model/turn.ts'
import { Problem } from '../../../shared/problem.ts'
import { callOf, mentionOf, sameName } from '../../../shared/turn/mention.ts'
import type { Ports } from '../ports.ts'

/** Who answers, and what holds for it: the shape that `turn.started` keeps. */
export interface Called {
  readonly answerer: Answerer
  readonly as?: AnsweredAs
  readonly within?: readonly SourceId[]
  readonly ruleSets?: readonly RuleSetId[]
}

type Surroundings = Pick<Ports, 'store' | 'models'>

/** The library, by the name that needs no setting up. */
export const LIBRARY = 'library'
/** Milliseconds that a server may take to name its models before the others are gone by. */
const LISTED_WITHIN = 5000
/** Names told to someone whose own was not found. */
const TOLD = 8

/** As it stands now: later changes of the answerer leave a turn as it was. */
const calledAs = ({ id, name, instructions, answerer, sources, ruleSets }: NamedAnswerer): Called => ({
  answerer,
  as: { id, name, instructions },
  ...(sources === undefined ? {} : { within: sources }),
  ...(ruleSets === undefined ? {} : { ruleSets }),
})

const asModel = (server: string, model: string): Called => ({ answerer: { kind: 'model', server, model } })

/** `SERVER/MODEL`: both may hold slashes themselves, so the longest server that fits is meant. */
function modelOfServer(name: string, servers: readonly ModelServer[]): Called | undefined {
  const fits = servers.filter((server) => sameName(name.slice(0, server.name.length + 1), `${server.name}/`) && name.length > server.name.length + 1)
  const server = fits.sort((a, b) => b.name.length - a.name.length)[0]
  return server && asModel(server.name, name.slice(server.name.length + 1))
}

async function modelsOf(servers: readonly ModelServer[], { models }: Surroundings): Promise<{ server: string; model: string }[]> {
  const lists = await Promise.all(
    servers.map(async (server) => {
      try {
        return (await models.list(server, AbortSignal.timeout(LISTED_WITHIN))).map((model) => ({ server: server.name, model }))
      } catch {
        // A server that is down says nothing of its models; the others may know the name.
        return []
      }
    }),
  )
  return lists.flat()
}

function unknown(name: string, answerers: readonly NamedAnswerer[], servers: readonly ModelServer[], listed: readonly { model: string }[]): Problem {
  const names = [...answerers.map((one) => one.name), LIBRARY]
  const near = nearestName(name, [...names, ...new Set(listed.map(({ model }) => model))])
  const known = [LIBRARY, ...answerers.map((one) => one.name), ...servers.map((server) => `${server.name}/MODEL`)]
  const told = known.slice(0, TOLD).join(', ') + (known.length > TOLD ? ` and ${known.length - TOLD} more` : '')
  return new Problem('input.invalid', `there is no expert “${name.slice(0, 100)}”; ${near === undefined ? '' : `did you mean ${callOf(near)}? `}${near === undefined ? 'there' : 'There'} is ${told}`)
}

/**
 * Named answerers come first, then `library`, then `SERVER/MODEL`, then a model that exactly one server offers.
 * Rejects with one `input.invalid` that names what is near.
 */
export async function callAnswerer(name: string, ports: Surroundings): Promise<Called> {
  const { read } = ports.store
  const answerers = read.answerers()
  const named = answerers.find((one) => sameName(one.name, name))
  if (named) return calledAs(named)
  if (sameName(name, LIBRARY)) return { answerer: { kind: 'library' } }
  const { servers } = read.settings()
  const direct = modelOfServer(name, servers)
  if (direct) return direct
  const listed = await modelsOf(servers, ports)
  const offered = listed.filter(({ model }) => model === name)
  const fits = offered.length > 0 ? offered : listed.filter(({ model }) => sameName(model, name))
  const [only, other] = fits
  if (only && other) throw new Problem('input.invalid', `several models are called “${name}”; choose one by ${fits.map((one) => callOf(`${one.server}/${one.model}`)).join(' or ')}`)
  if (only) return asModel(only.server, only.model)
  throw unknown(name, answerers, servers, listed)
}

/** Reads a call at the beginning of the question. What may be the text's own is taken for a call only where somebody has that name. */
export async function callIn(question: string, ports: Surroundings): Promise<{ question: string; called: Called } | undefined> {
  const mention = mentionOf(question)
  if (mention === undefined) return undefined
  let called: Called
  try {
    called = await callAnswerer(mention.name, ports)
  } catch (error) {
    if (mention.sure) throw error
    return undefined
  }
  if (mention.rest.trim() === '') throw new Problem('input.invalid', `write your question behind ${callOf(mention.name)}`)
  return { question: mention.rest, called }
}
